import { type DatesRead, type Days, readDates, upTo } from "./read-dates.ts";

export type ClosedDaysRead =
  | { readonly ok: true; readonly days: Days & { readonly name?: string } }
  | Extract<DatesRead, { ok: false }>;

/** A name fits a line of a screen and a button; days and a name fit a line that somebody types. */
const mostName = 60;
const mostCharacters = 160;

/**
 * Reads days as `readDates` does, with a name behind them or none: `21-12 t/m 3-1 Kerstvakantie`, `26-3: studiedag`. The name
 * begins where the days end.
 */
export function readClosedDays(text: string, today: string): ClosedDaysRead {
  const whole = readDates(text, today);
  if (whole.ok || whole.reason !== "unclear" || text.length > mostCharacters) return whole;
  const words = text.trim().split(/\s+/);
  let refusal: ClosedDaysRead = whole;
  for (let count = words.length - 1; count > 0; count -= 1) {
    const days = words
      .slice(0, count)
      .join(" ")
      .replace(/[:,;–-]+$/, "");
    const read = readDates(days, today);
    if (!read.ok) {
      if (read.reason !== "unclear") refusal = read;
      continue;
    }
    // `26-3 t/m kerst`: the last day was meant, and cannot be read.
    const next = words[count]?.toLowerCase() ?? "";
    if (upTo.test(next) && /\p{L}/u.test(next)) return refusal;
    const name = words
      .slice(count)
      .join(" ")
      .replace(/\p{C}/gu, "")
      .replace(/^[\s:,;–-]+/, "")
      .slice(0, mostName)
      .trim();
    return { ok: true, days: name === "" ? read.days : { ...read.days, name } };
  }
  return refusal;
}
