import { Composer } from "grammy";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { type SpokenWords, typedIn } from "../checkin/hear-words.ts";
import type { Action } from "../delivery/action.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { correctionItems, isCorrectionItem } from "../escalation/is-correction-item.ts";
import { autonyms } from "../i18n/language.ts";
import { expectNothing } from "../people/expect-words.ts";
import { askCorrection, takeCorrection } from "../rights/correct-my-data.ts";
import { askErasureAgain, eraseMyData, explainErasure, keepMyData } from "../rights/erase-my-data.ts";
import { chatSection } from "../rights/gather-data.ts";
import { type Showing, showMyData } from "../rights/show-my-data.ts";
import { showStaffData } from "../rights/show-staff-data.ts";
import { writeSection } from "../rights/write-section.ts";
import { chooseAgain } from "./commands.ts";
import type { BotContext } from "./context.ts";
import { wordsOf } from "./words-of.ts";

type What = Extract<Action, { do: "myData" }>["what"];

/** `/mijngegevens` and its buttons, for whoever is behind the chat: a young person, a case worker, anybody. */
export const myData = new Composer<BotContext>();

myData.command(["mijngegevens", "mydata"], (ctx) => showMenu(ctx));

myData.use(async (ctx, next) => {
  const { action, chatRow, person, work } = ctx;
  const { expects } = chatRow;
  // Whoever taps something else has let go of what they were about to type.
  if (expects?.kind === "correction" && ctx.callbackQuery) await expectNothing(work, chatRow.chatId);
  if (action?.do === "myData") return onTap(ctx, action.what);
  if (action?.do === "correct" && person.kind === "alumnus") return chooseItem(ctx, action.item);
  if (expects?.kind !== "correction" || person.kind !== "alumnus") return next();
  const words = wordsOf(ctx);
  if (!words || !ctx.message || ctx.message.text?.startsWith("/")) return next();
  await expectNothing(work, chatRow.chatId);
  // Too late, or something that a human must hear at once: then it is no correction, and goes where all words go.
  const { item, until } = expects;
  const isLate = new Date(until) < work.now;
  if (!isCorrectionItem(item) || isLate || isCrisis(words)) return next();
  await takeCorrection(work, person.view, item, words);
});

const isCrisis = (words: SpokenWords) => findCrisisWords(typedIn(words) ?? "") !== null;

const row = (
  ctx: BotContext,
  ...whats: readonly ("see" | "export" | "correct" | "log" | "erase")[]
): Buttons[number] =>
  whats.map((what) => ({ label: ctx.t(`rights:menu.${what}`), action: { do: "myData", what } }));

async function reply(ctx: BotContext, text: string, buttons?: Buttons): Promise<void> {
  const { chatId } = ctx.chatRow;
  await say(ctx.work, { chatId, outgoing: { kind: "say", text, ...(buttons ? { buttons } : {}) } });
}

async function showMenu(ctx: BotContext): Promise<void> {
  const { person, t } = ctx;
  if (person.kind === "alumnus")
    return reply(ctx, t("rights:menu.text"), [
      row(ctx, "see", "export"),
      row(ctx, "correct", "log"),
      row(ctx, "erase"),
    ]);
  if (person.kind === "caseWorker")
    return reply(ctx, t("rights:menu.text"), [row(ctx, "see", "export"), row(ctx, "erase")]);
  return reply(ctx, t("rights:menu.text"), [row(ctx, "see"), row(ctx, "erase")]);
}

async function onTap(ctx: BotContext, what: What): Promise<void> {
  const { person } = ctx;
  if (what === "menu") return showMenu(ctx);
  if (person.kind === "alumnus") return onOwnTap(ctx, what);
  if (person.kind === "caseWorker") return onStaffTap(ctx, what);
  return onStrangerTap(ctx, what);
}

const showingOf: Readonly<Partial<Record<What, readonly [Showing, boolean]>>> = {
  see: ["see", false],
  export: ["export", false],
  log: ["log", false],
  seeShared: ["see", true],
  exportShared: ["export", true],
  logShared: ["log", true],
};

async function onOwnTap(ctx: BotContext, what: What): Promise<void> {
  const { person, t } = ctx;
  if (person.kind !== "alumnus") return;
  const showing = showingOf[what];
  if (showing) {
    const [shown, asked] = showing;
    if ((await showMyData(ctx.work, person.view, shown, asked)) !== "askFirst") return;
    const action = { do: "myData", what: `${shown}Shared` } as const;
    return reply(ctx, t("rights:shared.ask"), [[{ label: t("rights:shared.yes"), action }]]);
  }
  if (what === "correct") {
    const items = [...correctionItems.filter((item) => item !== "other"), "language", "other"] as const;
    const buttons = items.map((item) => [
      { label: t(`rights:correct.item.${item}`), action: { do: "correct", item } as const },
    ]);
    return reply(ctx, t("rights:correct.which"), buttons);
  }
  return onErasure(ctx, what);
}

async function chooseItem(ctx: BotContext, item: string): Promise<void> {
  const { person } = ctx;
  if (person.kind !== "alumnus") return;
  if (item === "language") return chooseAgain(ctx);
  if (isCorrectionItem(item)) await askCorrection(ctx.work, person.view, item);
}

async function onErasure(ctx: BotContext, what: What): Promise<void> {
  const { work, chatRow, t, language, person } = ctx;
  const view = person.kind === "alumnus" ? person.view : undefined;
  if (what === "erase") return explainErasure(work, chatRow, language, view);
  if (what === "eraseSure") return askErasureAgain(work, chatRow, language);
  if (what === "keep") return keepMyData(work, chatRow, t);
  if (what !== "eraseNow") return;
  const linking = person.kind === "linking" ? { linking: person.linking } : {};
  await eraseMyData(work, chatRow, language, { ...(view ? { view } : {}), ...linking }, ctx.update.update_id);
}

async function onStaffTap(ctx: BotContext, what: What): Promise<void> {
  const { person, work, t } = ctx;
  if (person.kind !== "caseWorker") return;
  if (what === "see" || what === "export") return showStaffData(work, person.worker, what);
  if (what === "erase") return reply(ctx, t("rights:staff.erase"));
  // A button of another role in a case worker's chat: forged, or from before they were staff.
  ctx.toast = t("escalation:refused.notYours");
}

async function onStrangerTap(ctx: BotContext, what: What): Promise<void> {
  const { work, t, language, chatRow, person } = ctx;
  if (what !== "see") return onErasure(ctx, what);
  const reader = { t, language, timeZone: "Europe/Amsterdam" };
  const section = await chatSection(work, chatRow.chatId, reader);
  const own = { label: t("rights:person.language"), text: autonyms[language] };
  const text = writeSection({ ...section, items: [own, ...section.items] }, reader);
  const key = person.kind === "linking" ? "rights:chat.linking" : "rights:chat.stranger";
  await reply(ctx, `${text}\n\n${t(key)}`);
}
