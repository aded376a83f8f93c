import type { MiddlewareFn, NextFunction } from "grammy";
import { say } from "../delivery/say.ts";
import { wasToldOfAlbum } from "../people/note-album.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { findTarget } from "../talk/find-target.ts";
import { holdsWords, holdWords } from "../talk/hold-words.ts";
import { openTalk } from "../talk/open-talk.ts";
import { releaseAnswers } from "../talk/release-held.ts";
import { leaveTalks, type TalkRow } from "../talk/store.ts";
import { type Written, writeInTalk } from "../talk/write-in-talk.ts";
import type { BotContext } from "./context.ts";
import { leavesFile, saidOf } from "./said-of.ts";

const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};

/** Of an album it is said once what stands in its way. */
const replyOnce = async (ctx: BotContext, text: string): Promise<void> => {
  if (!(await wasToldOfAlbum(ctx.work, ctx.chatRow, ctx.message?.media_group_id))) await reply(ctx, text);
};

/** What is typed for the case worker alone: it is passed on to nobody, not even as an answer to somebody's message. */
const privateKinds: ReadonlySet<string> = new Set([
  ...["note", "contactNote", "talkNote", "talkAsk", "talkAnswer", "email", "emailCode"],
]);
const isPrivate = ({ chatRow: { expects }, work }: BotContext) =>
  expects !== null && privateKinds.has(expects.kind) && new Date(expects.until) >= work.now;

/**
 * An answer to a message of a talk goes there, whatever else was asked for, such as a name or minutes: it says itself for whom it
 * is. Before the screens that wait for words.
 */
export const answersInTalks: MiddlewareFn<BotContext> = async (ctx, next) => {
  const { person, work, chatRow, message } = ctx;
  const replyTo = message?.reply_to_message?.message_id;
  if (person.kind !== "caseWorker" || replyTo === undefined || chatRow.expects === null) return next();
  const { kind } = await findTarget(work, person.worker, chatRow.chatId, replyTo);
  return kind === "talk" || kind === "ended" ? passOn(ctx, next) : next();
};

/** What a case worker writes goes to the young person for whom it is, or is asked about; anything else is for whoever comes next. */
export async function passOn(ctx: BotContext, next: NextFunction): Promise<void> {
  const { person, work, chatRow, message } = ctx;
  if (person.kind !== "caseWorker" || !message || isPrivate(ctx) || message.text?.startsWith("/"))
    return next();
  const { worker } = person;
  const replyTo = message.reply_to_message?.message_id;
  const mustAsk = ctx.mayBeNote || holdsWords(chatRow, work.now);
  const target = await findTarget(work, worker, chatRow.chatId, replyTo, mustAsk);
  if (target.kind === "none") return next();
  // Whoever has somebody else in mind, perhaps, is asked about the words that follow too, whatever becomes of these.
  if (target.kind !== "talk") await leaveTalks(work.db, worker.id);
  // The robot's messages are about somebody: passed on by hand, they could tell one young person about another.
  const origin = message.forward_origin;
  if (origin?.type === "user" && origin.sender_user.id === ctx.me.id)
    return reply(ctx, ctx.t("talk:robotsOwn"));
  const said = saidOf(ctx);
  if (!said) return replyOnce(ctx, ctx.t("talk:unfit"));
  if (leavesFile(ctx)) await replyOnce(ctx, ctx.t("talk:fileLeft"));
  const { message_id: messageId } = message;
  const writtenAt = new Date(message.date * 1_000);
  if (target.kind === "unclear")
    return holdWords(work, worker, chatRow, { said, messageId, writtenAt, replyTo }, target.talks);
  const talkId = target.kind === "talk" ? target.row.id : await beginAgain(ctx, worker, target.row);
  if (talkId === undefined) return;
  if (replyTo !== undefined) await releaseAnswers(work, worker, chatRow, talkId, replyTo);
  const source = { chatId: chatRow.chatId, messageId, replyTo };
  await sayWritten(ctx, await writeInTalk(work, worker, talkId, said, source));
}

/** An answer to a message of a talk that is over opens one anew; what stands in the way is said, and nothing was passed on. */
async function beginAgain(ctx: BotContext, worker: CaseWorkerRow, row: TalkRow): Promise<string | undefined> {
  const opened = await openTalk(ctx.work, worker, row.personId);
  if (opened.ok) return opened.talk.id;
  await sayWritten(ctx, opened);
  return undefined;
}

/** What is said after words that were written; nothing when they simply went. */
export async function sayWritten(ctx: BotContext, written: Written): Promise<void> {
  if (written.ok) {
    if ("waits" in written && !ctx.isRestOfAlbum)
      await reply(ctx, ctx.t("talk:written.waits", { name: written.name }));
    return;
  }
  const { reason } = written;
  // It was for somebody who cannot be written to: what is typed next is not for whoever else there is.
  if (ctx.person.kind === "caseWorker" && reason !== "photosOff")
    await leaveTalks(ctx.work.db, ctx.person.worker.id);
  if (reason === "ended" || reason === "photosOff") return replyOnce(ctx, ctx.t(`talk:written.${reason}`));
  const worker = "ownerName" in written ? (written.ownerName ?? "") : "";
  const why = ctx.t(`escalation:refused.${reason}`, { worker });
  await replyOnce(ctx, ctx.t("talk:written.notPassed", { why }));
}
