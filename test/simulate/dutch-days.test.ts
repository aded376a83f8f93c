import { expect, test } from "vitest";
import { isHoliday as isHolidayOfProduct } from "../../src/people/calendar/is-holiday.ts";
import { amsterdam } from "../support/walk.ts";
import { addDays, isHoliday, localTime, startOfDay, yearLater } from "./dutch-days.ts";

test.each([
  ["2026-10-25T00:59:59Z", "2026-10-25 02:59"],
  ["2026-10-25T01:00:00Z", "2026-10-25 02:00"],
  ["2027-03-28T00:59:59Z", "2027-03-28 01:59"],
  ["2027-03-28T01:00:00Z", "2027-03-28 03:00"],
  ["2027-12-31T23:00:00Z", "2028-01-01 00:00"],
  ["2028-02-29T22:59:00Z", "2028-02-29 23:59"],
])("%s is %s in the Netherlands", (instant, shown) => {
  const { date, time } = localTime(Date.parse(instant));
  expect(`${date} ${time}`).toBe(shown);
});

test("the checker's own calendar agrees with the product's for forty years, day by day", () => {
  for (let date = "2020-01-01"; date < "2060-01-01"; date = addDays(date, 1)) {
    expect([date, isHoliday(date)]).toEqual([date, isHolidayOfProduct(date, null)]);
    expect([date, startOfDay(date)]).toEqual([date, amsterdam(`${date}T00:00`).getTime()]);
  }
});

test("a year after 29 February is 28 February", () => {
  expect(yearLater("2028-02-29")).toBe("2029-02-28");
  expect(yearLater("2027-02-28")).toBe("2028-02-28");
});
