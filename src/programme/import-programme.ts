import { ownProgramme } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { lockOrganisation } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { describeFaults, type SayFault } from "./describe-faults.ts";
import { findOwnProgramme } from "./find-own-programme.ts";
import { hashProgramme } from "./hash-programme.ts";
import { type Programme, programmeSchema } from "./programme.ts";
import { publishProgramme } from "./publish-programme.ts";

/** The longest reason that is kept. */
const longestWhy = 500;

/** A reason as it is kept. Throws Refused for an empty one, and one that is too long. */
export function readWhy(text: string): string {
  const why = text.replace(/\s+/g, " ").trim();
  if (why === "") throw new Refused("Say why, in a few words: it is kept with the change.");
  if (why.length > longestWhy) throw new Refused(`The reason is longer than ${longestWhy} characters.`);
  return why;
}

/**
 * Makes what a file held the organisation's own programme: the next version of the one with its key, or a new one. Cohorts
 * keep the version that they have; a new one, or a cohort that is changed, gets this. Throws Refused, with a line for
 * each fault and its place, for what nobody could follow, for a file that changes nothing, and for one that was exported
 * before somebody else's change.
 */
export async function importProgramme(
  { db, now }: Pick<Office, "db" | "now">,
  organisation: OrganisationRow,
  content: unknown,
  reason: string,
  say: SayFault,
): Promise<Programme> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change programmes.");
  const why = readWhy(reason);
  const lines = describeFaults(content, say);
  if (lines.length > 0)
    throw new Refused(
      `This programme cannot be used:\n${lines.map((line) => `  - ${line}`).join("\n")}\nNothing was changed.`,
    );
  const read = programmeSchema.parse(content);
  return db.transaction(async (tx) => {
    await lockOrganisation(tx, organisation.id);
    const held = await findOwnProgramme(tx, organisation.id, read.key);
    const version = held?.programme.version ?? 0;
    if (held && hashProgramme({ ...read, version }) === hashProgramme(held.programme))
      throw new Refused(
        `${organisation.name} has ${read.key} exactly like this already (version ${version}). Nothing was changed.`,
      );
    if (held && read.version !== version)
      throw new Refused(
        `This file changes version ${read.version} of ${read.key}, and ${organisation.name} has version ${version} by now. Export it again and make the change there. Nothing was changed.`,
      );
    const programme: Programme = { ...read, version: version + 1 };
    const hash = await publishProgramme(tx, now, programme);
    await tx.insert(ownProgramme).values({
      ...{ organisationId: organisation.id, key: programme.key, version: programme.version },
      ...{ hash, at: now, why },
    });
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "changeProgramme",
      subject: { kind: "organisation", id: organisation.id },
      facts: { programme: programme.key, version: programme.version },
    });
    return programme;
  });
}
