import Holidays from "date-holidays";

/** Dutch public holidays, each by a name of ours: what a school says about one of them outlives a new release of the list. */
export const holidayIds = [
  "newYear",
  "easterSunday",
  "easterMonday",
  "kingsDay",
  "ascension",
  "whitSunday",
  "whitMonday",
  "christmas",
  "boxingDay",
  // A day that a law adds one day: it counts, under this name, until we know it.
  "other",
] as const;
export type HolidayId = (typeof holidayIds)[number];

/** Days that are no public holiday, but on which most schools are closed: named to whoever plans, never closed by themselves. */
export const schoolDayIds = ["goodFriday", "liberationDay"] as const;
export type SchoolDayId = (typeof schoolDayIds)[number];

/** On which public holidays an organisation works all the same; null for none. */
export type WorksOnHolidays = "all" | readonly HolidayId[] | null;

const idOfRule: Readonly<Record<string, HolidayId | SchoolDayId>> = {
  "01-01": "newYear",
  easter: "easterSunday",
  "easter 1": "easterMonday",
  "04-27": "kingsDay",
  "easter 39": "ascension",
  "easter 49": "whitSunday",
  "easter 50": "whitMonday",
  "12-25": "christmas",
  "12-26": "boxingDay",
  "easter -2": "goodFriday",
  "05-05": "liberationDay",
};

interface Year {
  readonly holidays: ReadonlyMap<string, HolidayId>;
  readonly schoolDays: ReadonlyMap<string, SchoolDayId>;
}

// Working out a year takes milliseconds, and the question is asked thousands of times a second (docs/decisions/0024).
let list: Holidays | undefined;
const years = new Map<string, Year>();

function yearOf(day: string): Year {
  const year = day.slice(0, 4);
  const known = years.get(year);
  if (known) return known;
  list ??= new Holidays("NL", { types: ["public", "school"] });
  const holidays = new Map<string, HolidayId>();
  const schoolDays = new Map<string, SchoolDayId>();
  for (const { date, rule, type } of list.getHolidays(Number(year))) {
    const id = idOfRule[rule.replace(/ if .*$/, "")];
    if (type === "public") holidays.set(date.slice(0, 10), isHolidayId(id) ? id : "other");
    else if (id !== undefined && !isHolidayId(id)) schoolDays.set(date.slice(0, 10), id);
  }
  const found = { holidays, schoolDays };
  years.set(year, found);
  return found;
}

export const isHolidayId = (id: string | undefined): id is HolidayId =>
  (holidayIds as readonly (string | undefined)[]).includes(id);

/** Which Dutch public holiday a local day (`2026-12-25`) is; undefined for an ordinary day. */
export const holidayOn = (day: string): HolidayId | undefined => yearOf(day).holidays.get(day);

/** True for a public holiday on which nobody is at work, as far as the organisation has not said that it works then. */
export function isHoliday(day: string, worksOn: WorksOnHolidays | undefined): boolean {
  const id = holidayOn(day);
  if (id === undefined || worksOn === "all") return false;
  return worksOn?.includes(id) !== true;
}

/** The public holidays from one local day to another, both included, in their order. */
export function holidaysBetween(from: string, until: string): { day: string; id: HolidayId }[] {
  return between(from, until, ({ holidays }) => holidays);
}

/** Good Friday and 5 May from one local day to another: a school closes them itself, or works. */
export function schoolDaysBetween(from: string, until: string): { day: string; id: SchoolDayId }[] {
  return between(from, until, ({ schoolDays }) => schoolDays);
}

function between<Id>(from: string, until: string, pick: (year: Year) => ReadonlyMap<string, Id>) {
  const found: { day: string; id: Id }[] = [];
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year += 1)
    for (const [day, id] of pick(yearOf(String(year))))
      if (from <= day && day <= until) found.push({ day, id });
  return found.sort((a, b) => a.day.localeCompare(b.day));
}
