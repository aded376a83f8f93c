import type { Moment, Programme, When } from "./programme.ts";

/** What makes a programme unusable; said to people in `locales/<language>/programme.json` under `fault`. */
export const programmeFaults = [
  /** Something is missing, or of another kind than it has to be. */
  "unreadable",
  "windowWithoutMonths",
  "monthUnknown",
  "monthsApart",
  "windowTooLong",
  "rhythmOutOfRange",
  "tooManyAYear",
  "termOutOfRange",
  "opensOutOfRange",
  "minimumOutOfRange",
  "nothingPlanned",
  "plannedThoughInbound",
  "helloThoughActive",
  "twoAtOneTime",
  "keyTwice",
  "keyReserved",
  "asksBeforeItself",
  "asksTooOften",
] as const;
export type ProgrammeFaultCode = (typeof programmeFaults)[number];

export interface ProgrammeFault {
  readonly code: ProgrammeFaultCode;
  /** The moment it is about; null for the programme as a whole. */
  readonly moment: string | null;
}

/** More than one a week is no programme any more. */
const mostAYear = 53;

/** The guidance of the Act lasts a year at least and, extended, three (issue: 12 to 36); other programmes up to ten. */
export const termLimits: Readonly<Record<Programme["basis"], { least: number; most: number }>> = {
  guidance: { least: 12, most: 36 },
  aftercare: { least: 3, most: 120 },
  voluntary: { least: 3, most: 120 },
};

/** Everything that is wrong with a programme whose shape is right; empty when it can be used. */
export function decideFaults(programme: Programme): ProgrammeFault[] {
  const { moments, guidance, yearlyHello, months, opens, minimumPerYear, basis } = programme;
  const faults: ProgrammeFault[] = moments.flatMap((moment) =>
    ofMoment(moment).map((code) => ({ code, moment: moment.key })),
  );
  const about = (code: ProgrammeFaultCode, isSo: boolean) => {
    if (isSo) faults.push({ code, moment: null });
  };
  const { least, most } = termLimits[basis];
  const isActive = guidance === "active";
  about("termOutOfRange", months < least || months > most);
  about("opensOutOfRange", opens < 0 || opens > 24);
  about("minimumOutOfRange", minimumPerYear < 0 || minimumPerYear > mostAYear);
  about("plannedThoughInbound", !isActive && (moments.length > 0 || minimumPerYear > 0));
  about("helloThoughActive", isActive && yearlyHello);
  about("nothingPlanned", isActive && !moments.some(isAfterExit));
  about(
    "tooManyAYear",
    moments.filter(isAfterExit).reduce((sum, { when }) => sum + perYear(when), 0) > mostAYear,
  );
  for (const [index, moment] of moments.entries()) {
    const earlier = moments.slice(0, index);
    if (earlier.some(({ key }) => key === moment.key)) faults.push({ code: "keyTwice", moment: moment.key });
    if (earlier.some((other) => startTogether(other, moment)))
      faults.push({ code: "twoAtOneTime", moment: moment.key });
  }
  return faults;
}

function ofMoment({ key, when, form, asksBefore }: Moment): ProgrammeFaultCode[] {
  const faults = ofWhen(when);
  if (key === "extra" || key === "hello") faults.push("keyReserved");
  if (asksBefore && form === "bot") faults.push("asksBeforeItself");
  // Its check-in would come before the human moment before it.
  if (asksBefore && perYear(when) > 12) faults.push("asksTooOften");
  return faults;
}

function ofWhen(when: When): ProgrammeFaultCode[] {
  const isOff = (value: number, least: number, most: number) => !(value >= least && value <= most);
  const ranged = (isOut: boolean): ProgrammeFaultCode[] => (isOut ? ["rhythmOutOfRange"] : []);
  switch (when.kind) {
    case "calendar": {
      const { months } = when;
      if (months.length === 0) return ["windowWithoutMonths"];
      if (months.some((month) => isOff(month, 1, 12))) return ["monthUnknown"];
      if (months.length > 6) return ["windowTooLong"];
      const isApart = months.some((month, at) => at > 0 && month !== ((months[at - 1] ?? 0) % 12) + 1);
      return isApart ? ["monthsApart"] : [];
    }
    case "everyMonths": {
      const { months, windowDays = 15 } = when;
      return ranged(isOff(months, 1, 24) || isOff(windowDays, 1, 28 * months));
    }
    case "everyWeeks":
      return ranged(isOff(when.weeks, 1, 52));
    case "afterExit":
      return ranged(isOff(when.months, 1, 120) || isOff(when.windowDays, 1, 180));
    case "agreed":
      return ranged(isOff(when.perYear, 1, 12));
  }
}

/** How often in a year at the most. */
function perYear(when: When): number {
  switch (when.kind) {
    case "calendar":
    case "afterExit":
      return 1;
    case "everyMonths":
      return when.months >= 1 ? 12 / when.months : 0;
    case "everyWeeks":
      return when.weeks >= 1 ? 53 / when.weeks : 0;
    case "agreed":
      return when.perYear;
  }
}

const isAfterExit = ({ phases }: Moment): boolean =>
  !phases || phases.some((phase) => phase !== "final_year");

/** Two calendar windows of the same years that begin in the same month: only one of them would ever take place. */
function startTogether(a: Moment, b: Moment): boolean {
  if (a.when.kind !== "calendar" || b.when.kind !== "calendar") return false;
  const month = a.when.months[0];
  const years = ({ phases }: Moment) => phases ?? ["year_1", "year_2", "later"];
  return month !== undefined && month === b.when.months[0] && years(a).some((one) => years(b).includes(one));
}
