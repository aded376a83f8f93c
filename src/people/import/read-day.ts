import { Temporal } from "temporal-polyfill";

/** What a value is read against. */
export interface Given {
  /** The organisation's calendar day, `2026-11-22`. */
  readonly today: string;
  /** From which year the file counts its days; that of Excel on Windows when it does not say. */
  readonly daysFrom: "1900" | "1904";
}

const months = [
  ...["januari jan", "februari feb", "maart mrt mar march", "april apr", "mei may", "juni jun june"],
  ...["juli jul july", "augustus aug august", "september sep sept", "oktober okt oct october"],
  ...["november nov", "december dec"],
].map((names) => names.split(" "));

const monthNamed = (name: string) => months.findIndex((names) => names.includes(name.toLowerCase())) + 1;

const shapesOfADay: readonly RegExp[] = [
  /^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)$/,
  /^(?<day>\d{1,2})([-/.])(?<month>\d{1,2})\2(?<year>\d{4})$/,
  /^(?<day>\d{1,2})[- ](?<month>\p{L}{3,9})\.?[- ](?<year>\d{4})$/u,
];

/**
 * A day as people and spreadsheets write it: `2009-03-14`, `14-3-2009` (also with slashes or dots), `20090314`,
 * `14 maart 2009`, with a midnight behind it, or as the number that a spreadsheet counts days with (five digits).
 */
export function readDay(text: string, daysFrom: Given["daysFrom"] = "1900"): string | undefined {
  const day = text.replace(/[ T]0?0:00(?::00)?(?:\.0+)?$/, "");
  if (/^\d{5}$/.test(day)) {
    // Excel of 1900 has a 29 February 1900 that never was; behind it a day counts from 30 December 1899.
    const first = daysFrom === "1904" ? "1904-01-01" : "1899-12-30";
    return Temporal.PlainDate.from(first)
      .add({ days: Number(day) })
      .toString();
  }
  for (const shape of shapesOfADay) {
    const found = shape.exec(day)?.groups;
    if (!found) continue;
    const month = Number(found.month) || monthNamed(found.month ?? "");
    const parts = { year: Number(found.year), month, day: Number(found.day) };
    try {
      return Temporal.PlainDate.from(parts, { overflow: "reject" }).toString();
    } catch {
      // 31 April and the 14th month are no days; the caller says so in words.
      return undefined;
    }
  }
  return undefined;
}

/** The day so many years away. Lists ask the same again and again. */
const yearsFrom = (() => {
  const known = new Map<string, string>();
  return (day: string, years: number): string => {
    const asked = `${day} ${years}`;
    const answer = known.get(asked) ?? Temporal.PlainDate.from(day).add({ years }).toString();
    if (known.size > 100) known.clear();
    known.set(asked, answer);
    return answer;
  };
})();

/** Days written as `2009-03-14` sort as text. Ages outside these are typing errors; the guidance ends at 27. */
export function readBirthDate(text: string, { today, daysFrom }: Given) {
  const day = readDay(text, daysFrom);
  if (day === undefined) return undefined;
  if (day > today) return { reason: "lies in the future" };
  return day > yearsFrom(today, -11) || day <= yearsFrom(today, -41)
    ? { reason: "is of somebody younger than 11 or older than 40: was the year mistyped?" }
    : day;
}

/** A day from the year 2000 to so many years from now; what lies further off is a typing error. */
const dayUpTo =
  (years: number, inWords: string) =>
  (text: string, { today, daysFrom }: Given) => {
    const day = readDay(text, daysFrom);
    if (day === undefined) return undefined;
    return day < "2000-01-01" || day > yearsFrom(today, years)
      ? { reason: `lies far off: from the year 2000 to ${inWords} years from now is taken` }
      : day;
  };

export const readExitDate = dayUpTo(3, "three");

/** Until when a contract or an indication runs; one that is over is a day, too, for a list says what was agreed. */
export const readEndDate = dayUpTo(10, "ten");
