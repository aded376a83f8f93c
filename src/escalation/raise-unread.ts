import { and, eq, inArray, isNull, lte, min, or, type SQL, type SQLWrapper } from "drizzle-orm";
import { storeSignals } from "../checkin/store-signals.ts";
import type { Db } from "../db/connect.ts";
import { ownWords } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findPerson } from "../people/store.ts";
import { raiseEscalation } from "./raise-escalation.ts";
import { ringOwner } from "./ring-owner.ts";
import { lockRunningEscalation } from "./store.ts";

/** The rule under which "nobody has read this in time" stands among the signals. */
export const unreadRule = "unread";

/** Words from before there was a due moment are due after so long: more than two working days, also around a weekend. */
const withoutDueMilliseconds = 4 * 86_400_000;

const isUnread = and(isNull(ownWords.readAt), isNull(ownWords.unreadRaisedAt));

const isDue = (now: Date): SQL | undefined =>
  or(
    lte(ownWords.readDueAt, now),
    and(isNull(ownWords.readDueAt), lte(ownWords.at, new Date(now.getTime() - withoutDueMilliseconds))),
  );

/** People with words that nobody has read in the time that they were told, and that were not handed on yet. */
export async function findUnreadDue(db: Db, now: Date, most: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: ownWords.personId })
    .from(ownWords)
    .where(and(isUnread, isDue(now)))
    .limit(most);
  return rows.map(({ id }) => id);
}

/** When the next unread words are due: a query, for `findNextStep`. */
export const nextUnread = (db: Db): SQLWrapper =>
  db
    .select({ at: min(ownWords.readDueAt) })
    .from(ownWords)
    .where(isUnread);

/**
 * Nobody has read this person's words in the time that the person was told: it is handed to humans and rings like a wish,
 * once for all words that are due. Whoever has the person's escalation already hears of it too. Words read in the meantime
 * raise nothing; of somebody who had everything erased nothing new is opened.
 */
export async function raiseUnread(work: Work, personId: string): Promise<void> {
  const { db, now } = work;
  const due = db
    .select({ id: ownWords.id })
    .from(ownWords)
    .where(and(eq(ownWords.personId, personId), isUnread, isDue(now)));
  const claimed = await db
    .update(ownWords)
    .set({ unreadRaisedAt: now })
    .where(and(inArray(ownWords.id, due), isUnread))
    .returning({ id: ownWords.id });
  const [first] = claimed;
  const person = first && (await findPerson(db, personId));
  if (!first || !person || person.erasedAt) return;
  const before = await lockRunningEscalation(db, personId);
  const found = {
    // Changed, or shown without arriving, the same words are unread anew, also after a human has closed the first time.
    cause: `unread:${first.id}:${now.toISOString()}`,
    rule: unreadRule,
    theme: "general",
    severity: "attention",
    // What the person asked for stays what the message says.
    ...(before?.wish ? {} : ({ wish: "read" } as const)),
  } as const;
  await raiseEscalation(work, person, await storeSignals(work, { personId, wordsId: first.id }, [found]));
  await ringOwner(work, personId);
}
