import { Temporal } from "temporal-polyfill";

/** Whether a question that can wait may come now: from ten in the morning until half past seven in the evening, local time. */
export function isGoodHour(now: Date, timeZone: string): boolean {
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return hour >= 10 && hour * 60 + minute < 19 * 60 + 30;
}
