import { Composer } from "grammy";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { recordFirstAnswer } from "../checkin/first-answer.ts";
import { isFirstOption } from "../checkin/first-question.ts";
import { typedIn } from "../checkin/hear-words.ts";
import { stopCheckIn } from "../checkin/stop-check-in.ts";
import { findCheckIn } from "../checkin/store.ts";
import { tidyNow } from "../checkin/tidy-up.ts";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { raiseEscalation } from "../escalation/raise-escalation.ts";
import { answerOwnTime, askOwnTime } from "../people/calendar/ask-own-time.ts";
import { answerAgreement } from "../people/link/agree.ts";
import { answerAtSixteen } from "../people/link/ask-at-sixteen.ts";
import { askWhosePhone, changePhone, chooseToTidy } from "../people/link/change-phone.ts";
import { answerWhoItIs, askWhoItIs, findIdentityCheck } from "../people/link/check-identity.ts";
import { takeLateFirstAnswer } from "../people/link/first-question.ts";
import { answerReoffer } from "../programme/say-reoffer.ts";
import { hear, openSafety } from "./alumnus.ts";
import type { BotContext } from "./context.ts";
import { forgetConversation } from "./conversation-storage.ts";
import { wordsOf } from "./words-of.ts";

/** What an alumnus decides about the own phone and the own consent; comes before the check-in's window. */
export const ownAffairs = new Composer<BotContext>();

ownAffairs.command(["phone", "telefoon"], async (ctx, next) => {
  if (ctx.person.kind !== "alumnus") return next();
  await askWhosePhone(ctx.work, ctx.person.view);
});

ownAffairs.command(["mytime", "mijntijd"], async (ctx, next) => {
  if (ctx.person.kind !== "alumnus") return next();
  await askOwnTime(ctx.work, ctx.person.view);
});

ownAffairs.use(async (ctx, next) => {
  const { action, person, work } = ctx;
  if (person.kind !== "alumnus") return next();
  const { view } = person;
  if (action?.do === "ownTime") {
    if (!(await answerOwnTime(work, view, action))) ctx.toast = ctx.t("people:calendar.time.old");
    return;
  }
  if (action?.do === "whoIsIt") return void (await answerWhoItIs(work, view, action.check, action.answer));
  // The button of the first minute counts, too, when the case worker's yes came before it.
  if (action?.do === "phoneOf" || action?.do === "phone")
    return changePhone(work, view, action.shared === "shared");
  if (action?.do === "reoffer") return answerReoffer(work, view, action.answer);
  if (action?.do === "agree") return answerAgreement(work, view, action.answer === "yes" ? "yes" : "notNow");
  if (action?.do === "tidyUp") return chooseToTidy(work, view, action.answer === "yes");
  if (action?.do === "tidyNow") {
    await tidyNow(work, view);
    ctx.toast = ctx.t("people:tidy.gone");
    return;
  }
  // What stood open before the silence is asked of nobody now; the rows know where it was.
  if (ctx.chatRow.silentSince) await forgetConversation(ctx);
  if (action?.do !== "ownConsent") return next();
  if (!(await answerAtSixteen(work, view, action.answer)) || action.answer === "yes") return;
  await stopCheckIn(work, view.row.id);
  await forgetConversation(ctx);
});

/**
 * A chat that comes alive after a year: nothing personal goes there before it is known again who it is. Words still reach a
 * human, and a crisis its numbers; a button of an old question is not taken for an answer.
 */
export const silentAccount = new Composer<BotContext>();
silentAccount.use(async (ctx, next) => {
  const { person, work, chatRow } = ctx;
  if (person.kind !== "alumnus" || !chatRow.silentSince) return next();
  const words = wordsOf(ctx);
  const tapped = isTapInCheckIn(ctx.action) ? ctx.action.checkIn : undefined;
  if (!ctx.message && !ctx.editedMessage && !tapped) return next();
  if (tapped && (await isAskedSince(ctx, tapped, person.view.row.id))) return next();
  if (words && (ctx.message || findCrisisWords(typedIn(words) ?? ""))) await hear(ctx, person.view, words);
  await askWhoItIs(work, person.view, { again: true });
});

const isTapInCheckIn = (action: Action | undefined): action is Extract<Action, { checkIn: string }> =>
  action?.do === "answer" || action?.do === "extra" || action?.do === "open";

/** The safety questions that words of crisis have just opened are answered like any others. */
async function isAskedSince({ work }: BotContext, checkInId: string, alumnusId: string): Promise<boolean> {
  const check = await findIdentityCheck(work, alumnusId);
  const row = await findCheckIn(work.db, checkInId);
  return check !== undefined && row !== undefined && row.createdAt >= check.askedAt;
}

/** The one question of the first minute, answered after the case worker's yes: heard like any other answer. */
export const lateFirstAnswer = new Composer<BotContext>();
lateFirstAnswer.use(async (ctx, next) => {
  const { action, person, work } = ctx;
  if (person.kind !== "alumnus" || action?.do !== "firstAnswer" || !isFirstOption(action.option))
    return next();
  const { view } = person;
  if (!(await takeLateFirstAnswer(work, view, action.linking))) return;
  const signals = await recordFirstAnswer(work, view, action.option, ctx.setHash);
  await raiseEscalation(work, view.row, signals);
  if (signals.some(({ severity }) => severity === "crisis")) return openSafety(ctx);
  const text = ctx.t("people:link.lateThanks", { worker: view.workerName });
  await say(work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
});
