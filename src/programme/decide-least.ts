import { Temporal } from "temporal-polyfill";
import type { ProgrammePart } from "./programme.ts";

/** How many moments a year after the exit has at the least. Local days: the one before its first, and its last. */
export interface LeastOfYear {
  readonly after: string;
  readonly until: string;
  readonly least: number;
}

/**
 * The least of each year of a course that goes over to other programmes on a day: in the year of the change what both ask
 * for, the smaller of the two; in later years what the new ones ask for. In proportion for a year that the end cuts short or
 * that two programmes share. Years that were over before are left out.
 */
export function decideLeast(
  before: readonly ProgrammePart[],
  after: readonly ProgrammePart[],
  exitDay: string,
  changeDay: string,
): LeastOfYear[] {
  const exit = Temporal.PlainDate.from(exitDay);
  const dayOf = (month: number) => exit.add({ months: month }).toString();
  const end = Math.max(0, ...after.map(({ fromMonth, months }) => fromMonth + months));
  const years: LeastOfYear[] = [];
  for (let month = 0; month < end; month += 12) {
    const next = Math.min(end, month + 12);
    const span = { after: dayOf(month), until: dayOf(next) };
    if (span.until < changeDay) continue;
    const asked = leastOf(after, month, next);
    const isOfChange = span.after < changeDay;
    const least = isOfChange ? Math.min(asked, leastOf(before, month, next)) : asked;
    years.push({ ...span, least });
  }
  return years;
}

/** What these programmes ask for between two months after the exit. */
function leastOf(parts: readonly ProgrammePart[], from: number, until: number): number {
  const shares = parts.map(({ programme, fromMonth, months }) => {
    const shared = Math.min(until, fromMonth + months) - Math.max(from, fromMonth);
    return Math.floor((programme.minimumPerYear * Math.max(0, shared)) / 12);
  });
  return shares.reduce((sum, share) => sum + share, 0);
}
