import { randomUUID } from "node:crypto";
import { and, between, eq, isNull, notExists, sql } from "drizzle-orm";
import { alumnus, cohort, enrolment, standing } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideTerm } from "./decide-term.ts";
import { planMoments } from "./plan-moments.ts";

/** So many at once: the rest follows a minute later. */
const most = 200;

/**
 * Whoever left on the days of a cohort and is in none yet is enrolled: the guidance runs from the exit for as long as its
 * programmes last, their moments are planned, and time looks at them from now on.
 */
export async function enrolNew(
  { db, now }: Pick<Work, "db" | "now">,
  organisation: OrganisationRow,
): Promise<void> {
  const rows = await db
    .select({ id: alumnus.id, exitDate: alumnus.exitDate, group: cohort })
    .from(alumnus)
    .innerJoin(
      cohort,
      and(
        eq(cohort.organisationId, alumnus.organisationId),
        between(alumnus.exitDate, cohort.exitsFrom, cohort.exitsUntil),
      ),
    )
    .where(
      and(
        eq(alumnus.organisationId, organisation.id),
        isNull(alumnus.erasedAt),
        notExists(db.select({ one: sql`1` }).from(enrolment).where(eq(enrolment.alumnusId, alumnus.id))),
      ),
    )
    .limit(most);
  for (const { id, exitDate, group } of rows) {
    const months = Math.max(...group.parts.map((part) => part.fromMonth + part.months));
    const [made] = await db
      .insert(enrolment)
      .values({
        id: randomUUID(),
        alumnusId: id,
        cohortId: group.id,
        startsOn: exitDate,
        endsOn: decideTerm(exitDate, months).endsOn,
        createdAt: now,
      })
      // Of two instances one enrols.
      .onConflictDoNothing()
      .returning();
    if (!made) continue;
    await planMoments(db, now, made, group, organisation);
    await db
      .insert(standing)
      .values({
        alumnusId: id,
        state: "waits",
        reason: "new",
        since: now,
        next: "look",
        nextBy: "robot",
        nextAt: now,
        lookAt: now,
      })
      .onConflictDoNothing();
  }
}
