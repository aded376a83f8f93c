import { Temporal } from "temporal-polyfill";

/** `2026-11-29 10:00` in the organisation's time zone. */
export const localMoment = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" })
    .replace("T", " ");

/** `2026-11-22`: the organisation's calendar day. */
export const localDay = (instant: Date, timeZone: string): string =>
  localMoment(instant, timeZone).slice(0, 10);
