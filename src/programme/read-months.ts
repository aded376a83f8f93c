import { monthOf } from "../people/duty/read-dates.ts";
import { tidyTyped } from "../people/duty/read-hours.ts";

/** Nobody types more than this for a few months. */
const mostCharacters = 200;

/**
 * Months as somebody types them, in Dutch, English or Arabic or as numbers: `okt, feb-mrt, juni` or `10, 2-3, 6`. A list of months
 * that follow each other for each moment, `[[10], [2, 3], [6]]`; undefined for anything else.
 */
export function readMonths(text: string): number[][] | undefined {
  if (text.length > mostCharacters) return undefined;
  const written = tidyTyped(text)
    .split(/[,;،]|\s(?:en|and|و)\s/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const windows = written.map(readWindow);
  const read = windows.filter((window) => window !== undefined);
  return read.length > 0 && read.length === windows.length ? read : undefined;
}

function readWindow(text: string): number[] | undefined {
  const [first, last, ...more] = text.split(/\s*[-–—]\s*|\s+(?:t\/m|tot en met|of|or|to|أو|إلى)\s+/);
  const from = readMonth(first);
  const until = last === undefined ? from : readMonth(last);
  if (!from || !until || more.length > 0) return undefined;
  const months = [from];
  for (let month = from; month !== until; ) {
    month = (month % 12) + 1;
    months.push(month);
  }
  return months;
}

function readMonth(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const tidy = text.trim().replace(/\.$/, "");
  const month = /^\d{1,2}$/.test(tidy) ? Number(tidy) : monthOf(tidy);
  return month >= 1 && month <= 12 ? month : undefined;
}
