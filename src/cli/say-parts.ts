import type { Db } from "../db/connect.ts";
import { findOrganisation } from "../people/store.ts";
import type { CohortPart } from "../programme/programme.ts";
import { findProgramme } from "../programme/store.ts";

/** The programmes of a cohort: `region_quarterly v1 (12 months, led by Regio Hart), then pro_three_moments v2 (12 months)`. */
export async function sayParts(db: Db, parts: readonly CohortPart[]): Promise<string> {
  const said: string[] = [];
  for (const { programmeHash, months, leadOrganisationId } of parts) {
    const { key, version } = await findProgramme(db, programmeHash);
    const lead = leadOrganisationId
      ? `, led by ${(await findOrganisation(db, leadOrganisationId)).name}`
      : "";
    said.push(`${key} v${version} (${months} months${lead})`);
  }
  return said.join(", then ");
}
