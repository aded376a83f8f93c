import type { Db } from "../db/connect.ts";
import { Refused } from "../people/find-organisation.ts";
import { termLimits } from "./decide-faults.ts";
import { decidePartsFault, type PartsFault } from "./decide-parts.ts";
import type { CohortPart, Programme, ProgrammePart } from "./programme.ts";
import { publishProgramme } from "./publish-programme.ts";

/** A programme that a cohort goes through: for as long as it lasts by itself, or for so many months. */
export interface PartWish {
  readonly programme: Programme;
  readonly months?: number;
  /** Who leads meanwhile; the own organisation when left out. */
  readonly leadOrganisationId?: string;
}

/**
 * Lays programmes one after another from the exit on, and publishes them as they are now. Throws Refused for none, for one
 * that lasts longer than its programme, and for all together lasting too short or too long.
 */
export async function layParts(db: Db, now: Date, wishes: readonly PartWish[]): Promise<CohortPart[]> {
  const laid: ProgrammePart[] = [];
  let fromMonth = 0;
  for (const { programme, months = programme.months, leadOrganisationId } of wishes) {
    laid.push({ programme, fromMonth, months, ...(leadOrganisationId && { leadOrganisationId }) });
    fromMonth += months;
  }
  const fault = decidePartsFault(laid);
  if (fault) throw new Refused(`${sayPartsFault(fault, laid, fromMonth)} Nothing was changed.`);
  const parts: CohortPart[] = [];
  for (const { programme, ...part } of laid)
    parts.push({ programmeHash: await publishProgramme(db, now, programme), ...part });
  return parts;
}

function sayPartsFault(fault: PartsFault, laid: readonly ProgrammePart[], total: number): string {
  if (fault === "partTooLong") {
    const long = laid.find(({ programme, months }) => months < 1 || months > programme.months);
    return `${long?.programme.key} lasts 1 to ${long?.programme.months} months, not ${long?.months}.`;
  }
  if (fault === "termOutOfRange") {
    const { least, most } = termLimits[laid[0]?.programme.basis ?? "guidance"];
    return `Together they last ${total} months after the exit; from ${least} to ${most} can be. Give a programme fewer or more months, as in pro_three_moments:12.`;
  }
  return "A cohort has at least one programme, and they follow each other from the exit on.";
}
