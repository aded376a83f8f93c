import { describe, expect, it } from "vitest";
import {
  formatDate,
  formatDayAndTime,
  formatMoment as formatMomentFrom,
  formatShortDate,
} from "../../src/i18n/format-moment.ts";
import { type Language, languages } from "../../src/i18n/language.ts";

const amsterdam = "Europe/Amsterdam";
const formatMoment = (language: Language, zone: string, instant: Date) =>
  formatMomentFrom(language, zone, instant, instant);
/** Of each language: Sunday, Monday, and how October begins in a short date. */
const names: Readonly<Record<Language, readonly [sunday: string, monday: string, october: RegExp]>> = {
  nl: ["zondag", "maandag", /okt/],
  en: ["Sunday", "Monday", /Oct/],
  ar: ["الأحد", "الاثنين", /أكتوبر/],
  uk: ["неділя", "понеділок", /жовт/],
  ti: ["ሰንበት", "ሰኑይ", /ጥቅ/],
  tr: ["Pazar", "Pazartesi", /Eki/],
  pl: ["niedziela", "poniedziałek", /paź/],
  so: ["Axad", "Isniin", /Okt|Oct|Tob/],
  fa: ["یکشنبه", "دوشنبه", /اکتبر/],
  ru: ["воскресенье", "понедельник", /окт/],
};

/** Decimal digits of any script that are not 0 to 9. */
const otherDigit = /(?![0-9])\p{Nd}/u;

describe.each(languages)("a moment in %s", (language) => {
  it("is a weekday and a time of day in Latin digits", () => {
    const said = formatMoment(language, amsterdam, new Date("2026-11-23T07:05:00Z"));
    expect(said).toContain(names[language][1]);
    expect(said).toContain("08:05");
    expect(said).not.toMatch(otherDigit);
  });

  it("is a day of the Gregorian month and a time in Latin digits", () => {
    const said = formatDayAndTime(language, amsterdam, new Date("2026-10-25T13:05:00Z"));
    expect(said).toMatch(names[language][2]);
    expect(said).toMatch(/\b25\b/);
    expect(said).toContain("14:05");
    expect(said).not.toMatch(otherDigit);
  });

  it("counts midnight as 00, on the day that begins", () => {
    const said = formatMoment(language, amsterdam, new Date("2026-11-22T23:05:00Z"));
    expect(said).toContain(names[language][1]);
    expect(said).toContain("00:05");
  });

  it("says the same time twice when the clock goes back", () => {
    const summer = new Date("2026-10-25T00:30:00Z");
    const winter = new Date("2026-10-25T01:30:00Z");
    for (const instant of [summer, winter]) {
      expect(formatMoment(language, amsterdam, instant)).toContain(names[language][0]);
      expect(formatMoment(language, amsterdam, instant)).toContain("02:30");
      expect(formatDayAndTime(language, amsterdam, instant)).toContain("02:30");
    }
  });

  it("leaves an hour out when the clock goes forward", () => {
    const before = new Date("2026-03-29T00:59:00Z");
    const after = new Date("2026-03-29T01:00:00Z");
    expect(formatMoment(language, amsterdam, before)).toContain("01:59");
    expect(formatMoment(language, amsterdam, after)).toContain("03:00");
    expect(formatDayAndTime(language, amsterdam, before)).toContain("01:59");
    expect(formatDayAndTime(language, amsterdam, after)).toContain("03:00");
  });

  it("is told in the time zone of the organisation, which may be on another day", () => {
    const instant = new Date("2026-10-25T23:30:00Z");
    expect(formatMoment(language, amsterdam, instant)).toContain(names[language][1]);
    expect(formatMoment(language, "America/Curacao", instant)).toContain(names[language][0]);
    expect(formatMoment(language, "America/Curacao", instant)).toContain("19:30");
  });
});

it("names the date as well when the weekday alone could be another week's", () => {
  const from = new Date("2026-12-18T16:00:00Z");
  expect(formatMomentFrom("nl", amsterdam, new Date("2027-01-04T07:00:00Z"), from)).toContain("4 januari");
  expect(formatMomentFrom("nl", amsterdam, new Date("2026-12-21T07:00:00Z"), from)).not.toContain("21");
});

it("says a day in Tigrinya in Dutch as well, because the names of its months are those of two calendars", () => {
  expect(formatDate("ti", "2026-12-21", "2026-11-24")).toMatch(/^ሰኑይ.*21 ታሕሳስ \(21 december\)$/);
  expect(formatShortDate("ti", "2026-12-21")).toMatch(/\(21 dec\)$/);
  expect(formatDate("fa", "2026-12-21", "2026-11-24")).toBe("دوشنبه 21 دسامبر");
});
