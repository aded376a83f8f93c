import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { outbox, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { findTalk, type TalkMessageRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

/** Telegram lets a bot take its messages back for 48 hours. */
export const takeBackHours = 48;

export type TakenBack =
  /** `known`: it was passed on to nobody yet. Otherwise whether it could be taken back is told once it is known (`settleTakeBack`). */
  | { readonly ok: true; readonly name: string; readonly known: boolean }
  | { readonly ok: false; readonly reason: "nothing" | "tooLate" };

/** The newest message of this case worker in a talk that was not taken back. */
export async function findNewestOf(
  db: Db,
  by: CaseWorkerRow,
  talkId: string,
): Promise<TalkMessageRow | undefined> {
  const [row] = await db
    .select()
    .from(talkMessage)
    .where(
      and(
        eq(talkMessage.talkId, talkId),
        eq(talkMessage.caseWorkerId, by.id),
        isNull(talkMessage.takenBackAt),
      ),
    )
    .orderBy(desc(talkMessage.seq))
    .limit(1);
  return row;
}

/**
 * Takes a message back from the phone of the young person, for 48 hours after it was written: it may have gone to the wrong
 * one. It is logged, and what it said is not kept. What was not passed on yet is not passed on any more.
 */
export async function takeBackMessage(
  work: Work,
  by: CaseWorkerRow,
  message: TalkMessageRow | undefined,
): Promise<TakenBack> {
  const { db, now } = work;
  const row = message && (await findTalk(db, message.talkId));
  const seen = row && (await viewTalk(work, row));
  if (!message || !seen || message.caseWorkerId !== by.id || message.takenBackAt)
    return { ok: false, reason: "nothing" };
  if (now.getTime() - message.at.getTime() > takeBackHours * 3_600_000)
    return { ok: false, reason: "tooLate" };
  await db
    .update(talkMessage)
    .set({ takenBackAt: now, body: null, toTranslate: false })
    .where(eq(talkMessage.id, message.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "takeBackMessage",
    subject: { kind: "alumnus", id: row.personId },
  });
  const mayStand = await isThere(db, message.copies);
  await takeBackCopies(work, message, { kind: "talkTakeBack", id: message.id });
  return { ok: true, name: seen.name, known: !mayStand };
}

/** Whether one of these messages arrived, or may still arrive. */
async function isThere(db: Db, copies: readonly string[]): Promise<boolean> {
  if (copies.length === 0) return false;
  const rows = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(inArray(outbox.id, [...copies]), inArray(outbox.state, ["new", "sending", "sent"])));
  return rows.length > 0;
}

/**
 * Takes every part of a copy back with its translation, in the chat where it lies: after a change in another's hands there are two.
 * Returns these chats.
 */
export async function takeBackCopies(
  work: Work,
  { copies, translations }: Pick<TalkMessageRow, "copies" | "translations">,
  subject?: { readonly kind: "talkTakeBack"; readonly id: string },
): Promise<ReadonlySet<number>> {
  const about = subject ? { subject } : {};
  const rows = await work.db
    .select({ id: outbox.id, chatId: outbox.chatId })
    .from(outbox)
    .where(inArray(outbox.id, [...copies, ...translations]))
    .orderBy(asc(outbox.seq));
  for (const { id: targetId, chatId } of rows)
    await say(work, { chatId, targetId, outgoing: { kind: "takeBack" }, ...about });
  return new Set(rows.map(({ chatId }) => chatId));
}
