import {
  isLongRest,
  localDay,
  longRestAround,
  longRestHours,
  nextStaffed,
  plusDays,
  type Staffing,
  startOfDay,
} from "../../people/duty/is-staffed.ts";
import type { Deadline, Deed } from "./deadline.ts";

/** A task comes so long before a vacation, as whoever would go out of sight in it does: on its last day all of them would be too many. */
const taskDaysBefore = 7;

/**
 * The same stages, those whose day lies in a vacation moved to before it: an alert to the last day on which somebody is at work, a
 * task to a week before that, neither before today. What can no longer come before it keeps its day. A message to the young person
 * waits for message hours anyway. Pure; days are local.
 */
export const decideBeforeRest = (
  wanted: readonly Deadline[],
  today: string,
  staffing: Staffing,
): Deadline[] => wanted.map((one) => ({ ...one, dueDay: dayBeforeRest(one, today, staffing) }));

function dayBeforeRest({ does, dueDay }: Deadline, today: string, staffing: Staffing): string {
  if (does === "message" || dueDay < today) return dueDay;
  const begins = startOfDay(staffing, dueDay);
  const rest = longRestAround(staffing, begins);
  // Of the day on which somebody is back the night belongs to the vacation, and the day does not.
  if (!rest || localDay(staffing, rest.backAt) === dueDay) return dueDay;
  const last = localDay(staffing, rest.lastAt);
  if (last < today) return dueDay;
  const wished = does === "task" ? plusDays(last, -taskDaysBefore) : last;
  return wished < today ? today : wished;
}

/** What is done about a stage that is due now, and when. */
export interface Firing {
  readonly does: Deed;
  /** Later than now: it waits. */
  readonly at: Date;
}

/**
 * An alert waits until somebody is at work. What would be over by then does not wait, nor is it a task that nobody reads in time: it is
 * raised now, and the coordinators of a school in a vacation hear of it (decision 0039). Undefined for what is over already.
 */
export function decideFiring(
  { does, whenLate, overOn }: Deadline,
  isLate: boolean,
  now: Date,
  staffing: Staffing,
): Firing | undefined {
  if (overOn !== null && overOn <= localDay(staffing, now)) return undefined;
  const back = nextStaffed(staffing, now) ?? now;
  const isOverByThen = overOn !== null && localDay(staffing, back) >= overOn;
  if (does === "urgent" && isOverByThen && isLongRest(staffing, now, back, longRestHours))
    return { does, at: now };
  const deed = isLate && whenLate !== "nothing" ? whenLate : does;
  return { does: deed, at: deed === "urgent" ? back : now };
}
