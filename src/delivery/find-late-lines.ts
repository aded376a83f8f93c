import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { outbox } from "../db/schema/index.ts";
import type { ClaimedMessage } from "./claim-row.ts";
import { lanes } from "./outgoing.ts";

/** Where messages wait for one another: a chat, or a mailbox by its number (`mail-line.ts`). */
export interface OutLine {
  readonly queue: "chat" | "mail";
  readonly chatId: number;
}

const isUnsent = inArray(outbox.state, ["new", "sending"]);

/**
 * Those of these lines in which a message does not get through for now that goes before whatever is written there in this lane: it
 * would wait behind it, without being tried.
 */
export async function findLateLines(
  db: Db,
  lines: readonly OutLine[],
  lane: "crisis" | "alert",
): Promise<OutLine[]> {
  const isIn = (queue: OutLine["queue"]): SQL | undefined => {
    const chatIds = lines.filter((line) => line.queue === queue).map(({ chatId }) => chatId);
    return chatIds.length === 0 ? sql`false` : and(eq(outbox.line, queue), inArray(outbox.chatId, chatIds));
  };
  const rows = await db
    .selectDistinct({ queue: outbox.line, chatId: outbox.chatId })
    .from(outbox)
    .where(
      and(
        isUnsent,
        isNotNull(outbox.delayedAt),
        lte(outbox.lane, lanes[lane]),
        or(isIn("chat"), isIn("mail")),
      ),
    );
  return rows.flatMap(({ queue, chatId }) => (queue === "tap" ? [] : [{ queue, chatId }]));
}

/** A message that waits in the same line, and of whose delay nobody was told. */
export type Waiting = Pick<ClaimedMessage, "id" | "queue" | "chatId" | "subjectKind" | "subjectId">;

/** The pressing messages that are due and wait behind this one, in their order. */
export async function findBehind(db: Db, head: ClaimedMessage, now: Date): Promise<Waiting[]> {
  const { queue, chatId, lane, seq } = head;
  const rows = await db
    .select({ id: outbox.id, subjectKind: outbox.subjectKind, subjectId: outbox.subjectId })
    .from(outbox)
    .where(
      and(
        ...[eq(outbox.line, queue), eq(outbox.chatId, chatId), isUnsent, isNull(outbox.delayedAt)],
        ...[lte(outbox.dueAt, now), lte(outbox.lane, lanes.alert)],
        or(gt(outbox.lane, lane), and(eq(outbox.lane, lane), gt(outbox.seq, seq))),
      ),
    )
    .orderBy(asc(outbox.lane), asc(outbox.seq));
  return rows.map((row) => ({ ...row, queue, chatId }));
}

/** Somebody was told that this message does not get through for now; one that was dropped meanwhile stays as it is. */
export async function markDelayed(db: Db, id: string, now: Date): Promise<void> {
  await db
    .update(outbox)
    .set({ delayedAt: now })
    .where(and(eq(outbox.id, id), isUnsent));
}
