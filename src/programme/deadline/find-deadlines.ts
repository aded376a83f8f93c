import { and, asc, eq, isNull, lte, min, notExists, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { alumnus, deadline, deadlineLook, organisation } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { AlumnusRow } from "../../people/store.ts";
import { findStored } from "./settle-deadlines.ts";

/** Ids of what is due, oldest first. */
export async function findDueDeadlines(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: deadline.id })
    .from(deadline)
    .where(and(eq(deadline.state, "waiting"), lte(deadline.dueAt, now)))
    .orderBy(asc(deadline.dueAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** Ids of whoever's dates are looked at now: something changed, or a year turned. */
export async function findDueLooks(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: deadlineLook.alumnusId })
    .from(deadlineLook)
    .where(lte(deadlineLook.lookAt, now))
    .orderBy(asc(deadlineLook.lookAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** When the next deadline is due, and the next look: queries, for `findNextStep`. */
export const nextDeadlines = (db: Db): SQLWrapper[] => [
  db
    .select({ at: min(deadline.dueAt) })
    .from(deadline)
    .where(eq(deadline.state, "waiting")),
  db.select({ at: min(deadlineLook.lookAt) }).from(deadlineLook),
];

/** So many at once: the rest follows a minute later. */
const most = 200;

/** Whoever is in a school and was never looked at is looked at from now on; one question for all schools, every minute. */
export async function watchNew({ db, now }: Pick<Work, "db" | "now">): Promise<void> {
  const rows = await db
    .select({ alumnusId: alumnus.id })
    .from(alumnus)
    .innerJoin(organisation, eq(organisation.id, alumnus.organisationId))
    .where(
      and(
        eq(organisation.purpose, "school"),
        isNull(alumnus.erasedAt),
        notExists(
          db.select({ one: sql`1` }).from(deadlineLook).where(eq(deadlineLook.alumnusId, alumnus.id)),
        ),
      ),
    )
    .limit(most);
  if (rows.length === 0) return;
  await db
    .insert(deadlineLook)
    .values(rows.map((row) => ({ ...row, lookAt: now })))
    .onConflictDoNothing();
}

/** What is watched of this person now, soonest first, with the day that it is about. The caller has asked `may`. */
export async function findWaitingDeadlines(
  work: Pick<Work, "db" | "vault">,
  person: Pick<AlumnusRow, "id" | "keyId">,
) {
  const rows = await findStored(work, person);
  return rows
    .filter(({ state }) => state === "waiting")
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map(({ kind, stage, day, dueAt, source }) => ({ kind, stage, day, dueAt, source }));
}
