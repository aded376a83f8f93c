import { localDay, longRestAround, plusDays, type Staffing } from "../people/duty/is-staffed.ts";
import type { AlumnusRow, OrganisationRow } from "../people/store.ts";
import type { Leaver } from "./decide-regime.ts";

/**
 * What the law looks at of somebody, for `decideRegime`. Whoever studies went on to further education: from the day that the
 * school's list names, or from when it was heard of in a check-in or by a case worker; but not as long as they are at this
 * school: nobody's new school helps a pupil who has not left. A situation that is newer than that day and is no study has ended it
 * (LAW-05, 25); one that began in a vacation, when its last day is over: a job in the summer ends no study, and whoever still has
 * it when school begins has left.
 */
export function readLeaver(
  {
    schoolType,
    exitProfile,
    situation,
    situationSince,
    followingOn,
    exitDate,
  }: Pick<
    AlumnusRow,
    "schoolType" | "exitProfile" | "situation" | "situationSince" | "followingOn" | "exitDate"
  >,
  organisation: Pick<OrganisationRow, keyof Staffing>,
): Leaver {
  const since = situationSince && localDay(organisation, situationSince);
  const isAtSchool = situation !== null && furtherEducation.has(situation);
  const from = [isAtSchool ? since : null, followingOn].filter((day) => day !== null).sort()[0];
  if (from === undefined) return { schoolType, exitProfile, followingEnrolment: null };
  const hasEnded = situation !== null && !isAtSchool && since !== null && since > from;
  const vacation = situationSince && longRestAround(organisation, situationSince);
  const ended = vacation ? localDay(organisation, vacation.backAt) : since;
  const left = plusDays(exitDate, 1);
  return {
    schoolType,
    exitProfile,
    followingEnrolment: { enrolledOn: from < left ? left : from, endedOn: hasEnded ? ended : null },
  };
}

const furtherEducation: ReadonlySet<string> = new Set(["mbo_bol", "mbo_bbl", "mbo_entry"]);
