import { Temporal } from "temporal-polyfill";
import { type MessageCalendar, type OwnTime, spanOfDay } from "../people/calendar/is-message-time.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { type Staffing, spansOf } from "../people/duty/is-staffed.ts";

/** The day before may be a Sunday, a holiday, a weekend with Easter around it. */
const mostDaysBefore = 6;
/** Before the first morning after a summer, and for who works on one day a week, the last good day lies further back. */
const farthestDaysBefore = 60;
/** Whoever has just agreed on it knows; and on the day itself there is time left to say no. */
const knownHours = 4;
const leastHours = 2;
/** A reminder in the first minute of a day's hours comes before people are there. */
const minute = 60_000;
const hour = 60 * minute;

const localDayOf = (at: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/**
 * When the young person is reminded: the day before, at an hour at which messages may go to them, and before a Sunday or a
 * holiday on the last day on which one may. What was agreed on after that is reminded of on its own morning, and so is what lies
 * behind a week or more of days on which none may; where that morning is too late, before the vacation, once it was agreed on.
 * Null when it was agreed on so shortly before that they know.
 */
export function nextReminder(
  calendar: MessageCalendar,
  own: OwnTime | null,
  startsAt: Date,
  bookedAt: Date,
): Date | null {
  const day = localDayOf(startsAt, calendar.timeZone);
  return lastBefore(startsAt, bookedAt, (days) => spanOfDay(calendar, own, day.subtract({ days }))?.from);
}

/**
 * When a reminder of the young person goes whose time has come: at once, and where nothing ran at its time, as through a night, at the
 * next hour at which messages may go to them. When that hour comes after the appointment, two hours before it: nobody is woken for
 * it, and nobody misses it for want of a word.
 */
export function reminderTime(
  calendar: MessageCalendar,
  own: OwnTime | null,
  startsAt: Date,
  now: Date,
): Date {
  const good = nextMessageTime(calendar, own, now);
  if (good < startsAt) return good;
  return new Date(Math.max(now.getTime(), startsAt.getTime() - leastHours * hour));
}

/** When the case worker is reminded: at the beginning of their last working day before it. Null as for `nextReminder`. */
export function nextWorkerReminder(staffing: Staffing, startsAt: Date, bookedAt: Date): Date | null {
  const day = localDayOf(startsAt, staffing.timeZone);
  return lastBefore(startsAt, bookedAt, (days) => {
    const from = spansOf(staffing, day.subtract({ days }))[0]?.from;
    return from === undefined ? undefined : from + minute;
  });
}

function lastBefore(
  startsAt: Date,
  bookedAt: Date,
  at: (daysBefore: number) => number | undefined,
): Date | null {
  const fits = (found: number, hoursBefore: number) =>
    found - bookedAt.getTime() >= knownHours * hour && startsAt.getTime() - found >= hoursBefore * hour;
  const before = firstOf(1, mostDaysBefore, at);
  if (before !== undefined && fits(before, 0)) return new Date(before);
  const sameDay = at(0);
  if (sameDay !== undefined && fits(sameDay, leastHours)) return new Date(sameDay);
  if (before !== undefined) return null;
  const long = firstOf(mostDaysBefore + 1, farthestDaysBefore, at);
  return long !== undefined && fits(long, 0) ? new Date(long) : null;
}

/** The first of these days, counted backwards, that has a good moment. */
function firstOf(
  from: number,
  until: number,
  at: (daysBefore: number) => number | undefined,
): number | undefined {
  for (let days = from; days <= until; days += 1) {
    const found = at(days);
    if (found !== undefined) return found;
  }
  return undefined;
}
