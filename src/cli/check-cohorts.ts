import type { Db } from "../db/connect.ts";
import { findInNoCohort } from "../programme/find-in-no-cohort.ts";
import { bad, type Check, note, ok } from "./check.ts";
import { listSchools } from "./check-staff.ts";

/** Whether everybody who leaves is in a cohort, for each organisation: without one nobody is asked, reminded or missed. */
export async function checkCohorts(db: Db, now: Date): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const organisation of await listSchools(db)) {
    const { name } = organisation;
    const found = await findInNoCohort({ db, now }, organisation);
    if (!found) {
      checks.push(ok("cohorts", `${name}: nobody is outside a cohort.`));
      continue;
    }
    const { people, haveLeft, first, last } = found;
    const who = people === 1 ? "1 young person leaves" : `${people} young people leave`;
    const said = `${name}: ${who} school between ${first} and ${last}, on days of no cohort (${haveLeft} did already), so nobody asks them anything. See cohort list, cohort add.`;
    checks.push(haveLeft > 0 ? bad("cohorts", said) : note("cohorts", said));
  }
  return checks.length > 0 ? checks : [note("cohorts", "There is no organisation yet.")];
}
