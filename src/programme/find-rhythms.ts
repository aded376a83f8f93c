import { desc, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { cohortChange } from "../db/schema/index.ts";
import { decideRhythms, type Rhythm } from "./decide-rhythms.ts";
import type { CohortRow } from "./store.ts";

/**
 * What a cohort goes through from a local day on: the rhythm that counts on it, and those that it has agreed to go over to on later
 * days. A change that is being made has to be written down before.
 */
export async function findRhythms(
  db: Db,
  { id, parts }: Pick<CohortRow, "id" | "parts">,
  day: string,
): Promise<Rhythm[]> {
  const newest = await db
    .select({ fromDay: cohortChange.fromDay, before: cohortChange.before })
    .from(cohortChange)
    .where(eq(cohortChange.cohortId, id))
    .orderBy(desc(cohortChange.at));
  return decideRhythms(newest, parts, day);
}
