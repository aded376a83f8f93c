import { and, eq, isNull, lte, ne, notExists, or, sql } from "drizzle-orm";
import { asker, escalation, reminder } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import { findAsker, findAskersByChat } from "../people/store.ts";
import { daysForReminder } from "../privacy/decide-retention.ts";
import type { RetentionRun } from "../privacy/personal-part.ts";
import { eraseAsker, eraseChat } from "./erase-chat.ts";

/**
 * Erases all that somebody asked and wrote in this chat, when they want it. False while a human works on something of theirs: that
 * must not get lost.
 */
export async function eraseAsking(work: Work, chatId: number, updateId: number): Promise<boolean> {
  for (const row of await findAskersByChat(work.db, chatId))
    if (await lockRunningEscalation(work.db, row.id)) return false;
  await eraseChat(work, chatId, { updateId });
  return true;
}

/**
 * Whoever has asked nothing for so long, and of whom nothing is open, is erased. Whoever still waits for a reminder stays for it, but
 * not for ever.
 */
export async function eraseOldAskers(work: Work, run: RetentionRun): Promise<number> {
  const { db } = work;
  const isOpen = db
    .select({ one: sql`1` })
    .from(escalation)
    .where(and(eq(escalation.personId, asker.id), ne(escalation.state, "resolved")));
  const waits = db
    .select({ one: sql`1` })
    .from(reminder)
    .where(and(eq(reminder.askerId, asker.id), isNull(asker.stoppedAt)));
  const longAgo = new Date(work.now.getTime() - daysForReminder * 24 * 3_600_000);
  const rows = await db
    .select({ id: asker.id })
    .from(asker)
    .where(
      and(
        eq(asker.organisationId, run.organisationId ?? ""),
        isNull(asker.erasedAt),
        lte(asker.lastAt, run.before),
        notExists(isOpen),
        or(notExists(waits), lte(asker.lastAt, longAgo)),
      ),
    )
    .limit(run.most);
  for (const { id } of rows) {
    const row = await findAsker(db, id);
    if (row) await eraseAsker(work, row);
  }
  return rows.length;
}
