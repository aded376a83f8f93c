import type { Db } from "../db/connect.ts";
import { listOrganisations } from "../people/find-organisation.ts";
import { type SilenceDays, usualSilenceDays } from "../programme/standing/standing.ts";
import { type Check, note, ok } from "./check.ts";

/** The days of an organisation in words, ours when it has none of its own. */
export function sayDays(own: SilenceDays | null): string {
  const { remind, task, outOfSight } = own ?? usualSilenceDays;
  return `asked again after ${remind[0]} and ${remind[1]} days, a human after ${task}, out of sight after ${outOfSight}${own ? "" : " (ours)"}.`;
}

/** After how many days of silence each organisation does what. */
export async function checkSilence(db: Db): Promise<readonly Check[]> {
  const all = await listOrganisations(db);
  if (all.length === 0) return [note("silence", "There is no organisation yet.")];
  return all.map(({ name, silenceDays }) => ok("silence", `${name}: ${sayDays(silenceDays)}`));
}
