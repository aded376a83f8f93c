import { Temporal } from "temporal-polyfill";
import { readDates } from "../people/duty/read-dates.ts";
import { tidyTyped } from "../people/duty/read-hours.ts";

const before: Readonly<Record<string, number>> = {
  ...{ gisteren: 1, yesterday: 1, أمس: 1, امس: 1, eergisteren: 2 },
};
/** Without a number in it, it is a day of the week or a word: the last one is meant, not the next. */
const hasNumber = /\d/u;

export type PastDayRead =
  | { readonly ok: true; readonly day: string }
  | { readonly ok: false; readonly reason: "unclear" | "noSuchDay" | "future" };

/**
 * Reads a day that has been, as somebody types it (`gisteren`, `vrijdag`, `12-11`, `12 nov 2026`); a weekday is the last one,
 * today included. `today` is the organisation's local date. Refuses a day that is still to come.
 */
export function readPastDay(text: string, today: string): PastDayRead {
  const typed = tidyTyped(text.slice(0, 80));
  const now = Temporal.PlainDate.from(today);
  const ago = before[typed];
  if (ago !== undefined) return { ok: true, day: now.subtract({ days: ago }).toString() };
  const read = readDates(text, today);
  if (!read.ok) return { ok: false, reason: read.reason === "noSuchDay" ? "noSuchDay" : "unclear" };
  const { from, until } = read.days;
  if (from !== until) return { ok: false, reason: "unclear" };
  if (from <= today) return { ok: true, day: from };
  const isWeekday = !hasNumber.test(typed) && !/^(?:morgen|overmorgen|tomorrow|غد)/u.test(typed);
  return isWeekday
    ? { ok: true, day: Temporal.PlainDate.from(from).subtract({ weeks: 1 }).toString() }
    : { ok: false, reason: "future" };
}
