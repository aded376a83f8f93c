import { Temporal } from "temporal-polyfill";
import type { Phase, ProgrammePart } from "./programme.ts";

interface Days {
  /** The exit and the last day of the guidance, local days. */
  readonly startsOn: string;
  readonly endsOn: string;
}

/** How many whole months after the exit a place ends; null where its last day is no such day, as after a short notice. */
function monthsOfPlace({ startsOn, endsOn }: Days): number | null {
  const exit = Temporal.PlainDate.from(startsOn);
  const end = Temporal.PlainDate.from(endsOn);
  const months = 12 * (end.year - exit.year) + end.month - exit.month;
  return exit.add({ months }).equals(end) ? months : null;
}

const endOf = (parts: readonly Pick<ProgrammePart, "fromMonth" | "months">[]): number =>
  Math.max(0, ...parts.map(({ fromMonth, months }) => fromMonth + months));

/** So many months a place lasts that was made longer than its cohort's programmes together; null for every other. */
export function lengthenedMonths(
  place: Days,
  parts: readonly Pick<ProgrammePart, "fromMonth" | "months">[],
): number | null {
  const months = monthsOfPlace(place);
  return months !== null && months > endOf(parts) ? months : null;
}

/**
 * The programmes of a cohort as they go on for one place: where its guidance was made longer (the Act's two years after a yes to the
 * second offer, LAW-09, 11) the last one lasts until its end, and whoever leads then goes on leading.
 */
export function lengthenParts<Part extends Pick<ProgrammePart, "fromMonth" | "months">>(
  parts: readonly Part[],
  place: Days,
): Part[] {
  const months = lengthenedMonths(place, parts);
  const end = endOf(parts);
  if (months === null) return [...parts];
  return parts.map((part) =>
    part.fromMonth + part.months === end ? { ...part, months: months - part.fromMonth } : part,
  );
}

/** The same with what the last programme plans: its moments of the year in which it would have ended go on with their pattern. */
export function lengthenCourse(course: readonly ProgrammePart[], place: Days): ProgrammePart[] {
  return lengthenParts(course, place).map((part, index) => {
    const before = course[index];
    if (!before || before.months === part.months) return part;
    const last = phaseOf(before.fromMonth + before.months);
    const added = laterPhases.slice(laterPhases.indexOf(last) + 1);
    const moments = part.programme.moments.map((moment) =>
      moment.phases?.includes(last)
        ? { ...moment, phases: [...new Set([...moment.phases, ...added])] }
        : moment,
    );
    return { ...part, programme: { ...part.programme, moments } };
  });
}

const laterPhases: readonly Phase[] = ["year_1", "year_2", "later"];

/** The phase of the last of so many months after the exit. */
const phaseOf = (months: number): Phase => (months <= 12 ? "year_1" : months <= 24 ? "year_2" : "later");
