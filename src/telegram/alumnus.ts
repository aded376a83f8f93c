import { Composer } from "grammy";
import { answerOpening, openingAnswers } from "../checkin/answer-opening.ts";
import { strangerNumbers, strangerSpoken } from "../checkin/crisis-message.ts";
import { plainLabel } from "../checkin/decide-reply.ts";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { hearUnasked } from "../checkin/hear-unasked.ts";
import { changeWords, typedIn, type Words } from "../checkin/hear-words.ts";
import { showOtherAnswers } from "../checkin/show-other-answers.ts";
import { startSafety } from "../checkin/start-safety.ts";
import { findCheckIn, findRunningCheckIn } from "../checkin/store.ts";
import { storeSignals } from "../checkin/store-signals.ts";
import { tidyTheirsLater } from "../checkin/tidy-up.ts";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { joinCrisis, raiseEscalation } from "../escalation/raise-escalation.ts";
import { tellAnswer } from "../escalation/tell-answer.ts";
import { wasToldOfAlbum } from "../people/note-album.ts";
import { type AlumnusView, findAskersByChat, viewAsker } from "../people/store.ts";
import { hearChange } from "../questions/change-question.ts";
import { hasSaid } from "../questions/store.ts";
import { sayNumbers } from "../talk/hear-in-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";
import { findWhereabouts } from "../talk/talk-view.ts";
import { openWindow } from "./check-in-window.ts";
import type { BotContext } from "./context.ts";
import { allWordsOf } from "./said-of.ts";
import { wordsOf } from "./words-of.ts";

/** An edited message: changed words are kept and looked at again, and what is serious in them is heard like any other. */
export const editedWords = new Composer<BotContext>();
editedWords.on("edited_message", async (ctx, next) => {
  const { person, work } = ctx;
  const words = wordsOf(ctx);
  if (person.kind !== "alumnus" && person.kind !== "asker") return next();
  const typed = words && typedIn(words);
  if (!words || typed === undefined) return;
  // Of several roles in one chat the words are those of whoever said them first; danger in words of nobody's is the newest one's.
  const askers = await findAskersByChat(work.db, ctx.chatRow.chatId);
  const changedTo = { kind: "text", text: typed, messageId: words.messageId } as const;
  for (const one of askers) {
    const isTheirs = person.kind === "asker" || (await hasSaid(work, one.id, words.messageId));
    if (isTheirs && (await hearChange(work, await viewAsker(work, one), changedTo))) return;
  }
  if (person.kind !== "alumnus") return;
  const { row } = person.view;
  const changed = await changeWords(work, { personId: row.id, keyId: row.keyId }, words.messageId, typed);
  // What was a tapped label or a command becomes words only when they matter.
  if (!changed) return findCrisisWords(typed) ? hear(ctx, person.view, words) : undefined;
  const about = {
    personId: row.id,
    wordsId: changed.row.id,
    ...(changed.row.checkInId ? { checkInId: changed.row.checkInId } : {}),
  };
  const signals = await storeSignals(work, about, changed.signals);
  await raiseEscalation(work, row, signals);
  if (!signals.some(({ severity }) => severity === "crisis")) return;
  // While a human is there who talks, the robot says whom to call and asks nothing.
  const talk = await lockRunningTalk(work.db, row.id);
  const isThere = talk?.state === "open" && (await findWhereabouts(work, person.view, talk.ownerId)).isAtWork;
  if (isThere) await sayNumbers(work, person.view, words, talk);
  else {
    await tidyTheirsLater(work, person.view, words);
    await openSafety(ctx);
  }
});

/** The tap, or the typed word, that opens a check-in; the window opens with it. */
export const opening = new Composer<BotContext>();
opening.use(async (ctx, next) => {
  const { action, person } = ctx;
  if (person.kind !== "alumnus") return next();
  const tapped = action?.do === "open" ? action : await typedOpening(ctx, person.view);
  if (!tapped) return next();
  if (!(await answerOpening(ctx.work, person.view, tapped.checkIn, tapped.answer))) {
    // An old button of a check-in that is over: silence would look like a broken bot.
    const row = await findCheckIn(ctx.work.db, tapped.checkIn);
    const isOver = tapped.answer === "yes" && row?.state !== "open";
    // Told to wait until somebody is there: the button counts again then.
    const isLater = row?.state === "paused" && row.alumnusId === person.view.row.id;
    if (ctx.callbackQuery && isOver && !isLater) ctx.toast = ctx.t("checkin:flow.overNothing");
    return;
  }
  ctx.taken = { next: "ask" };
  await openWindow(ctx, tapped.checkIn);
});

/** A question that shows three answers at a time shows the next ones. */
export const otherAnswers = new Composer<BotContext>();
otherAnswers.use(async (ctx, next) => {
  const { action, person } = ctx;
  if (action?.do !== "otherAnswers" || person.kind !== "alumnus") return next();
  await showOtherAnswers(ctx.work, person.view, action);
});

type Opening = Extract<Action, { do: "open" }>;

/** Typing what stands on the button is the same as tapping it. */
async function typedOpening(ctx: BotContext, view: AlumnusView): Promise<Opening | undefined> {
  const text = ctx.message?.text;
  if (!text) return undefined;
  const labels = openingAnswers.map((answer) => ({
    answer,
    label: ctx.t(`checkin:flow.openAnswer.${answer}`),
  }));
  const answer = labels.find(({ label }) => plainLabel(label) === plainLabel(text))?.answer;
  const row = answer && (await findRunningCheckIn(ctx.work.db, view.row.id));
  if (!answer || !row || row.state === "open") return undefined;
  return { do: "open", checkIn: row.id, answer };
}

/** All that no question asked for: words go to a human, anything else is told kindly what works. */
export const unasked = new Composer<BotContext>();
unasked.use(async (ctx) => {
  const { person, work, t } = ctx;
  const chatId = ctx.chatRow.chatId;
  const words = wordsOf(ctx);
  if (person.kind === "stranger") {
    const isCrisis = words !== undefined && findCrisisWords(typedIn(words) ?? "") !== null;
    if (!ctx.message && !isCrisis) return;
    const text = isCrisis ? await strangerNumbers(work, ctx.language) : t("people:link.noCard");
    const spoken = isCrisis ? { spoken: strangerSpoken(ctx.language) } : {};
    const lane = isCrisis ? "crisis" : "reply";
    await say(work, { chatId, lane, outgoing: { kind: "say", text, ...spoken } });
    return;
  }
  // A command that is a young person's alone, or nobody's: silence would look like a broken bot.
  if (person.kind === "asker" && ctx.message?.text?.startsWith("/")) {
    const text = t("telegram:help.asker", { school: person.view.organisation.name });
    await say(work, { chatId, outgoing: { kind: "say", text } });
    return;
  }
  if (person.kind !== "alumnus" || !ctx.message) return;
  const heard = allWordsOf(ctx) ?? words;
  if (heard) return hear(ctx, person.view, heard);
  if (await wasToldOfAlbum(work, ctx.chatRow, ctx.message.media_group_id)) return;
  await say(work, { chatId, outgoing: { kind: "say", text: t("checkin:flow.unaskedOther") } });
});

/** Words that nobody asked for: a human hears of them, and a crisis opens the safety questions. */
export async function hear(ctx: BotContext, view: AlumnusView, words: Words): Promise<void> {
  const heard = await hearUnasked(ctx.work, view, words);
  await raiseEscalation(ctx.work, view.row, heard.signals);
  await tellAnswer(ctx.work, view);
  if (heard.isCrisis) await openSafety(ctx);
}

/** The safety questions, in a window of their own. */
export async function openSafety(ctx: BotContext): Promise<void> {
  if (ctx.person.kind !== "alumnus") return;
  const { view } = ctx.person;
  const { checkInId, signals } = await startSafety(ctx.work, view, ctx.setHash);
  await joinCrisis(ctx.work, view.row, signals);
  ctx.taken = { next: "safety" };
  await openWindow(ctx, checkInId);
}
