import { Temporal } from "temporal-polyfill";
import { holidayOn } from "../calendar/is-holiday.ts";

/** When somebody who can be reached reads what is said at an instant (`decideNextReading`): plain data about the duty ahead. */
export type DutyAhead = Date | "today" | null;

/**
 * Whether a question about danger or the mind may be opened at this instant: somebody who can be reached is at work before the
 * end of the next working day. A working day here is any Monday to Friday that is no public holiday, also one in a vacation of
 * the school: else the first day of a summer would have its next working day six weeks later.
 */
export function isSomebodyThereSoon(timeZone: string, ahead: DutyAhead, at: Date): boolean {
  if (ahead === null) return false;
  return ahead === "today" || ahead.getTime() < endOfNextWorkingDay(timeZone, at).getTime();
}

/** Midnight after the first Monday to Friday later than this instant's local day that is no Dutch public holiday. */
export function endOfNextWorkingDay(timeZone: string, at: Date): Date {
  let day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  do day = day.add({ days: 1 });
  while (day.dayOfWeek > 5 || holidayOn(day.toString()) !== undefined);
  return new Date(day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
}
