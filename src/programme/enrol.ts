import { randomUUID } from "node:crypto";
import { and, asc, between, eq, isNull, notExists, sql } from "drizzle-orm";
import { alumnus, cohort, enrolment, standing } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideCohort } from "./decide-cohort.ts";
import { decideRegime } from "./decide-regime.ts";
import { decideTerm } from "./decide-term.ts";
import { type Enrolled, planMoments } from "./plan-moments.ts";
import { readLeaver } from "./read-leaver.ts";
import { setLeads } from "./set-leads.ts";
import { monthsOf } from "./store.ts";

/** So many at once: the rest follows a minute later. */
const most = 200;

/** Schools in which somebody left on the days of a cohort and is in none yet: one question for all of them, every minute. */
export async function findSchoolsToEnrol({ db }: Pick<Work, "db">): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectDistinct({ id: alumnus.organisationId })
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
        isNull(alumnus.erasedAt),
        notExists(db.select({ one: sql`1` }).from(enrolment).where(eq(enrolment.alumnusId, alumnus.id))),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Whoever left on the days of a cohort and is in none yet is enrolled (in which, of several: `decide-cohort.ts`): the guidance runs from the exit for as long as its
 * programmes last, their moments are planned, and time looks at them from now on.
 */
export async function enrolNew(
  { db, now }: Pick<Work, "db" | "now">,
  organisation: OrganisationRow,
): Promise<void> {
  const rows = await db
    .select({ row: alumnus, group: cohort })
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
    .orderBy(asc(alumnus.id), asc(cohort.name))
    .limit(most)
    // A cohort that is going over to another rhythm is waited for.
    .for("share", { of: cohort });
  const enrolled: Enrolled[] = [];
  const cohortsOf = Map.groupBy(rows, ({ row }) => row.id);
  // Of the last one some cohorts may lie beyond the limit.
  if (rows.length === most && cohortsOf.size > 1) cohortsOf.delete(rows.at(-1)?.row.id ?? "");
  const today = localDay(organisation, now);
  for (const there of cohortsOf.values()) {
    const row = there[0]?.row;
    if (!row) continue;
    const { regime } = decideRegime(readLeaver(row, organisation), today);
    const group = decideCohort(
      there.map((one) => one.group),
      regime,
    );
    if (!group) continue;
    const person = { id: row.id, caseWorkerId: row.caseWorkerId, ownTime: row.ownTime };
    const { exitDate } = row;
    const months = monthsOf(group);
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
    await setLeads(db, now, made, group, exitDate);
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
