import { Temporal } from "temporal-polyfill";
import { tidyTyped } from "./read-hours.ts";

/** Local days (`2026-12-21`), both included. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

export type DatesRead =
  | { readonly ok: true; readonly days: Days }
  /** `noSuchDay`: the 31st of a month that has thirty. `backwards`: the end comes before the start. */
  | { readonly ok: false; readonly reason: "unclear" | "noSuchDay" | "backwards" };

/** Nobody types more than this for a start and an end. */
const mostCharacters = 80;
/** Without a year, a day that is longer ago than this is next year's. */
const behindMonths = 3;

/** By month, in Dutch, English and Arabic (both of its sets of names); a beginning of three letters is enough. */
const months: readonly (readonly string[])[] = [
  ["januari", "january", "يناير", "كانون الثاني"],
  ["februari", "february", "فبراير", "شباط"],
  ["maart", "march", "mrt", "مارس", "آذار"],
  ["april", "أبريل", "ابريل", "نيسان"],
  ["mei", "may", "مايو", "أيار"],
  ["juni", "june", "يونيو", "حزيران"],
  ["juli", "july", "يوليو", "تموز"],
  ["augustus", "august", "أغسطس", "اغسطس", "آب"],
  ["september", "sept", "سبتمبر", "أيلول"],
  ["oktober", "october", "أكتوبر", "اكتوبر", "تشرين الأول"],
  ["november", "نوفمبر", "تشرين الثاني"],
  ["december", "ديسمبر", "كانون الأول"],
];
const weekdays: readonly (readonly string[])[] = [
  ["maandag", "ma", "monday", "mon", "الاثنين", "الإثنين"],
  ["dinsdag", "di", "tuesday", "tue", "الثلاثاء"],
  ["woensdag", "wo", "wednesday", "wed", "الأربعاء"],
  ["donderdag", "do", "thursday", "thu", "الخميس"],
  ["vrijdag", "vr", "friday", "fri", "الجمعة"],
  ["zaterdag", "za", "saturday", "sat", "السبت"],
  ["zondag", "zo", "sunday", "sun", "الأحد"],
];
const words: Readonly<Record<string, number>> = {
  ...{ vandaag: 0, today: 0, اليوم: 0, morgen: 1, tomorrow: 1, غدا: 1, غدًا: 1, overmorgen: 2 },
};

/** Which month a word in one of the three languages is, from 1; 0 for none. A beginning of three letters is enough. */
export const monthOf = (typed: string): number =>
  1 + months.findIndex((names) => names.some((name) => name === typed || isBeginning(typed, name)));
const isBeginning = (typed: string, name: string) => /^[a-z]{3,}$/.test(typed) && name.startsWith(typed);
const dayNames = [...weekdays.flat(), ...Object.keys(words)].sort((a, b) => b.length - a.length);
/** A word that may be a month; whether it is one says `monthOf`. */
const monthWord = [
  "(?:jan|feb|maa|mar|mrt|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*",
  ...months.flat().filter((name) => !/^[a-z]/.test(name)),
].join("|");

/** One day as it is typed: `2026-12-21`, `21-12-2026`, `21/12`, `21 dec 2026`, `dec 21`, `vrijdag`, `morgen`. */
const day = new RegExp(
  [
    String.raw`(?<iso>\d{4}-\d{1,2}-\d{1,2})(?!\d)`,
    String.raw`(?<![\d:.])(?<d>\d{1,2})(?<s>[-/.])(?<m>\d{1,2})(?:\k<s>(?<y>\d{4}|\d{2}))?(?![\d:])`,
    String.raw`(?<![\d:.])(?<dn>\d{1,2})(?:e|st|nd|rd|th|\.)? ?(?:of )?(?<mn>${monthWord})\.?(?: (?<yn>\d{4}))?(?![\d:])`,
    String.raw`(?<mf>${monthWord}) (?<df>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<yf>\d{4}))?(?![\d:])`,
    String.raw`(?<![\p{L}\d])(?<w>${dayNames.join("|")})(?![\p{L}\d])`,
  ].join("|"),
  "gu",
);
/** What stands between the first and the last day; `tot` is taken to include the day, and the answer says so. */
export const upTo = /^(?:-|–|—|→|t\/m|tm|tot en met|tot|to|through|till|until|up to|إلى|الى|حتى)$/u;
/** `21 t/m 24 dec`: the first day has the month of the second. */
const sameMonth = new RegExp(
  String.raw`^(\d{1,2})\s*(?:-|–|—|t/m|tm|tot en met|tot|to|until|till|إلى|حتى)\s*(?=\d{1,2}\s*(?:${monthWord}))`,
  "u",
);

interface Typed {
  readonly day: number;
  readonly month: number;
  readonly year?: number;
  /** A day that is counted from today: nothing is left to guess. */
  readonly date?: Temporal.PlainDate;
}

/** Finds days in what was typed; `rest` has a `#` where each of them stood. */
export function findDays(text: string, today: Temporal.PlainDate): { days: Typed[]; rest: string } {
  const days: Typed[] = [];
  const rest = text.replace(day, (found: string, ...more: unknown[]) => {
    const groups = more.at(-1) as Record<string, string | undefined>;
    const typed = typedDay(groups, today);
    if (!typed) return found;
    days.push(typed);
    return "#";
  });
  return { days, rest: rest.trim() };
}

function typedDay(found: Record<string, string | undefined>, today: Temporal.PlainDate): Typed | undefined {
  const { iso, w } = found;
  if (iso) {
    const [year = 0, month = 0, ofMonth = 0] = iso.split("-").map(Number);
    return { day: ofMonth, month, year };
  }
  if (w !== undefined) {
    const counted = words[w];
    const weekday = 1 + weekdays.findIndex((names) => names.includes(w));
    const date = today.add({ days: counted ?? (weekday - today.dayOfWeek + 7) % 7 });
    return { day: date.day, month: date.month, year: date.year, date };
  }
  const name = found.mn ?? found.mf;
  const month = name === undefined ? Number(found.m) : monthOf(name);
  if (month < 1) return undefined;
  const year = found.y ?? found.yn ?? found.yf;
  const typed = { day: Number(found.d ?? found.dn ?? found.df), month };
  return year === undefined ? typed : { ...typed, year: Number(year.length === 2 ? `20${year}` : year) };
}

/** The date that is meant: this year's, or next year's when this year's is long past. Undefined for none that exists. */
export function dateOf(typed: Typed, notBefore: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (typed.date) return typed.date;
  const { day: ofMonth, month } = typed;
  const years = typed.year === undefined ? [notBefore.year, notBefore.year + 1] : [typed.year];
  const dates = years.flatMap((year) => {
    try {
      return Temporal.PlainDate.from({ year, month, day: ofMonth }, { overflow: "reject" });
    } catch {
      // Temporal says it by throwing: there is no such day in this year.
      return [];
    }
  });
  if (typed.year !== undefined) return dates[0];
  return dates.find((one) => Temporal.PlainDate.compare(one, notBefore) >= 0);
}

/**
 * Reads a day, or a first and a last one, as somebody types it in Dutch, English or Arabic: `21-12 t/m 3-1`,
 * `21 dec - 3 jan`, `2026-12-21 tot 2027-01-03`, `vrijdag`. Days come before months. Without a year the nearest is meant, so
 * that a day of the last three months is one that has passed. `today` is the organisation's local date.
 */
export function readDates(text: string, today: string): DatesRead {
  const now = Temporal.PlainDate.from(today);
  const tidy = text.length > mostCharacters ? "" : tidyTyped(text).replace(/^(?:van|from|من) /u, "");
  const short = sameMonth.exec(tidy);
  const { days, rest } = findDays(short ? tidy.slice(short[0].length) : tidy, now);
  const [first, last, ...more] = short && days[0] ? [{ ...days[0], day: Number(short[1]) }, ...days] : days;
  const middle = /^#\s*(\D+?)\s*#$/u.exec(rest)?.[1] ?? "";
  const isClear = short || !last ? rest === "#" : upTo.test(middle);
  if (!first || more.length > 0 || !isClear) return { ok: false, reason: "unclear" };
  const from = dateOf(first, now.subtract({ months: behindMonths }));
  const until = last && from ? dateOf(last, last.date ? now : from) : from;
  if (!from || !until) return { ok: false, reason: "noSuchDay" };
  // `vr t/m ma`: the Monday after that Friday.
  const end = last?.date && Temporal.PlainDate.compare(until, from) < 0 ? until.add({ weeks: 1 }) : until;
  if (Temporal.PlainDate.compare(end, from) < 0) return { ok: false, reason: "backwards" };
  return { ok: true, days: { from: from.toString(), until: end.toString() } };
}
