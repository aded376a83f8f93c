import { and, asc, count, desc, eq, inArray, isNull, max, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { answer, checkIn, type ownWords, questionSetVersion, signal } from "../db/schema/index.ts";
import type { Given } from "./next-question.ts";
import { maxSeverity, type QuestionSet, type Severity } from "./question-set.ts";

export type CheckInRow = typeof checkIn.$inferSelect;
export type SignalRow = typeof signal.$inferSelect;
export type OwnWordsRow = typeof ownWords.$inferSelect;

export const running = ["invited", "open", "paused"] as const;

export async function findCheckIn(db: Db, id: string): Promise<CheckInRow | undefined> {
  const [row] = await db.select().from(checkIn).where(eq(checkIn.id, id));
  return row;
}

/** The check-in that this person has not finished, if there is one. */
export async function findRunningCheckIn(db: Db, alumnusId: string): Promise<CheckInRow | undefined> {
  const [row] = await db
    .select()
    .from(checkIn)
    .where(and(eq(checkIn.alumnusId, alumnusId), inArray(checkIn.state, [...running])));
  return row;
}

/** The person's last finished check-in, other than `except`. */
export async function findLastDone(
  db: Db,
  alumnusId: string,
  except?: string,
): Promise<CheckInRow | undefined> {
  const [last] = await db
    .select()
    .from(checkIn)
    .where(
      and(
        eq(checkIn.alumnusId, alumnusId),
        eq(checkIn.state, "done"),
        except ? ne(checkIn.id, except) : undefined,
      ),
    )
    .orderBy(desc(checkIn.endedAt))
    .limit(1);
  return last;
}

/** When each question was last put to this person and dealt with, answered or skipped. */
export async function findLastAsked(db: Db, alumnusId: string): Promise<{ questionId: string; at: Date }[]> {
  const rows = await db
    .select({ questionId: answer.questionId, at: max(answer.answeredAt) })
    .from(answer)
    .innerJoin(checkIn, eq(checkIn.id, answer.checkInId))
    .where(eq(checkIn.alumnusId, alumnusId))
    .groupBy(answer.questionId);
  return rows.flatMap(({ questionId, at }) => (at ? [{ questionId, at }] : []));
}

export async function countCheckIns(db: Db, alumnusId: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(checkIn)
    .where(and(eq(checkIn.alumnusId, alumnusId), eq(checkIn.state, "done")));
  return row?.n ?? 0;
}

export async function findGiven(db: Db, checkInId: string): Promise<Given[]> {
  const rows = await db
    .select()
    .from(answer)
    .where(eq(answer.checkInId, checkInId))
    .orderBy(asc(answer.answeredAt), asc(answer.questionId));
  return rows.map(({ questionId, options, skipped, inWords, complete }) => ({
    questionId,
    options,
    skipped,
    inWords,
    complete,
  }));
}

export async function saveGiven(
  db: Db,
  row: CheckInRow,
  given: Given,
  setVersion: number,
  now: Date,
): Promise<void> {
  const { questionId, ...values } = given;
  const stored = { ...values, options: [...values.options], answeredAt: now, setVersion };
  await db
    .insert(answer)
    .values({ checkInId: row.id, questionId, ...stored })
    // The moment of the first answer keeps the order in which they were given; a correction does not move it.
    .onConflictDoUpdate({
      target: [answer.checkInId, answer.questionId],
      set: { ...stored, answeredAt: answer.answeredAt },
    });
}

/** The most serious signal of a check-in, slips of the finger aside; `none` when there is none. */
export async function findSeverity(db: Db, checkInId: string): Promise<Severity> {
  const rows = await db
    .selectDistinct({ severity: signal.severity })
    .from(signal)
    .where(and(eq(signal.checkInId, checkInId), isNull(signal.tappedWrongAt)));
  return rows.reduce<Severity>((most, { severity }) => maxSeverity(most, severity), "none");
}

export interface PublishedSet {
  readonly hash: string;
  readonly set: QuestionSet;
  /** The question texts by language, as published with the set. */
  readonly texts: Readonly<Record<string, unknown>>;
}

// A published version never changes, so it may be remembered for ever; there are few.
const published = new Map<string, PublishedSet>();

/** The question set with which a check-in was begun, as it was published. */
export async function findSet(db: Db, hash: string): Promise<PublishedSet> {
  const known = published.get(hash);
  if (known) return known;
  const [row] = await db.select().from(questionSetVersion).where(eq(questionSetVersion.hash, hash));
  if (!row) throw new Error("A check-in of a question set that was never published");
  const set = { hash, set: row.body, texts: row.texts };
  published.set(hash, set);
  return set;
}
