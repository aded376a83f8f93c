import { Temporal } from "temporal-polyfill";
import type { ClosedDays } from "../people/duty/is-staffed.ts";

/** Further than this nobody looks for an open day: longer than a summer. */
const farthest = 120;

type Day = Temporal.PlainDate;

export interface Days {
  readonly from: Day;
  readonly until: Day;
}

const isBefore = (a: Day, b: Day) => Temporal.PlainDate.compare(a, b) < 0;
const isClosed = (closed: ClosedDays, day: Day) => {
  const name = day.toString();
  return closed.some(({ from, until }) => from <= name && name <= until);
};
const isWorkingDay = (closed: ClosedDays, day: Day) => day.dayOfWeek <= 5 && !isClosed(closed, day);

/** The first day from this one on, a step of a day at a time, that is good; undefined when none is within the limit. */
function look(day: Day, step: 1 | -1, limit: Day, isGood: (day: Day) => boolean): Day | undefined {
  for (let at = day, days = 0; days <= farthest; at = at.add({ days: step }), days += 1) {
    if (step === 1 ? isBefore(limit, at) : isBefore(at, limit)) return undefined;
    if (isGood(at)) return at;
  }
  return undefined;
}

/** The first working day from this one on, up to the limit. */
export const firstWorkingDay = (closed: ClosedDays, day: Day, limit: Day): Day | undefined =>
  look(day, 1, limit, (at) => isWorkingDay(closed, at));

/** These days from the first to the last that is not closed; undefined when none of them is a working day. */
export function openPart(closed: ClosedDays, { from, until }: Days): Days | undefined {
  if (!firstWorkingDay(closed, from, until)) return undefined;
  const isOpen = (day: Day) => !isClosed(closed, day);
  return {
    from: look(from, 1, until, isOpen) ?? from,
    until: look(until, -1, from, isOpen) ?? until,
  };
}

/**
 * Two weeks of working time next to days that are closed as a whole: before them or after them, whichever is nearer, and
 * never outside the limits. The days themselves when there is no working day on either side.
 */
export function moveBeside(closed: ClosedDays, days: Days, limits: Days): Days {
  const isGood = (day: Day) => isWorkingDay(closed, day);
  const last = look(days.from, -1, limits.from, isGood);
  const first = look(days.until, 1, limits.until, isGood);
  const gap = (a: Day, b: Day) => a.until(b).days;
  if (last && (!first || gap(last, days.from) <= gap(days.until, first))) {
    const from = last.subtract({ days: 13 });
    const fitting = { from: isBefore(from, limits.from) ? limits.from : from, until: last };
    return openPart(closed, fitting) ?? fitting;
  }
  if (!first) return days;
  const until = first.add({ days: 13 });
  const fitting = { from: first, until: isBefore(limits.until, until) ? limits.until : until };
  return openPart(closed, fitting) ?? fitting;
}
