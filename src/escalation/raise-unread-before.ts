import { and, eq, isNull, lte, min, type SQLWrapper } from "drizzle-orm";
import { storeSignals } from "../checkin/store-signals.ts";
import type { Db } from "../db/connect.ts";
import { linking } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { LinkingRow } from "../people/link/linking.ts";
import { findAlumnus } from "../people/store.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { unreadRule } from "./raise-unread.ts";
import { ringOwner } from "./ring-owner.ts";
import { lockRunningEscalation } from "./store.ts";

const isUnread = and(isNull(linking.outcome), isNull(linking.unreadRaisedAt));

/** Linkings with words of which nobody has said in time whose they are, and that were not handed on yet. */
export async function findUnreadBeforeDue(db: Db, now: Date, most: number): Promise<string[]> {
  const rows = await db
    .select({ id: linking.id })
    .from(linking)
    .where(and(isUnread, lte(linking.readDueAt, now)))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** When the next of them is due: a query, for `findNextStep`. */
export const nextUnreadBefore = (db: Db): SQLWrapper =>
  db
    .select({ at: min(linking.readDueAt) })
    .from(linking)
    .where(isUnread);

/**
 * Somebody wrote before the case worker's yes, and by the time that words are read nobody has said who it is: it is handed to humans
 * as unread words are, without a word of them. Whoever has the person's escalation already hears of it too.
 */
export async function raiseUnreadBefore(work: Work, linkingId: string): Promise<void> {
  const [row] = await work.db
    .update(linking)
    .set({ unreadRaisedAt: work.now })
    .where(and(eq(linking.id, linkingId), isUnread, lte(linking.readDueAt, work.now)))
    .returning();
  if (row) await raiseWroteBefore(work, row);
}

/** The same for words that can be read no more, because another phone has the person's card now: a human hears that somebody wrote. */
export async function raiseWroteBefore(work: Work, row: LinkingRow): Promise<void> {
  const person = await findAlumnus(work.db, row.alumnusId);
  if (!person || person.erasedAt) return;
  const before = await lockRunningEscalation(work.db, person.id);
  const found = {
    cause: `linking:${row.id}:unread:${work.now.toISOString()}`,
    rule: unreadRule,
    theme: "general",
    severity: "attention",
    // What the person asked for stays what the message says.
    ...(before?.wish ? {} : ({ wish: "read" } as const)),
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId: person.id }, [found]));
  await ringOwner(work, person.id);
}
