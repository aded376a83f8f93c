import { and, asc, eq, isNull, lte, min, type SQLWrapper } from "drizzle-orm";
import { type Module, modules } from "../checkin/question-set.ts";
import type { Db } from "../db/connect.ts";
import {
  cohort,
  contactMoment,
  enrolment,
  programmeVersion,
  standing,
  type task,
} from "../db/schema/index.ts";
import type { Programme } from "./programme.ts";

export type CohortRow = typeof cohort.$inferSelect;
export type EnrolmentRow = typeof enrolment.$inferSelect;
export type MomentRow = typeof contactMoment.$inferSelect;
export type StandingRow = typeof standing.$inferSelect;
export type TaskRow = typeof task.$inferSelect;

/** How many months after the exit the programmes of a cohort last. */
export const monthsOf = ({ parts }: Pick<CohortRow, "parts">): number =>
  Math.max(...parts.map(({ fromMonth, months }) => fromMonth + months));

/** Somebody's running enrolment, with its cohort. */
export interface Place {
  readonly place: EnrolmentRow;
  readonly group: CohortRow;
}

export async function findPlace(db: Db, alumnusId: string): Promise<Place | undefined> {
  const [row] = await db
    .select({ place: enrolment, group: cohort })
    .from(enrolment)
    .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
    .where(and(eq(enrolment.alumnusId, alumnusId), isNull(enrolment.endedAt)));
  return row;
}

/** What a planned contact is about; themes that no question set knows any more are left out. */
export async function findThemes(db: Db, momentId: string): Promise<Module[]> {
  const [row] = await db
    .select({ themes: contactMoment.themes })
    .from(contactMoment)
    .where(eq(contactMoment.id, momentId));
  return modules.filter((module) => row?.themes.includes(module));
}

/** Ids of whoever time looks at now, longest due first. */
export async function findDueStandings(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: standing.alumnusId })
    .from(standing)
    .where(lte(standing.lookAt, now))
    .orderBy(asc(standing.lookAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** When time looks at the next one: a query, for `findNextStep`. */
export const nextLook = (db: Db): SQLWrapper => db.select({ at: min(standing.lookAt) }).from(standing);

// A published version never changes, so it may be remembered for ever; there are few.
const published = new Map<string, Programme>();

/** A programme as it was published. Throws for a hash that never was. */
export async function findProgramme(db: Db, hash: string): Promise<Programme> {
  const known = published.get(hash);
  if (known) return known;
  const [row] = await db.select().from(programmeVersion).where(eq(programmeVersion.hash, hash));
  if (!row) throw new Error("A cohort in a programme that was never published");
  published.set(hash, row.body);
  return row.body;
}

/** What comes next for somebody by their programme, and when; undefined for who is in none or whose guidance is over. */
export async function findPlannedStep(
  db: Db,
  alumnusId: string,
): Promise<{ readonly what: string; readonly at: Date } | undefined> {
  const [row] = await db.select().from(standing).where(eq(standing.alumnusId, alumnusId));
  return row?.nextAt ? { what: row.next, at: row.nextAt } : undefined;
}
