import { Temporal } from "temporal-polyfill";

/** From this age a young person's own yes is enough; before it a parent says yes as well (UAVG art. 5, domain 6.5). */
export const consentAge = 16;

/** Whole years on the organisation's calendar day of this instant. `birthDate` is a local day, `2009-03-14`. */
export function ageAt(birthDate: string, instant: Date, timeZone: string): number {
  const today = Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  return Temporal.PlainDate.from(birthDate).until(today, { largestUnit: "year" }).years;
}

/** True when the own yes is enough. */
export const isOldEnough = (age: number): boolean => age >= consentAge;
