import { describe, expect, test } from "vitest";
import {
  holidayIds,
  holidayOn,
  holidaysBetween,
  isHoliday,
  schoolDaysBetween,
} from "../../src/people/calendar/is-holiday.ts";

const written = (found: readonly { day: string; id: string }[]) => found.map(({ day, id }) => `${day} ${id}`);

describe("Dutch public holidays", () => {
  // By hand, from the list of the government: Easter of 2026 is 5 April, of 2027 28 March, of 2028 16 April.
  test("of 2026", () => {
    expect(written(holidaysBetween("2026-01-01", "2026-12-31"))).toEqual([
      "2026-01-01 newYear",
      "2026-04-05 easterSunday",
      "2026-04-06 easterMonday",
      "2026-04-27 kingsDay",
      "2026-05-14 ascension",
      "2026-05-24 whitSunday",
      "2026-05-25 whitMonday",
      "2026-12-25 christmas",
      "2026-12-26 boxingDay",
    ]);
  });

  test("of a school year, over New Year", () => {
    expect(written(holidaysBetween("2027-12-01", "2028-07-01"))).toEqual([
      "2027-12-25 christmas",
      "2027-12-26 boxingDay",
      "2028-01-01 newYear",
      "2028-04-16 easterSunday",
      "2028-04-17 easterMonday",
      "2028-04-27 kingsDay",
      "2028-05-25 ascension",
      "2028-06-04 whitSunday",
      "2028-06-05 whitMonday",
    ]);
  });

  test("Koningsdag that would be a Sunday is kept on Saturday", () => {
    expect(holidayOn("2031-04-26")).toBe("kingsDay");
    expect(holidayOn("2031-04-27")).toBeUndefined();
  });

  test("every year of a century has nine of them, all known by name", () => {
    for (let year = 2026; year < 2126; year += 1) {
      const found = holidaysBetween(`${year}-01-01`, `${year}-12-31`);
      expect(found).toHaveLength(9);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(holidayIds.filter((id) => id !== "other")));
    }
  });

  test("Good Friday and 5 May are named, and are none", () => {
    expect(written(schoolDaysBetween("2027-01-01", "2027-12-31"))).toEqual([
      "2027-03-26 goodFriday",
      "2027-05-05 liberationDay",
    ]);
    expect(holidayOn("2027-03-26")).toBeUndefined();
    expect(holidayOn("2027-05-05")).toBeUndefined();
  });

  test("a school works on all of them, or on those that it names", () => {
    expect(isHoliday("2026-12-25", null)).toBe(true);
    expect(isHoliday("2026-12-25", "all")).toBe(false);
    expect(isHoliday("2026-12-25", ["christmas"])).toBe(false);
    expect(isHoliday("2026-12-26", ["christmas"])).toBe(true);
    expect(isHoliday("2026-12-24", null)).toBe(false);
  });
});
