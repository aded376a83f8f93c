import { Composer } from "grammy";
import type { Action } from "../delivery/action.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { formatDay } from "../i18n/format-moment.ts";
import {
  expectedOfSheet,
  findDraft,
  keepDraft,
  signShown,
  takeTyped,
} from "../people/safety/change-safety-sheet.ts";
import { sheetEndsAt } from "../people/safety/is-sheet-valid.ts";
import { mostNumbers } from "../people/safety/safety-sheet.ts";
import { lineOf, maySign, type SheetDraft, showSafetySheet } from "../people/safety/show-safety-sheet.ts";
import { type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** The safety sheet in the chat of the staff: everybody reads it; a coordinator or attention officer changes and signs it. */
export const safety = new Composer<BotContext>();

safety.command(["safety", "veiligheid"], async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  const { worker } = ctx.person;
  await showSafetySheet(ctx.work, worker, await findDraft(ctx.work, worker, ctx.chatRow));
});

safety.use(async (ctx, next) => {
  const { action, person, message } = ctx;
  if (person.kind !== "caseWorker") return next();
  if (action?.do === "safety") return onTap(ctx, person.worker, action);
  const expected = expectedOfSheet(ctx.work, ctx.chatRow);
  const isCommand = message?.text?.startsWith("/") === true;
  if (!message || isCommand || expected?.awaits === undefined) return next();
  if (!maySign(person.worker)) return next();
  const { t, work, chatRow } = ctx;
  const typed = takeTyped(expected, message.text ?? "");
  if (!typed.ok) return reply(ctx, t(`people:safety.${typed.reason}`, { most: String(mostNumbers) }));
  await keepDraft(work, chatRow, typed.draft);
  await showSafetySheet(work, person.worker, { ...typed.draft, isChanged: true });
});

type Tap = Extract<Action, { do: "safety" }>;

async function onTap(ctx: BotContext, worker: CaseWorkerRow, { what, value }: Tap): Promise<void> {
  const { work, t, chatRow } = ctx;
  const draft = await findDraft(work, worker, chatRow);
  if (what === "show") return showSafetySheet(work, worker, draft);
  if (!maySign(worker)) {
    ctx.toast = t("people:safety.notYours");
    return;
  }
  switch (what) {
    case "sign":
      return sign(ctx, worker, value);
    case "change":
      return pick(ctx, draft);
    case "pick":
      return askNumber(ctx, worker, draft, value);
    case "remove":
      return remove(ctx, worker, draft, value);
    case "add":
      if (draft.numbers.length >= mostNumbers)
        return reply(ctx, t("people:safety.tooMany", { most: String(mostNumbers) }));
      await keepDraft(work, chatRow, draft, "own");
      return reply(ctx, t("people:safety.askOwn"));
    case "onCall": {
      const changed = { ...draft, onCall: value === "rota" ? "rota" : "none", isChanged: true } as const;
      await keepDraft(work, chatRow, changed);
      return showSafetySheet(work, worker, changed);
    }
  }
}

async function sign(ctx: BotContext, worker: CaseWorkerRow, code: string): Promise<void> {
  const { work, t, chatRow, language } = ctx;
  const signed = await signShown(work, worker, chatRow, code);
  if (signed.ok) {
    const { timeZone } = await findOrganisation(work.db, worker.organisationId);
    const until = formatDay(language, timeZone, sheetEndsAt(signed.row.checkedAt));
    return reply(ctx, t("people:safety.done", { until }));
  }
  if (signed.reason !== "stale")
    return reply(ctx, t(`people:safety.${signed.reason}`, { most: String(mostNumbers) }));
  await reply(ctx, t("people:safety.stale"));
  await showSafetySheet(work, worker, await findDraft(work, worker, chatRow));
}

/** Which number: each with its place in the list as it stands now. */
async function pick(ctx: BotContext, draft: SheetDraft): Promise<void> {
  const { work, t, language } = ctx;
  const buttons = draft.numbers.map((one, index): Button[] => [
    {
      label: lineOf(work, language, one),
      action: { do: "safety", what: "pick", value: placeOf(draft, index) },
    },
  ]);
  await say(work, {
    chatId: ctx.chatRow.chatId,
    outgoing: { kind: "say", text: t("people:safety.pick"), buttons },
  });
}

/** A place in the list as this button's reader saw it: the index, and how many numbers of which kind stood there. */
const placeOf = ({ numbers }: SheetDraft, index: number) =>
  `${index}_${numbers.length}_${numbers[index]?.kind ?? ""}`;

function findPlace(draft: SheetDraft, value: string): number | undefined {
  const index = Number(value.split("_")[0]);
  return Number.isInteger(index) && placeOf(draft, index) === value && draft.numbers[index]
    ? index
    : undefined;
}

async function askNumber(
  ctx: BotContext,
  worker: CaseWorkerRow,
  draft: SheetDraft,
  value: string,
): Promise<void> {
  const { work, t, chatRow, language } = ctx;
  const index = findPlace(draft, value);
  const one = index === undefined ? undefined : draft.numbers[index];
  if (index === undefined || !one) return again(ctx, worker, draft);
  await keepDraft(work, chatRow, draft, index);
  const remove = {
    label: t("people:safety.button.remove"),
    action: { do: "safety", what: "remove", value } as const,
  };
  const text = t("people:safety.askNumber", { line: lineOf(work, language, one) });
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons: [[remove]] } });
}

async function remove(
  ctx: BotContext,
  worker: CaseWorkerRow,
  draft: SheetDraft,
  value: string,
): Promise<void> {
  const index = findPlace(draft, value);
  if (index === undefined) return again(ctx, worker, draft);
  const numbers = draft.numbers.filter((_, place) => place !== index);
  const changed = { onCall: draft.onCall, numbers, isChanged: true };
  await keepDraft(ctx.work, ctx.chatRow, changed);
  await showSafetySheet(ctx.work, worker, changed);
}

async function again(ctx: BotContext, worker: CaseWorkerRow, draft: SheetDraft): Promise<void> {
  await reply(ctx, ctx.t("people:safety.stale"));
  await showSafetySheet(ctx.work, worker, draft);
}

async function reply(ctx: BotContext, text: string): Promise<void> {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
}
