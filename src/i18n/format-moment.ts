import type { Language } from "./language.ts";

/** Gregorian and with Latin digits in every language: Persian and Arabic defaults would print another calendar. */
const localeOf = (language: Language) => `${language === "en" ? "en-GB" : language}-u-ca-gregory-nu-latn`;

/**
 * Where the names of months are those of another calendar as well: in Tigrinya ታሕሳስ is December to some and begins on the tenth
 * of it to others. There the day stands in Dutch behind it, as on letters from school.
 */
const alsoInDutch: ReadonlySet<Language> = new Set<Language>(["ti"]);

function print(language: Language, options: Intl.DateTimeFormatOptions, instant: Date): string {
  const text = new Intl.DateTimeFormat(localeOf(language), options).format(instant);
  if (!alsoInDutch.has(language) || options.month === undefined) return text;
  const { day, month, timeZone } = options;
  const dutch = new Intl.DateTimeFormat(localeOf("nl"), {
    ...(day ? { day } : {}),
    ...{ month, timeZone },
  });
  return `${text} (${dutch.format(instant)})`;
}

const week = 6 * 86_400_000;

/** `maandag 08:00` in the organisation's time zone; with the date as well when it is not within a week of `from`. */
export function formatMoment(language: Language, timeZone: string, instant: Date, from: Date): string {
  const isFar = Math.abs(instant.getTime() - from.getTime()) > week;
  return print(
    language,
    {
      weekday: "long",
      ...(isFar ? ({ day: "numeric", month: "long" } as const) : {}),
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    },
    instant,
  );
}

/** `23 nov, 14:05`: a day and a time, for staff. */
export function formatDayAndTime(language: Language, timeZone: string, instant: Date): string {
  return print(
    language,
    {
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    },
    instant,
  );
}

/** `23 november 2026`: the local day of an instant. */
export function formatDay(language: Language, timeZone: string, instant: Date): string {
  return print(
    language,
    {
      day: "numeric",
      month: "long",
      year: "numeric",
      timeZone,
    },
    instant,
  );
}

/** `23 nov 2026, 14:05`: a moment that may lie years back. */
export function formatWithYear(language: Language, timeZone: string, instant: Date): string {
  return print(
    language,
    {
      day: "numeric",
      month: "short",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    },
    instant,
  );
}

/** `maandag`: a day of the week by its ISO number, 1 to 7. */
export function formatWeekday(language: Language, weekday: number): string {
  // The first of January 2024 was a Monday.
  const day = new Date(Date.UTC(2024, 0, weekday));
  return print(language, { weekday: "long", timeZone: "UTC" }, day);
}

/** `maandag 21 december`, for a calendar day such as `2026-12-21`; with the year when it is not the year of `from`. */
export function formatDate(language: Language, day: string, from: string): string {
  return print(
    language,
    {
      weekday: "long",
      day: "numeric",
      month: "long",
      ...(day.slice(0, 4) === from.slice(0, 4) ? {} : ({ year: "numeric" } as const)),
      timeZone: "UTC",
    },
    new Date(`${day}T00:00:00Z`),
  );
}

/** `21 dec`, for a calendar day: short enough for a button. */
export function formatShortDate(language: Language, day: string): string {
  return print(
    language,
    {
      day: "numeric",
      month: "short",
      timeZone: "UTC",
    },
    new Date(`${day}T00:00:00Z`),
  );
}

/** `14 maart 2009`, for a calendar day such as `2009-03-14`; anything else comes back as it is. */
export function formatCalendarDay(language: Language, day: string): string {
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) ? day : formatDay(language, "UTC", instant);
}

/** `november 2026`, for a calendar month such as `2026-11`. */
export function formatMonth(language: Language, month: string): string {
  return print(
    language,
    {
      month: "long",
      year: "numeric",
      timeZone: "UTC",
    },
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** `0,8`: a number with at most two decimals. */
export const formatNumber = (language: Language, number: number): string =>
  new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 2 }).format(number);

/** `oktober, februari – maart en juni`, for months from 1 that follow each other in each list. */
export function formatMonths(language: Language, windows: readonly (readonly number[])[]): string {
  const nameOf = (month: number | undefined) =>
    print(language, { month: "long", timeZone: "UTC" }, new Date(Date.UTC(2024, (month ?? 1) - 1, 1)));
  const said = windows.map((window) =>
    window.length > 1 ? `${nameOf(window[0])} – ${nameOf(window.at(-1))}` : nameOf(window[0]),
  );
  return new Intl.ListFormat(localeOf(language), { type: "conjunction" }).format(said);
}

/** `do 3 dec 10:30`: a moment on a button. */
export function formatSlot(language: Language, timeZone: string, instant: Date): string {
  const day = print(
    language,
    {
      weekday: "short",
      day: "numeric",
      month: "short",
      timeZone,
    },
    instant,
  );
  return `${day.replace(",", "")} ${formatTime(language, timeZone, instant)}`;
}

/** `10:30`: the local time of day of an instant. */
export const formatTime = (language: Language, timeZone: string, instant: Date): string =>
  print(
    language,
    {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    },
    instant,
  );
