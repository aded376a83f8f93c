import type { Db } from "../db/connect.ts";
import { listOrganisations } from "../people/find-organisation.ts";
import { countUnreachable } from "../people/reach/report-unreachable.ts";
import type { OrganisationRow } from "../people/store.ts";
import { bad, type Check, note, ok } from "./check.ts";

/** Schools alone: the one for the daily test alert has nobody in it. */
export const listSchools = async (db: Db): Promise<OrganisationRow[]> =>
  (await listOrganisations(db)).filter(({ purpose }) => purpose === "school");

/** Whether somebody hears of it when a young person needs a human, for each organisation. */
export async function checkStaff(db: Db, now: Date, hasMail: boolean): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const { id, name } of await listSchools(db)) {
    const { staff, unreachable } = await countUnreachable({ db, now, hasMail }, id);
    const reachable = staff - unreachable;
    if (reachable === 0)
      checks.push(
        bad("staff", `${name}: nobody can be reached, so alerts reach nobody. See staff add, staff list.`),
      );
    else if (reachable === 1)
      checks.push(
        note("staff", `${name}: one person can be reached. When they are ill, alerts reach nobody.`),
      );
    else if (unreachable > 0)
      checks.push(
        note("staff", `${name}: ${reachable} people can be reached, ${unreachable} cannot. See staff list.`),
      );
    else checks.push(ok("staff", `${name}: ${reachable} people can be reached.`));
  }
  return checks.length > 0 ? checks : [note("staff", "There is no organisation yet: organisation add NAME.")];
}
