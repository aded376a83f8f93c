import { Composer } from "grammy";
import { carryOn } from "../checkin/carry-on.ts";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { recordFirstAnswer } from "../checkin/first-answer.ts";
import { askFirstQuestion, isFirstOption } from "../checkin/first-question.ts";
import { hearUnasked } from "../checkin/hear-unasked.ts";
import { typedIn } from "../checkin/hear-words.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { followReach } from "../escalation/follow-reach.ts";
import { goOnUnconfirmed } from "../escalation/go-on-unconfirmed.ts";
import { raiseSaidBefore } from "../escalation/raise-said-before.ts";
import { raiseTalkFirst, raiseUnconfirmed } from "../escalation/raise-unconfirmed.ts";
import { raiseWroteBefore } from "../escalation/raise-unread-before.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { autonyms, type Language, languageOf, languages } from "../i18n/language.ts";
import { joinStaff } from "../people/join-staff.ts";
import { askConfirmationAgain, confirmLink } from "../people/link/confirm-link.ts";
import type { Arriving } from "../people/link/decide-arrival.ts";
import { answerFirstQuestion } from "../people/link/first-question.ts";
import {
  answerOffer,
  answerPhone,
  chooseLinkingLanguage,
  startLinking,
  understandRobot,
} from "../people/link/link.ts";
import { type LinkingRow, languageOfLinking, subjectOf } from "../people/link/linking.ts";
import { otherLanguage } from "../people/link/linking-messages.ts";
import { readNone } from "../people/link/read-none.ts";
import { readStartPayload } from "../people/link/read-start-payload.ts";
import { type Redemption, redeemInvitation } from "../people/link/redeem-invitation.ts";
import { repeatStep } from "../people/link/repeat-step.ts";
import { tellCardOfOther } from "../people/link/tell-card-of-other.ts";
import { keepWordsBefore } from "../people/link/words-before.ts";
import { mayAskNow } from "../people/reach/may-ask-now.ts";
import { type AlumnusView, viewAlumnus } from "../people/store.ts";
import { showMenu } from "../questions/show-menu.ts";
import type { BotContext } from "./context.ts";
import { shownOf } from "./said-of.ts";
import { wordsOf } from "./words-of.ts";

/** `/start <token>`: the scanned card, or a case worker's one-time link. */
export const arrival = new Composer<BotContext>();
arrival.command("start", async (ctx) => {
  const { token, language } = readStartPayload(ctx.match.trim());
  const { work, person, t } = ctx;
  const chatId = ctx.chat.id;
  const reply = (text: string) => say(work, { chatId, outgoing: { kind: "say", text } });
  if (!token) {
    if (person.kind === "linking") return void (await repeatStep(work, person.linking));
    if (person.kind === "alumnus")
      return void (await reply(t("telegram:start.again", { worker: person.view.workerName })));
    if (person.kind === "caseWorker") return void (await reply(t("telegram:help.staff")));
    if (person.kind === "asker") return void (await showMenu(work, person.view));
    return void (await reply(t("people:link.noCard")));
  }
  const redeemed = await redeemInvitation(work.db, work.now, chatId, token, arrivingOf(ctx));
  if (!redeemed.ok && redeemed.reason === "left") return onLeft(ctx, redeemed);
  if (!redeemed.ok) {
    // A second scan of one's own card is no wrong guess to the person: they read where they are.
    if (person.kind === "linking") return void (await repeatStep(work, person.linking));
    if (person.kind === "alumnus")
      return void (await reply(t("telegram:start.again", { worker: person.view.workerName })));
    return void (await reply(
      t(redeemed.reason === "tooMany" ? "people:link.tooMany" : "people:link.unknown"),
    ));
  }
  if ("caseWorkerId" in redeemed.person)
    return void (await joinStaff(work, chatId, redeemed.person.caseWorkerId));
  if (redeemed.arrival === "ownCard" && person.kind === "alumnus") return onOwnCard(ctx, person.view);
  const { alumnusId } = redeemed.person;
  for (const lost of await startLinking(work, chatId, redeemed.invitationId, alumnusId, language))
    await raiseWroteBefore(work, lost);
});

function arrivingOf({ person }: BotContext): Arriving {
  if (person.kind === "alumnus") return { kind: "alumnus", id: person.view.row.id };
  return person.kind === "caseWorker" ? { kind: "caseWorker" } : { kind: "unknown" };
}

/** Somebody's own new card on the phone that is linked already: nothing to do, but for who had stopped. */
async function onOwnCard(ctx: BotContext, view: AlumnusView): Promise<void> {
  const { work, t } = ctx;
  const { stoppedAt } = view.row;
  const again = { label: t("people:stop.again"), action: { do: "resume" } as const };
  const text = stoppedAt
    ? checkedText(work.texts, view.language, "people:stop.already")
    : t("telegram:start.again", { worker: view.workerName });
  await say(work, {
    chatId: ctx.chatRow.chatId,
    outgoing: { kind: "say", text, ...(stoppedAt ? { buttons: [[again]] } : {}) },
  });
}

/** A link that works, in the hands of somebody it was not made for: it goes on working for its owner. */
async function onLeft(
  ctx: BotContext,
  { arrival, person }: Extract<Redemption, { reason: "left" }>,
): Promise<void> {
  const { work, t } = ctx;
  const keys = {
    cardOfOther: "people:link.otherCard",
    cardOnStaffPhone: "people:link.cardOnStaffPhone",
    staffLinkOnAlumnusPhone: "people:link.staffLinkOnPhone",
  } as const;
  if (arrival !== "cardOfOther" && arrival !== "cardOnStaffPhone" && arrival !== "staffLinkOnAlumnusPhone")
    throw new Error("A link that was left although it is used up");
  const outgoing = { kind: "say", text: t(keys[arrival]) } as const;
  await say(work, { chatId: ctx.chatRow.chatId, outgoing });
  if (arrival === "cardOfOther" && "alumnusId" in person) await tellCardOfOther(work, person.alumnusId);
}

/** Somebody on the way to being known: the buttons of the first minute. */
export const firstMinute = new Composer<BotContext>();
firstMinute.use(async (ctx, next) => {
  if (ctx.person.kind !== "linking") return next();
  const { linking } = ctx.person;
  const { work, action } = ctx;
  if (!action && ctx.callbackQuery) return;
  // Whoever scanned a poster in their first minute asks.
  const isAsking = ctx.chatRow.expects?.kind === "question" && new Date(ctx.chatRow.expects.until) > work.now;
  if (!action && isAsking && !(await isOwnMatter(ctx, linking))) return next();
  if (!action) return hear(ctx, linking);
  const isOwn = "linking" in action && action.linking === linking.id;
  if (action.do === "language" && action.language === otherLanguage)
    return void (await readNone(work, ctx.chatRow, ctx.language, await subjectOf(work, linking)));
  if (action.do === "language") {
    const language = languageOf(action.language);
    const isChosen = language !== undefined && (await chooseLinkingLanguage(work, linking, language));
    if (isChosen && linking.step === "question") await askAgain(work, { ...linking, language });
  }
  if (!isOwn) return;
  if (action.do === "understood") await understandRobot(work, linking);
  if (
    action.do === "offer" &&
    (await answerOffer(work, linking, action.answer)) &&
    action.answer === "talkFirst"
  )
    await raiseTalkFirst(work, linking);
  if (action.do === "phone" && (await answerPhone(work, linking, action.shared === "shared")))
    await askFirstQuestion(work, linking);
  if (action.do === "firstAnswer" && isFirstOption(action.option)) {
    const isNew = await answerFirstQuestion(work, linking, action.option);
    if (isNew) await raiseUnconfirmed(work, linking, action.option);
  }
});

/** Words of danger, and all that comes while a crisis of the card's person runs, are theirs, whatever they were about to ask. */
const isOwnMatter = async ({ work, message }: BotContext, { alumnusId }: LinkingRow): Promise<boolean> =>
  findCrisisWords(message?.text ?? "") !== null || (await isInCrisis(work.db, alumnusId));

/** The one question comes again, unless nobody is there for its answer by now; the button that was sent counts all the same. */
async function askAgain(work: Work, linking: LinkingRow): Promise<void> {
  const { organisation } = await subjectOf(work, linking);
  if (await mayAskNow(work, organisation)) return askFirstQuestion(work, linking);
  await repeatStep(work, { ...linking, step: "waiting" });
}

/**
 * Words before anybody knows for sure who writes: kept under lock for after the yes; a crisis reaches a human at once, and that they
 * write on while one runs.
 */
async function hear(ctx: BotContext, linking: LinkingRow): Promise<void> {
  const words = (await shownBefore(ctx, linking)) ?? wordsOf(ctx);
  const typed = words && typedIn(words);
  const named = linking.step === "language" && typed ? languageNamed(typed) : undefined;
  if (named) return void (await chooseLinkingLanguage(ctx.work, linking, named));
  const isKept = !words || (await keepWordsBefore(ctx.work, linking, words));
  if (words && (await goOnUnconfirmed(ctx.work, linking, words, isKept)))
    return isKept ? undefined : sayFull(ctx.work, linking);
  if (typed && findCrisisWords(typed)) return raiseUnconfirmed(ctx.work, linking, "crisisWords");
  if (!ctx.message) return;
  if (!isKept) return sayFull(ctx.work, linking);
  if (linking.step === "question") await askAgain(ctx.work, linking);
  else await repeatStep(ctx.work, linking);
}

/** A place, or a photo where the school of this card takes them. */
async function shownBefore(ctx: BotContext, linking: LinkingRow): Promise<ReturnType<typeof shownOf>> {
  const shown = shownOf(ctx);
  if (shown?.kind !== "photo") return shown;
  return (await subjectOf(ctx.work, linking)).organisation.photos ? shown : undefined;
}

/** Whoever types the name of a language instead of tapping it has chosen it. */
const languageNamed = (typed: string): Language | undefined =>
  languages.find((language) => autonyms[language].toLowerCase() === typed.trim().toLowerCase());

/** No more words fit: said, so that nobody waits for an answer to what nobody will read. */
async function sayFull(work: Work, linking: LinkingRow): Promise<void> {
  const { workerName: worker } = await subjectOf(work, linking);
  const text = checkedText(work.texts, languageOfLinking(linking), "people:link.full", { worker });
  await say(work, { chatId: linking.chatId, outgoing: { kind: "say", text } });
}

/** The case worker's yes or no about who used the card. */
export const confirmation = new Composer<BotContext>();
confirmation.use(async (ctx, next) => {
  const { action, person, work, t } = ctx;
  if (action?.do === "showLinking" && person.kind === "caseWorker") {
    if (!(await askConfirmationAgain(work, person.worker, action.linking)))
      ctx.toast = t("people:confirm.refused.alreadyDecided");
    return;
  }
  if (action?.do !== "confirmLink") return next();
  if (person.kind !== "caseWorker" || !ctx.chat) return;
  const result = await confirmLink(work, person.worker, action.linking, action.answer === "yes");
  if (!result.ok) {
    ctx.toast = t(`people:confirm.refused.${result.reason}`);
    return;
  }
  const view = await viewAlumnus(work, result.alumnus);
  const name = view.details.firstName;
  if (result.answer === "yes" && result.moved) await carryOn(work, view);
  let isRefreshed = false;
  if (result.answer !== "no") {
    const { option, words } = result.said;
    const signals =
      option && result.answer === "yes" ? await recordFirstAnswer(work, view, option, ctx.setHash) : [];
    // Bound to no chat, nothing is said to one: an earlier phone may be somebody else's by now.
    const heard = result.answer === "yes" ? view : { ...view, row: { ...view.row, chatId: null } };
    for (const one of words) signals.push(...(await hearUnasked(work, heard, one, true)).signals);
    await raiseSaidBefore(work, result.alumnus, action.linking, signals);
    isRefreshed = signals.some(({ severity }) => severity !== "none");
  }
  // That it was somebody else is news to whoever has it; that it was they is what all go by already.
  const rings = result.answer === "no";
  await followReach(work, result.alumnus.id, { by: person.worker.id, rings, isRefreshed });
  const alumnus = result.alumnus.id;
  const start = { label: t("people:staff.startCheckIn"), action: { do: "startCheckIn", alumnus } as const };
  const card = { label: t("people:person.newCard"), action: { do: "newCard", alumnus } as const };
  const read = { label: t("escalation:message.read"), action: { do: "readWords", alumnus } as const };
  const text = () => {
    if (result.answer === "heard") return t("people:confirm.done.heard", { name });
    if (result.answer === "no")
      return t(`people:confirm.done.${result.keepsPhone ? "keptOld" : "no"}`, { name });
    if (result.waitsForParent) return t("people:confirm.done.parent", { name });
    return t(`people:confirm.done.${result.moved ? "newPhone" : "yes"}`, { name });
  };
  const button = { no: card, yes: start, heard: read }[result.answer];
  // Before a parent's yes there is nothing to send: that task is a message of its own.
  const buttons = result.answer === "yes" && result.waitsForParent ? {} : { buttons: [[button]] };
  await say(work, { chatId: ctx.chat.id, outgoing: { kind: "say", text: text(), ...buttons } });
});
