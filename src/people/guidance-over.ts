import { and, eq, exists, isNull, not, notExists, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, enrolment } from "../db/schema/index.ts";
import { guidanceMonths } from "../privacy/decide-retention.ts";

/**
 * For a query over alumni: their guidance has ended, so the robot asks them nothing of its own accord and nobody carries them in a
 * caseload. Whoever was in no programme yet has none that ended.
 */
export const guidanceIsOver = (db: Db): SQL | undefined => {
  const places = (isRunning: boolean) =>
    db
      .select({ one: sql`1` })
      .from(enrolment)
      .where(and(eq(enrolment.alumnusId, alumnus.id), isRunning ? isNull(enrolment.endedAt) : undefined));
  return and(exists(places(false)), notExists(places(true)));
};

/** For a query over alumni: they are guided, or will be. */
export const isGuided = (db: Db): SQL => not(guidanceIsOver(db) ?? sql`false`);

/** The same of one person. */
export async function hasGuidanceEnded(db: Db, alumnusId: string): Promise<boolean> {
  const places = await db
    .select({ endedAt: enrolment.endedAt })
    .from(enrolment)
    .where(eq(enrolment.alumnusId, alumnusId));
  return places.length > 0 && places.every(({ endedAt }) => endedAt !== null);
}

/**
 * For a query over alumni: their guidance ended before this instant, by the programme that lasted longest, and no sooner than the Act's
 * two years after the exit (LAW-09). What is kept of somebody is counted from then on.
 */
export const guidanceEndedBefore = (before: Date): SQL =>
  sql`greatest(
    ${alumnus.exitDate}::date + ${`${guidanceMonths} months`}::interval,
    (select max(coalesce(${enrolment.endedAt} at time zone 'UTC', ${enrolment.endsOn}::timestamp)) from ${enrolment}
      where ${enrolment.alumnusId} = ${alumnus.id})
  ) <= ${before.toISOString()}::timestamptz at time zone 'UTC'`;
