import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { outbox, ownWords, signal, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { PersonView } from "../people/store.ts";
import { changeTalk, findMessageAt, findMessages, findTalk, lockTalk } from "./store.ts";
import { takeBackCopies, takeBackHours } from "./take-back.ts";
import { viewTalk } from "./talk-view.ts";

/**
 * A young person wants a talk gone from their phone: what both sides wrote is taken out of the chat, as far as Telegram allows it
 * (48 hours). What they said stays with the case worker, as always. False for a talk that is not theirs; `older` tells that
 * something is too old for it.
 */
export async function wipeTalk(
  work: Work,
  view: PersonView,
  talkId: string,
): Promise<{ readonly older: boolean } | undefined> {
  const { db, now } = work;
  const row = await findTalk(db, talkId);
  const chatId = view.row.chatId;
  if (row?.personId !== view.row.id || chatId === null) return undefined;
  const since = now.getTime() - takeBackHours * 3_600_000;
  const messages = await findMessages(db, row.id);
  const theirs = new Set<number>();
  for (const message of messages) {
    if (message.at.getTime() < since) continue;
    if (message.caseWorkerId === null && message.chatId === chatId && message.messageId !== null)
      theirs.add(message.messageId);
    if (message.caseWorkerId !== null && message.copyChatId === chatId) await takeBackCopies(work, message);
  }
  for (const { messageId, at } of row.unfit) if (new Date(at).getTime() >= since) theirs.add(messageId);
  for (const messageId of theirs)
    await say(work, { chatId, outgoing: { kind: "takeBackTheirs", messageId } });
  const notices = await db
    .select({ id: outbox.id, at: outbox.createdAt })
    .from(outbox)
    .where(
      and(eq(outbox.chatId, chatId), eq(outbox.subjectKind, "talkNotice"), eq(outbox.subjectId, row.id)),
    );
  for (const notice of notices)
    if (notice.at.getTime() >= since)
      await say(work, { chatId, targetId: notice.id, outgoing: { kind: "takeBack" } });
  return { older: messages.some(({ at }) => at.getTime() < since) };
}

/**
 * A young person takes one message of theirs back: it goes from both chats and from what is kept, unless it told of danger. The
 * case worker sees that something was taken back. False when the message is none of a talk, or too old.
 */
export async function takeBackTheirs(work: Work, view: PersonView, messageId: number): Promise<boolean> {
  const { db, now } = work;
  const chatId = view.row.chatId;
  const message = chatId === null ? undefined : await findMessageAt(db, chatId, messageId);
  if (!message || chatId === null || message.caseWorkerId !== null || message.takenBackAt) return false;
  if (message.messageId !== messageId || now.getTime() - message.at.getTime() > takeBackHours * 3_600_000)
    return false;
  const row = await lockTalk(db, message.talkId);
  const seen = row && (await viewTalk(work, row));
  if (!row || !seen) return false;
  await db
    .update(talkMessage)
    .set({ takenBackAt: now, toTranslate: false })
    .where(eq(talkMessage.id, message.id));
  await say(work, { chatId, outgoing: { kind: "takeBackTheirs", messageId } });
  const { wordsId } = message;
  const readers = new Set(await takeBackCopies(work, message));
  // Whoever has the talk now was told the story of it.
  if (row.state === "open" && seen.owner.chatId !== null) readers.add(seen.owner.chatId);
  const text = seen.toStaff("talk:takenBackByThem", { name: seen.name });
  for (const reader of readers)
    await say(work, { chatId: reader, outgoing: { kind: "say", text, quiet: true } });
  if (wordsId !== null) {
    const raised = await db
      .select({ id: signal.id })
      .from(signal)
      .where(inArray(signal.wordsId, [wordsId]));
    if (raised.length === 0) await db.delete(ownWords).where(eq(ownWords.id, wordsId));
  }
  if (row.waitingSince)
    await changeTalk(db, row, { waitingSince: await waitingSinceOf(db, row.id, row.waitingSince) });
  return true;
}

/** Since when somebody waits now: their oldest message since then that is still there, or was changed since; null for none. */
async function waitingSinceOf(db: Db, id: string, since: Date): Promise<Date | null> {
  const moments = (await findMessages(db, id))
    .filter(({ caseWorkerId, takenBackAt }) => caseWorkerId === null && !takenBackAt)
    .map(({ at, changedAt }) => (at >= since ? at : changedAt))
    .filter((at) => at !== null && at >= since);
  return moments.reduce((first, at) => (first && at && first <= at ? first : at), null);
}
