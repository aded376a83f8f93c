import { and, eq, exists, inArray, isNotNull, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, deadlineLook, enrolment, standing } from "../db/schema/index.ts";
import { guidanceMonths } from "../privacy/decide-retention.ts";

interface Now {
  readonly db: Db;
  readonly now: Date;
}

/** Whose guidance is over has nothing to be looked at, unless the Act's two years still last: then it may order something again (LAW-11, 25). */
const wake = ({ db, now }: Now, whom: SQL | undefined) => {
  const lasts = sql`${enrolment.startsOn}::date + ${`${guidanceMonths} months 1 day`}::interval
    >= ${now.toISOString()}::timestamptz at time zone 'UTC'`;
  const mayComeBack = db
    .select({ one: sql`1` })
    .from(enrolment)
    .where(and(eq(enrolment.alumnusId, standing.alumnusId), eq(enrolment.endReason, "term"), lasts));
  return db
    .update(standing)
    .set({ lookAt: now })
    .where(and(whom, or(isNotNull(standing.lookAt), exists(mayComeBack))));
};

/**
 * Something happened that may change where somebody stands: time looks at it within seconds. Whoever is in no programme
 * has no standing, and whose guidance has long been over has none to look at; the dates that are watched are looked at all the same.
 */
export async function lookAgain(at: Now, alumnusId: string): Promise<void> {
  await wake(at, eq(standing.alumnusId, alumnusId));
  await at.db.update(deadlineLook).set({ lookAt: at.now }).where(eq(deadlineLook.alumnusId, alumnusId));
}

/**
 * The same for what says nothing of any date that is watched: a contact, a talk, an appointment, a task that is done, a chat that
 * closed. Most of what happens is of this kind, and a look at the dates costs a dozen queries.
 */
export const lookAgainAtStanding = (at: Now, alumnusId: string): Promise<unknown> =>
  wake(at, eq(standing.alumnusId, alumnusId));

/** The same for the standings of many at once. */
export async function lookAgainAtAll(at: Now, alumnusIds: readonly string[]): Promise<void> {
  if (alumnusIds.length > 0) await wake(at, inArray(standing.alumnusId, [...alumnusIds]));
}

/**
 * Another exit day: whoever is looked at, and also whose guidance is over. A day that was mistyped may have ended it, and the right one
 * brings it back (programme/reopen-place.ts).
 */
export async function lookAgainAtMoved({ db, now }: Now, alumnusIds: readonly string[]): Promise<void> {
  if (alumnusIds.length === 0) return;
  await db
    .update(standing)
    .set({ lookAt: now })
    .where(inArray(standing.alumnusId, [...alumnusIds]));
}

/** The same for everybody of an organisation, one of whose settings is another now. */
export async function lookAgainAtOrganisation(at: Now, organisationId: string): Promise<void> {
  const own = at.db
    .select({ id: alumnus.id })
    .from(alumnus)
    .where(eq(alumnus.organisationId, organisationId));
  await wake(at, inArray(standing.alumnusId, own));
}

/**
 * The same for everybody of an organisation that is closed on other days than before: what comes before a vacation, and what counts no
 * days of it, is due on another day. The dates that are watched go along.
 */
export async function lookAgainAtCalendar(at: Now, organisationId: string): Promise<void> {
  await lookAgainAtOrganisation(at, organisationId);
  const own = at.db
    .select({ id: alumnus.id })
    .from(alumnus)
    .where(eq(alumnus.organisationId, organisationId));
  await at.db.update(deadlineLook).set({ lookAt: at.now }).where(inArray(deadlineLook.alumnusId, own));
}

/** A sign of life of somebody who was missed ends what a human was asked to do about the silence. */
export async function lookAgainIfMissed(at: Now, alumnusId: string): Promise<void> {
  const isMissed = inArray(standing.state, ["silent", "outOfSight", "blocked"]);
  await wake(at, and(eq(standing.alumnusId, alumnusId), isMissed));
}
