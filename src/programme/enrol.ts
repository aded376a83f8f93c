import { randomUUID } from "node:crypto";
import { and, between, eq, isNull, notExists, sql } from "drizzle-orm";
import { alumnus, cohort, enrolment, standing } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideTerm } from "./decide-term.ts";
import { type Enrolled, planMoments } from "./plan-moments.ts";

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
    .select({
      person: { id: alumnus.id, caseWorkerId: alumnus.caseWorkerId, ownTime: alumnus.ownTime },
      exitDate: alumnus.exitDate,
      group: cohort,
    })
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
  const enrolled: Enrolled[] = [];
  for (const { person, exitDate, group } of rows) {
    const months = Math.max(...group.parts.map((part) => part.fromMonth + part.months));
    const [made] = await db
      .insert(enrolment)
      .values({
        id: randomUUID(),
        alumnusId: person.id,
        cohortId: group.id,
        startsOn: exitDate,
        endsOn: decideTerm(exitDate, months).endsOn,
        createdAt: now,
      })
      // Of two instances one enrols.
      .onConflictDoNothing()
      .returning();
    if (!made) continue;
    enrolled.push({ place: made, group, person });
    await db
      .insert(standing)
      .values({
        alumnusId: person.id,
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
  await planMoments(db, now, enrolled, organisation);
}
