import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { expectNothing } from "../people/expect-words.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { askWithoutNames, keepWish, wishFor } from "../questions/keep-question.ts";
import { askWho, matchWorry, showNamesakes, unmatchWorry } from "../questions/match-worry.ts";
import { itemOf } from "../questions/show-menu.ts";
import type { BotContext } from "./context.ts";
import { staffWords } from "./staff-words.ts";

/**
 * What a case worker does about whoever asks: says about whom a worry is (the name is typed, the person tapped), and keeps a question
 * for the robot.
 */
export const askers = staffWords(new Set(["matchWorry", "keepQuestion"]), onTap, onWords);

async function onTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  const { work, t } = ctx;
  if (action.do === "escalation" && action.verb === "match") {
    if (!(await askWho(work, worker, action.escalation))) ctx.toast = t("escalation:refused.notYours");
    return true;
  }
  if (action.do === "keepQuestion") {
    if (action.as === "no") ctx.toast = t("questions:staff.keep.notKept");
    else if (!(await askWithoutNames(work, worker, action.escalation, action.as)))
      ctx.toast = t("escalation:refused.notYours");
    return true;
  }
  if (action.do === "keepFor") {
    const isKept = await wishFor(work, worker, action.wish, itemOf(action.item));
    ctx.toast = t(isKept ? "questions:staff.keep.kept" : "escalation:refused.notYours");
    return true;
  }
  if (action.do === "unmatchWorry") {
    const isUndone = await unmatchWorry(work, worker, action.escalation, action.alumnus);
    ctx.toast = t(isUndone ? "questions:staff.unmatched" : "escalation:refused.notYours");
    return true;
  }
  if (action.do !== "matchedWorry") return false;
  const matched = await matchWorry(work, worker, action.escalation, action.alumnus);
  if (!matched) {
    ctx.toast = t("escalation:refused.notYours");
    return true;
  }
  const { worker: guide, name, isNew } = matched;
  const { escalation, alumnus } = action;
  await say(work, {
    chatId: ctx.chatRow.chatId,
    outgoing: {
      kind: "say",
      text: t(isNew ? "questions:staff.matched" : "questions:staff.matchedBefore", { worker: guide, name }),
      buttons: [
        [
          {
            label: t("questions:staff.unmatch"),
            action: { do: "unmatchWorry", escalation, alumnus } as const,
          },
        ],
      ],
    },
  });
  return true;
}

async function onWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { work, chatRow, t } = ctx;
  const { expects } = chatRow;
  const text = ctx.message?.text;
  if (expects?.kind !== "matchWorry" && expects?.kind !== "keepQuestion") return;
  if (text === undefined)
    return void (await say(work, {
      chatId: chatRow.chatId,
      outgoing: { kind: "say", text: t("people:duty.wordsOnly") },
    }));
  await expectNothing(work, chatRow.chatId);
  if (expects.kind === "keepQuestion") await keepWish(work, worker, expects, text);
  else await showNamesakes(work, worker, expects.escalationId, text);
}
