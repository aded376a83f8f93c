import { Composer } from "grammy";
import { askQuestion } from "../checkin/ask-question.ts";
import { startSafety } from "../checkin/start-safety.ts";
import { findCheckIn } from "../checkin/store.ts";
import { say } from "../delivery/say.ts";
import { joinCrisis, raiseEscalation } from "../escalation/raise-escalation.ts";
import { wasToldOfAlbum } from "../people/note-album.ts";
import { sayTo } from "../people/say-to.ts";
import { findAskersByChat, type PersonView, viewAsker } from "../people/store.ts";
import { answerSafe, answerSafeInWords } from "../talk/answer-safe.ts";
import { changeTheirCopy } from "../talk/change-said.ts";
import { hearInTalk } from "../talk/hear-in-talk.ts";
import { findTalk, keepUnfit, lockRunningTalk, type TalkRow } from "../talk/store.ts";
import { takeBackTheirs, wipeTalk } from "../talk/wipe-talk.ts";
import type { BotContext } from "./context.ts";
import { allWordsOf, isUnwantedPhoto, leavesFile } from "./said-of.ts";

/** Takes back what was written, on both sides of a talk. */
export const backCommand = ["terug", "back"];

/**
 * A young person or somebody who asks, in a talk: what they write goes to the human who is there, before anything else can take it for
 * an answer.
 */
export const theirTalks = new Composer<BotContext>();

/**
 * As whom somebody is in a talk here: an alumnus who also asks as a parent is two, and the one with an open talk is meant, the alumnus
 * first. Without any, who they mostly are; undefined for who can be in no talk.
 */
async function viewInTalk({ person, work, chatRow }: BotContext): Promise<PersonView | undefined> {
  if (person.kind !== "alumnus" && person.kind !== "asker") return undefined;
  if ((await lockRunningTalk(work.db, person.view.row.id))?.state === "open") return person.view;
  for (const row of await findAskersByChat(work.db, chatRow.chatId))
    if ((await lockRunningTalk(work.db, row.id))?.state === "open") return viewAsker(work, row);
  return person.view;
}

theirTalks.command(backCommand, async (ctx, next) => {
  const { work, t } = ctx;
  const view = await viewInTalk(ctx);
  if (!view) return next();
  const replied = ctx.message?.reply_to_message?.message_id;
  const isDone = replied !== undefined && (await takeBackTheirs(work, view, replied));
  const row = await lockRunningTalk(work.db, view.row.id);
  if (row && ctx.message) await keepUnfit(work, row, ctx.message.message_id);
  await replyInTalk(ctx, row, t(isDone ? "talk:takeBack.theirs" : "talk:takeBack.how"));
});

theirTalks.on(["edited_message:text", "edited_message:caption"], async (ctx, next) => {
  const { person, work } = ctx;
  const { message_id: id, text, caption } = ctx.editedMessage;
  if (person.kind === "alumnus" || person.kind === "asker")
    await changeTheirCopy(work, ctx.chat.id, id, text ?? caption ?? "");
  return next();
});

theirTalks.use(async (ctx, next) => {
  const { action, work, t } = ctx;
  // Most updates are taps that have nothing to do with a talk: nothing is looked up for them.
  if (!ctx.message && action?.do !== "talkSafe" && action?.do !== "talkWipe") return next();
  const view = await viewInTalk(ctx);
  if (!view) return next();
  if (action?.do === "talkSafe") {
    if (!(await answerSafe(work, view, action.talk, action.answer))) ctx.toast = t("talk:old");
    return;
  }
  if (action?.do === "talkWipe") {
    const wiped = await wipeTalk(work, await viewOfTalk(ctx, view, action.talk), action.talk);
    ctx.toast = sayTo(t, view)(!wiped ? "talk:old" : wiped.older ? "talk:wipe.partly" : "talk:wipe.done");
    return;
  }
  if (!ctx.message || ctx.chatRow.silentSince) return next();
  if (ctx.message.text && (await answerSafeInWords(work, view, ctx.message.text))) return;
  const words = allWordsOf(ctx);
  if (isUnwantedPhoto(ctx)) await sayUnfit(ctx, view, "talk:photosOff");
  if (isUnwantedPhoto(ctx) && !words) return;
  if (leavesFile(ctx)) await sayUnfit(ctx, view, "talk:fileLeft");
  const heard = words && (await hearInTalk(work, view, words));
  if (heard) {
    await raiseEscalation(work, view.row, heard.signals);
    return heard.opensSafety ? askSafety(ctx) : undefined;
  }
  // What cannot be passed on is no answer to a question of the robot either, as long as a human talks.
  if (words || (await lockRunningTalk(work.db, view.row.id))?.state !== "open") return next();
  await sayUnfit(ctx, view, "talk:unfit");
});

/** The safety questions in the middle of a talk. Their taps count without a window of their own (`withoutWindow`). */
async function askSafety({ work, person, setHash }: BotContext): Promise<void> {
  if (person.kind !== "alumnus") return;
  const { view } = person;
  const { checkInId, signals } = await startSafety(work, view, setHash);
  await joinCrisis(work, view.row, signals);
  const row = await findCheckIn(work.db, checkInId);
  if (row) await askQuestion(work, view, row, { withSafety: true });
}

/**
 * Says what of a message is not passed on; of an album once. What the young person sent is remembered with the talk, and what is said
 * of it belongs to the talk: both go when the talk is taken off the phone.
 */
async function sayUnfit(
  ctx: BotContext,
  view: PersonView,
  key: "talk:unfit" | "talk:fileLeft" | "talk:photosOff",
): Promise<void> {
  const { work, t, chatRow, message } = ctx;
  const row = await lockRunningTalk(work.db, view.row.id);
  if (row && message) await keepUnfit(work, row, message.message_id);
  if (await wasToldOfAlbum(work, chatRow, message?.media_group_id)) return;
  await replyInTalk(ctx, row, sayTo(t, view)(key));
}

/** What the robot says in the middle of a talk goes with it when it is taken off the phone. */
async function replyInTalk({ work, chatRow }: BotContext, row: TalkRow | undefined, text: string) {
  const about = row ? { subject: { kind: "talkNotice", id: row.id } as const } : {};
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text }, ...about });
}

/** Whose talk this was, of the roles that somebody has in this chat: an ended one can be wiped too. */
async function viewOfTalk(
  { work, chatRow }: BotContext,
  view: PersonView,
  talkId: string,
): Promise<PersonView> {
  const talk = await findTalk(work.db, talkId);
  if (!talk || talk.personId === view.row.id) return view;
  const asker = (await findAskersByChat(work.db, chatRow.chatId)).find(({ id }) => id === talk.personId);
  return asker ? viewAsker(work, asker) : view;
}
