import { Temporal } from "temporal-polyfill";

export const dayMilliseconds = 86_400_000;

/** The day of an instant where the organisation is: `2026-11-26`. Local days are compared and counted as such texts. */
export const localDay = (instant: Date, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();

export const plusDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

/** How many days later another local day is. */
export const daysBetween = (day: string, other: string): number =>
  Temporal.PlainDate.from(day).until(other, { largestUnit: "day" }).days;

export const dayAfter = (day: string) => plusDays(day, 1);

/** The first instant of a local day. */
export const startOf = (day: string, timeZone: string) =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

/** The last instant of a local day, to the millisecond. */
export const endOf = (day: string, timeZone: string) =>
  new Date(startOf(dayAfter(day), timeZone).getTime() - 1);

/** When the next local day begins. */
export const nextMidnight = (now: Date, timeZone: string) =>
  startOf(dayAfter(localDay(now, timeZone)), timeZone);

export const theLater = (one: Date, other: Date) => (one > other ? one : other);

/** The first of these moments; null when there is none. */
export const earliest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce<Date | null>((first, one) => (one && (!first || one < first) ? one : first), null);
