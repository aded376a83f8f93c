import { addDays, isHoliday } from "./dutch-days.ts";
import type { Rows } from "./rows.ts";

/** A vacation or a day off of the school, or a public holiday. */
export const isShutOn = ({ closedDays }: Rows["schools"][number], date: string): boolean =>
  isHoliday(date) || closedDays?.some(({ from, until }) => from <= date && date <= until) === true;

/** How many of these local days, both included, are such days. */
export function closedDaysIn(school: Rows["schools"][number], from: string, until: string): number {
  let count = 0;
  for (let date = from; date <= until; date = addDays(date, 1)) if (isShutOn(school, date)) count += 1;
  return count;
}
