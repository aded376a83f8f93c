import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { linking } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { findReadDue } from "../duty/who-is-there.ts";
import { mostWordsBefore, openSaid, sealSaid, type WordsBefore } from "../said-before.ts";
import { type LinkingRow, subjectOf } from "./linking.ts";

/**
 * Keeps words under the linking's key, for a human to read after the yes, and by when: the same rule as for words of somebody who
 * is known. False when there are too many already: nothing more is kept, and a human hears of what is there now.
 */
export async function keepWordsBefore(work: Work, row: LinkingRow, words: WordsBefore): Promise<boolean> {
  const { db, now } = work;
  const before = await openSaid(work, row);
  if (before.words.length >= mostWordsBefore) {
    const isUntold = and(eq(linking.id, row.id), isNull(linking.unreadRaisedAt));
    await db.update(linking).set({ readDueAt: now }).where(isUntold);
    return false;
  }
  const said = await sealSaid(work, row, { ...before, words: [...before.words, words] });
  await db
    .update(linking)
    .set({ said, ...(await dueOf(work, row)) })
    .where(eq(linking.id, row.id));
  return true;
}

/** What waits keeps its moment; words that come after it was handed on have one of their own. */
async function dueOf(work: Work, row: LinkingRow) {
  if (row.readDueAt && !row.unreadRaisedAt) return {};
  const { organisation } = await subjectOf(work, row);
  return { readDueAt: await findReadDue(work, organisation, work.now), unreadRaisedAt: null };
}

/** Whether somebody wrote in it, beside what they tapped. */
export const hasWords = ({ readDueAt }: LinkingRow): boolean => readDueAt !== null;

/** The same phone begins anew, with another card: what it wrote goes along, under the key of the new linking. */
export async function carryWords(work: Work, from: LinkingRow, to: LinkingRow): Promise<void> {
  if (!hasWords(from)) return;
  const { words } = await openSaid(work, from);
  const { readDueAt, unreadRaisedAt } = from;
  const said = await sealSaid(work, to, { words });
  await work.db.update(linking).set({ said, readDueAt, unreadRaisedAt }).where(eq(linking.id, to.id));
}

/** Takes the words out of a linking that stays open: they stand elsewhere now. */
export async function emptyWords(work: Work, row: LinkingRow): Promise<void> {
  const { option } = await openSaid(work, row);
  const said = option ? await sealSaid(work, row, { option, words: [] }) : null;
  await work.db
    .update(linking)
    .set({ said, readDueAt: null, unreadRaisedAt: null })
    .where(and(eq(linking.id, row.id), isNotNull(linking.readDueAt)));
}
