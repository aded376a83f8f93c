import { Temporal } from "temporal-polyfill";
import { isHoliday, type WorksOnHolidays } from "../calendar/is-holiday.ts";

/** Local times of day (`"08:00"` to `"17:00"`) on which the organisation has somebody at work, by ISO weekday (1 = Monday). */
export type StaffedHours = Readonly<
  Partial<Record<"1" | "2" | "3" | "4" | "5" | "6" | "7", readonly { from: string; to: string }[]>>
>;

/** Monday to Friday, eight to five: what an organisation has until it says otherwise. */
export const officeHours: StaffedHours = Object.fromEntries(
  ["1", "2", "3", "4", "5"].map((day) => [day, [{ from: "08:00", to: "17:00" }]]),
);

/** Local dates (`2026-12-21`), both included. */
export type ClosedDays = readonly {
  readonly from: string;
  readonly until: string;
  /** What they are called, when somebody said so: "Kerstvakantie". */
  readonly name?: string;
  /** They came from a calendar file: the next one may take them away. */
  readonly imported?: boolean;
}[];

export interface Staffing {
  readonly timeZone: string;
  readonly staffedHours: StaffedHours;
  /** Days on which the hours do not count. */
  readonly closedDays?: ClosedDays | null;
  /** Dutch public holidays are days off by themselves; here an organisation says on which of them it works. */
  readonly worksOnHolidays?: WorksOnHolidays;
}

const local = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);

/** True for a local day (`2026-12-21`) that the organisation closed. Public holidays are not among them. */
export const isClosed = (closedDays: ClosedDays | null | undefined, day: string): boolean =>
  closedDays?.some(({ from, until }) => from <= day && day <= until) === true;

/** The hours of a local day as instants in milliseconds, each until just before `to`; none on a closed day or a holiday. */
export function spansOf(staffing: Staffing, day: Temporal.PlainDate): { from: number; to: number }[] {
  const date = day.toString();
  if (isClosed(staffing.closedDays, date) || isHoliday(date, staffing.worksOnHolidays)) return [];
  const { timeZone, staffedHours: hours } = staffing;
  const key = String(day.dayOfWeek) as keyof StaffedHours;
  const at = (time: string) =>
    day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(time) }).epochMilliseconds;
  return (
    (hours[key] ?? [])
      .map((span) => ({ from: at(span.from), to: at(span.to) }))
      // The hour that a change of the clock skips is nobody's.
      .filter((span) => span.from < span.to)
      .sort((a, b) => a.from - b.from)
  );
}

/** The local date of an instant: `2026-12-01`. */
export const localDay = (staffing: Pick<Staffing, "timeZone">, instant: Date): string =>
  local(instant, staffing.timeZone).toPlainDate().toString();

/** The instant at which a local day (`2026-12-01`) begins. */
export const startOfDay = ({ timeZone }: Pick<Staffing, "timeZone">, day: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

/** The local day so many days after another one. */
export const plusDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * True when somebody of the organisation is at work at this instant: within its hours, not on a closed day, not on a public
 * holiday that it keeps. Daylight saving time is the time zone's affair.
 */
export function isStaffed(staffing: Staffing, instant: Date): boolean {
  const at = instant.getTime();
  const today = local(instant, staffing.timeZone).toPlainDate();
  return spansOf(staffing, today).some((span) => span.from <= at && at < span.to);
}

/**
 * The first instant at or after this one when somebody is at work: the instant itself when staffed now. Undefined for an
 * organisation without any staffed hour in the next ten weeks (a summer holiday is shorter).
 */
export function nextStaffed(staffing: Staffing, instant: Date): Date | undefined {
  if (isStaffed(staffing, instant)) return instant;
  const today = local(instant, staffing.timeZone).toPlainDate();
  for (let days = 0; days < 70; days += 1) {
    const next = spansOf(staffing, today.add({ days })).find((span) => span.from > instant.getTime());
    if (next) return new Date(next.from);
  }
  return undefined;
}

/** The last instant at or before this one when somebody was at work; undefined as for `nextStaffed`. */
export function lastStaffed(staffing: Staffing, instant: Date): Date | undefined {
  if (isStaffed(staffing, instant)) return instant;
  const today = local(instant, staffing.timeZone).toPlainDate();
  for (let days = 0; days < 70; days += 1) {
    const last = spansOf(staffing, today.subtract({ days })).findLast((span) => span.to <= instant.getTime());
    if (last) return new Date(last.to - 1);
  }
  return undefined;
}

/** The start of the first staffed span on a later local day than this instant's. Undefined as for `nextStaffed`. */
export function nextStaffedMorning(staffing: Staffing, instant: Date): Date | undefined {
  const tomorrow = local(instant, staffing.timeZone).toPlainDate().add({ days: 1 });
  return nextStaffed(staffing, new Date(tomorrow.toZonedDateTime(staffing.timeZone).epochMilliseconds));
}

/** The instant of a local time of day (`"19:00"`), `days` local days after this instant. */
export function localTime(
  staffing: Pick<Staffing, "timeZone">,
  instant: Date,
  days: number,
  time: string,
): Date {
  const day = local(instant, staffing.timeZone).toPlainDate().add({ days });
  return new Date(
    day.toZonedDateTime({ timeZone: staffing.timeZone, plainTime: Temporal.PlainTime.from(time) })
      .epochMilliseconds,
  );
}

/** How many local days until the next Monday: 1 on a Sunday, 7 on a Monday. */
export function daysToMonday(staffing: Pick<Staffing, "timeZone">, instant: Date): number {
  return 8 - local(instant, staffing.timeZone).dayOfWeek;
}

/** The number of local calendar days from one instant to another: 0 for today, 1 for tomorrow. */
export function localDaysBetween(staffing: Pick<Staffing, "timeZone">, from: Date, to: Date): number {
  return local(from, staffing.timeZone)
    .toPlainDate()
    .until(local(to, staffing.timeZone).toPlainDate(), { largestUnit: "day" }).days;
}

/**
 * The instant at which this many minutes of staffed time have passed: a Friday evening and a Monday morning lie side by
 * side. Without staffed hours in sight the minutes count as they pass, so that nothing waits for ever.
 */
export function addStaffedMinutes(staffing: Staffing, instant: Date, minutes: number): Date {
  let left = minutes * 60_000;
  let at = instant;
  for (let spans = 0; spans < 400; spans += 1) {
    const from = nextStaffed(staffing, at);
    if (!from) break;
    const end = endOfSpan(staffing, from);
    if (from.getTime() + left <= end.getTime()) return new Date(from.getTime() + left);
    left -= end.getTime() - from.getTime();
    at = end;
  }
  return new Date(instant.getTime() + minutes * 60_000);
}

/**
 * Where in this stretch of time a rest begins that keeps everybody away for more than so many hours beyond the ordinary week:
 * `from` itself when it runs then. Undefined when somebody is always back sooner.
 */
export function longRestFrom(staffing: Staffing, from: Date, until: Date, hours: number): Date | undefined {
  for (let at = from; at < until; ) {
    const next = nextStaffed(staffing, at);
    const back = next && next < until ? next : until;
    if (isLongRest(staffing, at, back, hours)) return at;
    at = endOfSpan(staffing, back);
  }
  return undefined;
}

/**
 * A house that is closed for longer than this beyond its own week is in a vacation, in hours: from the Thursday before Good Friday to
 * the Tuesday after Easter is shorter.
 */
export const longRestHours = 120;

/** A vacation as work has it. */
export interface LongRest {
  /** The last instant at which somebody was at work before it. */
  readonly lastAt: Date;
  /** When somebody is back. */
  readonly backAt: Date;
}

/** The vacation in which this instant lies, whole; undefined when somebody is at work, or back as soon as in an ordinary week. */
export function longRestAround(staffing: Staffing, instant: Date): LongRest | undefined {
  if (!staffing.closedDays?.length || isStaffed(staffing, instant)) return undefined;
  const lastAt = lastStaffed(staffing, instant);
  const backAt = nextStaffed(staffing, instant);
  if (!lastAt || !backAt) return undefined;
  return isLongRest(staffing, endOfSpan(staffing, lastAt), backAt, longRestHours)
    ? { lastAt, backAt }
    : undefined;
}

/** The first vacation of which a part lies in this stretch of time, whole. */
export function longRestWithin(staffing: Staffing, from: Date, until: Date): LongRest | undefined {
  if (!staffing.closedDays?.length) return undefined;
  for (let at: Date | undefined = from; at && at < until; ) {
    const rest = longRestAround(staffing, at);
    if (rest) return rest;
    const back = nextStaffed(staffing, at);
    at = back && endOfSpan(staffing, back);
  }
  return undefined;
}

/** True when `back` is more than so many hours after the instant at which, but for closed days, somebody would be at work. */
export function isLongRest(staffing: Staffing, now: Date, back: Date, hours: number): boolean {
  const usual = nextStaffed({ ...staffing, closedDays: null }, now) ?? now;
  return back.getTime() - usual.getTime() > hours * 3_600_000;
}

function endOfSpan(staffing: Staffing, instant: Date): Date {
  const day = local(instant, staffing.timeZone).toPlainDate();
  const at = instant.getTime();
  const span = spansOf(staffing, day).find(({ from, to }) => from <= at && at < to);
  return new Date(span?.to ?? at);
}

/** The end of the last staffed span on this instant's local day. Undefined for a day without any. */
export function endOfStaffedDay(staffing: Staffing, instant: Date): Date | undefined {
  const last = spansOf(staffing, local(instant, staffing.timeZone).toPlainDate()).at(-1);
  return last && new Date(last.to);
}
