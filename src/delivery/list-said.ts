import { and, asc, eq, gt, inArray, isNull, lte, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/connect.ts";
import { outbox } from "../db/schema/index.ts";

/** A message that came to its end, without its words: those are gone from the outbox. */
export interface Said {
  readonly chatId: number;
  /** When it came to its end. */
  readonly at: Date;
  readonly state: "sent" | "blocked" | "undeliverable" | "unknown";
  /** What it was about, if it was written down. */
  readonly subject: string | null;
  /** Telegram's number of the message, or of the one that was changed or taken back. */
  readonly messageId: number | undefined;
  readonly isChange: boolean;
}

/** Every message (not the answers to taps, and no silent proof that a chat is there) that was made after `from` and until `to`, and has come to its end; in the order of its making. */
export async function listSaid(db: Db, from: Date, to: Date): Promise<Said[]> {
  const target = alias(outbox, "target");
  const rows = await db
    .select({
      chatId: outbox.chatId,
      dueAt: outbox.dueAt,
      sentAt: outbox.sentAt,
      state: outbox.state,
      subject: outbox.subjectKind,
      messageId: outbox.messageId,
      targetId: outbox.targetId,
      targetMessageId: target.messageId,
    })
    .from(outbox)
    .leftJoin(target, eq(target.id, outbox.targetId))
    .where(
      and(
        eq(outbox.line, "chat"),
        or(isNull(outbox.subjectKind), ne(outbox.subjectKind, "proof")),
        inArray(outbox.state, ["sent", "blocked", "undeliverable", "unknown"]),
        gt(outbox.dueAt, from),
        lte(outbox.dueAt, to),
      ),
    )
    .orderBy(asc(outbox.dueAt), asc(outbox.seq));
  return rows.map((row) => ({
    chatId: row.chatId,
    at: row.sentAt ?? row.dueAt,
    state: row.state as Said["state"],
    subject: row.subject,
    messageId: row.messageId ?? row.targetMessageId ?? undefined,
    isChange: row.targetId !== null,
  }));
}
