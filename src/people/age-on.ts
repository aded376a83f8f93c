import { Temporal } from "temporal-polyfill";

/** Whole years since a birth date (`2009-03-14`) on the local day of `now`; born on 29 February counts on 1 March. */
export function ageOn(birthDate: string, now: Date, timeZone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return Temporal.PlainDate.from(birthDate).until(today, { largestUnit: "years" }).years;
}
