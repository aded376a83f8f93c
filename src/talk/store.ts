import { and, asc, desc, eq, inArray, ne, or } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { outbox, talk, talkCopyPart, talkMessage } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";

export type TalkRow = typeof talk.$inferSelect;
export type TalkMessageRow = typeof talkMessage.$inferSelect;

const isRunning = ne(talk.state, "ended");

export async function findTalk(db: Db, id: string): Promise<TalkRow | undefined> {
  const [row] = await db.select().from(talk).where(eq(talk.id, id));
  return row;
}

/** The row, locked until the transaction ends: both sides write at the same time. */
export async function lockTalk(db: Db, id: string): Promise<TalkRow | undefined> {
  const [row] = await db.select().from(talk).where(eq(talk.id, id)).for("update");
  return row;
}

/** The one talk with this young person that is not over, locked. */
export async function lockRunningTalk(db: Db, personId: string): Promise<TalkRow | undefined> {
  const [row] = await db
    .select()
    .from(talk)
    .where(and(eq(talk.personId, personId), isRunning))
    .for("update");
  return row;
}

/** The talks of a case worker that are not over, whoever waits longest first. */
export async function findTalksOf(db: Db, caseWorkerId: string): Promise<TalkRow[]> {
  return db
    .select()
    .from(talk)
    .where(and(eq(talk.ownerId, caseWorkerId), isRunning))
    .orderBy(asc(talk.waitingSince), asc(talk.openedAt), asc(talk.id));
}

export async function changeTalk(
  db: Db,
  { id }: Pick<TalkRow, "id">,
  values: Partial<Omit<TalkRow, "id">>,
): Promise<TalkRow> {
  const [row] = await db.update(talk).set(values).where(eq(talk.id, id)).returning();
  if (!row) throw new Error("A talk that is gone");
  return row;
}

/** The case worker does something else: what they type next is no longer taken for words of a talk without asking. */
export async function leaveTalks(db: Db, caseWorkerId: string): Promise<void> {
  await db
    .update(talk)
    .set({ atHand: false })
    .where(and(eq(talk.ownerId, caseWorkerId), eq(talk.atHand, true), isRunning));
}

/**
 * The case worker turns to this talk, and away from every other: what they type next is meant for it. Of all the talks of somebody
 * one at most is in hand, or what is typed after the end of one would go to the other.
 */
export async function turnToTalk(
  db: Db,
  row: Pick<TalkRow, "id" | "ownerId">,
  values: Partial<Omit<TalkRow, "id">> = {},
): Promise<TalkRow> {
  await leaveTalks(db, row.ownerId);
  return changeTalk(db, row, { ...values, atHand: true });
}

export async function findMessage(db: Db, id: string): Promise<TalkMessageRow | undefined> {
  const [row] = await db.select().from(talkMessage).where(eq(talkMessage.id, id));
  return row;
}

/** The row, locked until the transaction ends: what becomes of its parts on both sides comes at the same time. */
export async function lockMessage(db: Db, id: string): Promise<TalkMessageRow | undefined> {
  const [row] = await db.select().from(talkMessage).where(eq(talkMessage.id, id)).for("update");
  return row;
}

export async function findMessages(db: Db, talkId: string): Promise<TalkMessageRow[]> {
  return db.select().from(talkMessage).where(eq(talkMessage.talkId, talkId)).orderBy(asc(talkMessage.seq));
}

/** The message of a talk that has this number in this chat, written there or copied there; the newest, if there are several. */
export async function findMessageAt(
  db: Db,
  chatId: number,
  messageId: number,
): Promise<TalkMessageRow | undefined> {
  const isWritten = and(eq(talkMessage.chatId, chatId), eq(talkMessage.messageId, messageId));
  const isCopied = and(eq(talkMessage.copyChatId, chatId), eq(talkMessage.copyMessageId, messageId));
  const part = db
    .select({ id: talkCopyPart.talkMessageId })
    .from(talkCopyPart)
    .where(and(eq(talkCopyPart.chatId, chatId), eq(talkCopyPart.messageId, messageId)));
  const [row] = await db
    .select()
    .from(talkMessage)
    .where(or(isWritten, isCopied, inArray(talkMessage.id, part)))
    .orderBy(desc(talkMessage.seq))
    .limit(1);
  return row ?? (await findMessageSaidAt(db, chatId, messageId));
}

/**
 * Where the message of a talk with this number in this chat lies in the other chat: written there, or copied there. Undefined for
 * anything else, and for what was taken back.
 */
export async function findOtherSide(
  db: Db,
  here: { readonly chatId: number; readonly messageId: number },
  thereChatId: number,
): Promise<number | undefined> {
  const message = await findMessageAt(db, here.chatId, here.messageId);
  if (!message || message.takenBackAt) return undefined;
  const there = message.chatId === thereChatId ? message.messageId : undefined;
  return there ?? (message.copyChatId === thereChatId ? message.copyMessageId : undefined) ?? undefined;
}

/** The message of a talk of which this is a later version, a translation, or the copy of whoever had it before; as long as messages are known. */
async function findMessageSaidAt(
  db: Db,
  chatId: number,
  messageId: number,
): Promise<TalkMessageRow | undefined> {
  const isOfMessage = inArray(outbox.subjectKind, ["talk", "talkTranslation"]);
  const [said] = await db
    .select({ id: outbox.subjectId })
    .from(outbox)
    .where(and(eq(outbox.chatId, chatId), eq(outbox.messageId, messageId), isOfMessage));
  return said?.id ? findMessage(db, said.id) : undefined;
}

/** A message of a copy, or a translation of it, has arrived under this number: a reply to it is for its talk. */
export async function keepPart(
  db: Db,
  message: TalkMessageRow,
  { chatId, messageId }: { readonly chatId: number; readonly messageId: number },
): Promise<void> {
  if (message.copyMessageId === null && message.copyChatId === chatId)
    await db.update(talkMessage).set({ copyMessageId: messageId }).where(eq(talkMessage.id, message.id));
  else
    await db
      .insert(talkCopyPart)
      .values({ chatId, messageId, talkMessageId: message.id })
      .onConflictDoNothing();
}

/** What the young person sent and nobody got: it goes from their phone with the talk. */
export async function keepUnfit({ db, now }: Work, row: TalkRow, messageId: number): Promise<void> {
  const unfit = [...row.unfit, { messageId, at: now.toISOString() }];
  await db.update(talk).set({ unfit }).where(eq(talk.id, row.id));
}

/** The talk that the robot's message with this number is about, such as the one that opened it; as long as messages are known. */
export async function findTalkOfNotice(
  db: Db,
  chatId: number,
  messageId: number,
): Promise<string | undefined> {
  const [row] = await db
    .select({ id: outbox.subjectId })
    .from(outbox)
    .where(
      and(eq(outbox.chatId, chatId), eq(outbox.messageId, messageId), eq(outbox.subjectKind, "talkNotice")),
    );
  return row?.id ?? undefined;
}
