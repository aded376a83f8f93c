import { Temporal } from "temporal-polyfill";

/** How old the letter may be at most, by the answer to A6; six weeks to object count from its date (Awb 6:7). */
const oldestDays: Readonly<Record<string, number>> = { thisWeek: 7, thisMonth: 31 };
const objectionDays = 42;

/**
 * The earliest local day on which the time to object to a refusal can end (R8), from the answer to "when did the letter
 * come". Without a date it can be today. A hint for the case worker to look at the letter; never said to the young person.
 */
export function earliestDeadline(
  answer: string | undefined,
  answeredAt: Date,
  timeZone: string,
): Temporal.PlainDate {
  const day = Temporal.Instant.fromEpochMilliseconds(answeredAt.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();
  const oldest = oldestDays[answer ?? ""];
  return oldest === undefined ? day : day.add({ days: objectionDays - oldest });
}
