import { count, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { cohort, enrolment, standing } from "../db/schema/index.ts";

/** How many of each cohort of an organisation stand how: `12 inTouch, 3 silent`, by the cohort's id. */
export async function countCohorts(db: Db, organisationId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .select({ id: cohort.id, state: standing.state, n: count() })
    .from(enrolment)
    .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
    .innerJoin(standing, eq(standing.alumnusId, enrolment.alumnusId))
    .where(eq(cohort.organisationId, organisationId))
    .groupBy(cohort.id, standing.state)
    .orderBy(standing.state);
  const said = new Map<string, string>();
  for (const { id, state, n } of rows)
    said.set(id, [...(said.has(id) ? [said.get(id)] : []), `${n} ${state}`].join(", "));
  return said;
}
