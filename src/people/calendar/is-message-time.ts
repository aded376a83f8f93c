import { Temporal } from "temporal-polyfill";
import { type ClosedDays, isClosed } from "../duty/is-staffed.ts";
import { holidayOn } from "./is-holiday.ts";

/** When an organisation's messages that can wait may go out. Times of day are local (`"10:00"`). */
export interface MessageHours {
  readonly from: string;
  /** The first minute of quiet again. */
  readonly until: string;
  readonly saturday: boolean;
  /** Also on days on which the organisation is closed: vacations, study days. */
  readonly whenClosed: boolean;
}

/** Not before ten, not after half past seven, no weekend, no vacation: what an organisation has until it says otherwise. */
export const defaultMessageHours: MessageHours = {
  from: "10:00",
  until: "19:30",
  saturday: false,
  whenClosed: false,
};

/** What a young person said about when to ask. `from` is a local time of day; null for any. */
export interface OwnTime {
  readonly from: string | null;
  readonly saturday: boolean;
}

/** What decides about a message: the organisation's part. */
export interface MessageCalendar {
  readonly timeZone: string;
  readonly closedDays?: ClosedDays | null;
  /** Null for the default. */
  readonly messageHours?: MessageHours | null;
}

/** An instant range of one local day: from the first until just before the second. */
export interface MessageSpan {
  readonly from: number;
  readonly until: number;
}

/**
 * When on a local day a message that can wait may go to this person; undefined for not at all: a Sunday, a public holiday
 * (also one on which the school works: the young person has it off), a Saturday or a closed day unless the organisation allows
 * it. For a person whose own time never meets the organisation's hours, the organisation's hours count.
 */
export function spanOfDay(
  calendar: MessageCalendar,
  own: OwnTime | null,
  day: Temporal.PlainDate,
): MessageSpan | undefined {
  const hours = calendar.messageHours ?? defaultMessageHours;
  const date = day.toString();
  if (day.dayOfWeek === 7 || holidayOn(date) !== undefined) return undefined;
  if (day.dayOfWeek === 6 && (!hours.saturday || own?.saturday === false)) return undefined;
  if (!hours.whenClosed && isClosed(calendar.closedDays, date)) return undefined;
  const wished = own?.from ?? null;
  const first = wished !== null && hours.from < wished && wished < hours.until ? wished : hours.from;
  const at = (time: string) =>
    day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds;
  const span = { from: at(first), until: at(hours.until) };
  // The hour that a change of the clock skips is nobody's.
  return span.from < span.until ? span : undefined;
}

/**
 * True when a message that can wait may go to a young person at this instant: within the organisation's quiet hours, on a day
 * that is good for it, and not before the person's own time. Daylight saving time is the time zone's affair.
 */
export function isMessageTime(calendar: MessageCalendar, own: OwnTime | null, instant: Date): boolean {
  const at = instant.getTime();
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const span = spanOfDay(calendar, own, day);
  return span !== undefined && span.from <= at && at < span.until;
}
