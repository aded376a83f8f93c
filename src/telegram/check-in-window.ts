import type { Conversation } from "@grammyjs/conversations";
import { Composer, type Context } from "grammy";
import { askQuestion } from "../checkin/ask-question.ts";
import type { Reply } from "../checkin/decide-reply.ts";
import type { Words } from "../checkin/hear-words.ts";
import { passOnInCrisis } from "../checkin/pass-on-in-crisis.ts";
import { startSafety } from "../checkin/start-safety.ts";
import { type CheckInRow, findCheckIn, findRunningCheckIn } from "../checkin/store.ts";
import { type Taken, takeReply } from "../checkin/take-reply.ts";
import { say } from "../delivery/say.ts";
import { noteSlip } from "../escalation/note-slip.ts";
import { joinCrisis, raiseEscalation } from "../escalation/raise-escalation.ts";
import { tellAnswer } from "../escalation/tell-answer.ts";
import { withCapitals } from "../i18n/capitals.ts";
import type { Write } from "../i18n/dutch-beneath.ts";
import type { Say } from "../i18n/texts.ts";
import { findWhoIsThere } from "../people/duty/who-is-there.ts";
import type { AlumnusView } from "../people/store.ts";
import { decodeAction } from "./callback-data.ts";
import type { BotContext } from "./context.ts";
import { shownOf } from "./said-of.ts";
import { wordsOf } from "./words-of.ts";

/** The id under which grammY knows the window. */
export const windowId = "check-in";

/**
 * A check-in on the phone: ask one question, wait for what comes, store it, and forget everything but the check-in's
 * number. The position is read from the rows each time, so a restart, a redeploy or a lost state changes nothing; and no
 * call to Telegram is made in here, because all that is said are outbox rows of the update's own transaction.
 */
export async function checkInWindow(
  conversation: Conversation<BotContext, Context>,
  _ctx: Context,
  checkInId: string,
): Promise<void> {
  const start = conversation.checkpoint();
  const isGoingOn = await conversation.external((outer) => showQuestion(outer, checkInId));
  if (!isGoingOn) return;
  await conversation.waitUntil((ctx) => isForCheckIn(ctx, checkInId), { next: true });
  await conversation.external(async (outer) => {
    await takeFromChat(outer, checkInId);
  });
  await conversation.rewind(start);
}

/** A tap on this check-in's buttons, or any message that is no command: commands were dealt with before the window. */
function isForCheckIn(ctx: Context, checkInId: string): boolean {
  const data = ctx.callbackQuery?.data;
  if (data === undefined) return ctx.message !== undefined;
  const action = decodeAction(data);
  return (action?.do === "answer" || action?.do === "extra") && action.checkIn === checkInId;
}

/** Says what the last reply calls for; false when the check-in is over and the window closes. */
async function showQuestion(ctx: BotContext, checkInId: string): Promise<boolean> {
  const row = await findCheckIn(ctx.work.db, checkInId);
  const view = viewOf(ctx);
  if (!row || !view || (row.state !== "open" && row.state !== "invited" && row.state !== "paused"))
    return false;
  const known = ctx.taken?.progress ? { progress: ctx.taken.progress } : {};
  switch (ctx.taken?.next) {
    case "ask": {
      const before = ctx.taken.explains?.join("\n\n");
      return (
        (await askQuestion(ctx.work, view, row, { ...(before ? { before } : {}), ...known })) !== undefined
      );
    }
    case "safety":
      return (await askQuestion(ctx.work, view, row, { withSafety: true, ...known })) !== undefined;
    case "again":
      if (ctx.taken.progress?.severity === "crisis") return askAgainInCrisis(ctx, view, row);
      return (
        (await askQuestion(ctx.work, view, row, { before: whyAgain(ctx, view), ...known })) !== undefined
      );
    case "rest":
      return false;
    default:
      return true;
  }
}

/**
 * Between the safety questions and their answers: words, voice notes, photos and places are passed on, said so at most once in ten minutes;
 * whatever else comes, the question comes again with one simple line.
 */
async function askAgainInCrisis(ctx: BotContext, view: AlumnusView, row: CheckInRow): Promise<boolean> {
  const { work, taken } = ctx;
  const words = keptOf(ctx);
  const isWords = taken?.because === "words" && words !== undefined;
  if (isWords && !(await passOnInCrisis(work, view, words))) return true;
  const before: Write =
    taken?.because === "notUnderstood"
      ? (texts, language) => texts(language)("checkin:crisis.again")
      : whyAgain(ctx, view);
  const options = taken?.because === "words" ? {} : { before };
  return (await askQuestion(work, view, row, options)) !== undefined;
}

/** Why the question comes again, to be written in their language and, where the question stands beneath in Dutch, in Dutch. */
const whyAgain =
  ({ work, taken }: BotContext, view: AlumnusView): Write =>
  async (texts, language) => {
    const t = texts(language);
    if (taken?.because === "notUnderstood") return t("checkin:flow.notUnderstood");
    if (taken?.because === "tappedWrong") return slipNoted(t, view);
    if (taken?.because === "words") return t("checkin:flow.words", { worker: view.workerName });
    const { when, reader } = await findWhoIsThere({ ...work, texts }, { ...view, language });
    return withCapitals(t("checkin:flow.human", { worker: reader, when }), language);
  };

const slipNoted = (t: Say, view: AlumnusView): string => {
  const worker = view.workerName;
  return view.row.sharedPhone
    ? t("checkin:flow.tappedWrongShared")
    : t("checkin:flow.tappedWrong", { worker });
};

function viewOf(ctx: BotContext): AlumnusView | undefined {
  return ctx.person.kind === "alumnus" ? ctx.person.view : undefined;
}

/** What is kept of a message for a human; undefined for a sticker, a contact and the like. */
const keptOf = (ctx: BotContext): Words | undefined => shownOf(ctx) ?? wordsOf(ctx);

/** What the update says, freed of Telegram; undefined for a tap that is not about a check-in. */
function replyOf(ctx: BotContext): { reply: Reply; words?: Words } | undefined {
  const { action, message } = ctx;
  if (action?.do === "answer")
    return { reply: { kind: "option", questionId: action.question, optionId: action.option } };
  if (action?.do === "extra")
    return { reply: { kind: "extra", questionId: action.question, extra: action.extra } };
  if (!message) return undefined;
  const words = wordsOf(ctx);
  const kept = keptOf(ctx);
  // What stands beneath a photo can be an answer; the photo is kept with it.
  if (words?.kind === "text" && kept) return { reply: { kind: "text", text: words.text }, words: kept };
  if (words?.kind === "voice") return { reply: { kind: "voice" }, words };
  return kept ? { reply: { kind: "shown" }, words: kept } : { reply: { kind: "other" } };
}

/** Takes the reply, hands its signals to humans in the same transaction, and remembers what the window does next. */
async function takeFromChat(ctx: BotContext, checkInId: string): Promise<Taken | undefined> {
  const view = viewOf(ctx);
  const row = await findCheckIn(ctx.work.db, checkInId);
  const said = replyOf(ctx);
  if (!view || !row || !said) return undefined;
  const taken = await takeReply(ctx.work, view, row, said.reply, said.words);
  await raiseEscalation(ctx.work, view.row, taken.signals);
  if (said.words) await tellAnswer(ctx.work, view);
  if (taken.because === "tappedWrong") await noteSlip(ctx.work, view.row.id);
  ctx.taken = taken;
  if (taken.changed) ctx.toast = ctx.work.texts(view.language)("checkin:flow.changed");
  // Silence, or "an old button", would sound as if nobody had heard it.
  if (taken.known) ctx.toast = ctx.work.texts(view.language)("checkin:flow.known");
  return taken;
}

/** Opens the window for a check-in; whatever stood open before is forgotten. */
export async function openWindow(ctx: BotContext, checkInId: string): Promise<void> {
  if (ctx.conversation.active(windowId) > 0) await ctx.conversation.exitAll();
  await ctx.conversation.enter(windowId, checkInId);
}

/**
 * A tap or words for a check-in whose window is not open: its state was lost, or the check-in is over. The rows know
 * enough: the reply is taken, and the window opens again where there is more to ask.
 */
export const withoutWindow = new Composer<BotContext>();
withoutWindow.use(async (ctx, next) => {
  const view = viewOf(ctx);
  if (!view) return next();
  const { action } = ctx;
  const tapped = action?.do === "answer" || action?.do === "extra" ? action.checkIn : undefined;
  if (action && !tapped) return next();
  const row = tapped
    ? await findCheckIn(ctx.work.db, tapped)
    : await findRunningCheckIn(ctx.work.db, view.row.id);
  if (!row || row.alumnusId !== view.row.id || (!tapped && row.state !== "open")) return next();
  const taken = await takeFromChat(ctx, row.id);
  if (!taken) return next();
  if (row.state === "open") return openWindow(ctx, row.id);
  await sayLate(ctx, view, taken);
});

/** The check-in was over, yet what was tapped counts: a crisis opens the safety questions, anything else is acknowledged. */
async function sayLate(ctx: BotContext, view: AlumnusView, taken: Taken): Promise<void> {
  const t = ctx.work.texts(view.language);
  if (taken.next === "safety") {
    // The window that opens is of another check-in: where the old one stood says nothing about it.
    const { checkInId, signals } = await startSafety(ctx.work, view, ctx.setHash);
    await joinCrisis(ctx.work, view.row, signals);
    ctx.taken = { next: "safety" };
    return openWindow(ctx, checkInId);
  }
  if (taken.because === "tappedWrong") {
    await say(ctx.work, {
      chatId: ctx.chatRow.chatId,
      outgoing: { kind: "say", text: slipNoted(t, view) },
    });
    return;
  }
  if (taken.known) return;
  ctx.toast =
    taken.signals.length > 0
      ? t("checkin:flow.over", { worker: view.workerName })
      : t("checkin:flow.overNothing");
}
