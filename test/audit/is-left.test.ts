import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { isLeft } from "../../src/audit/is-left.ts";
import { officeHours, type Staffing } from "../../src/people/duty/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);

const school: Staffing = { timeZone, staffedHours: officeHours };
const christmas: Staffing = { ...school, closedDays: [{ from: "2026-12-21", until: "2027-01-03" }] };
const summer: Staffing = { ...school, closedDays: [{ from: "2026-07-06", until: "2026-08-30" }] };
const mondays: Staffing = { timeZone, staffedHours: { "1": [{ from: "09:00", to: "12:00" }] } };
const never: Staffing = { timeZone, staffedHours: {} };
/** Somebody is there, and the house is closed for longer than it may be. */
const forgotten: Staffing = { ...school, closedDays: [{ from: "2026-11-24", until: "2027-12-31" }] };

test.each<[string, Staffing, string, string, boolean]>([
  ["a Monday, by the next Monday's end", school, "2026-11-23T10:00", "2026-11-30T17:00", true],
  ["a Monday, before that", school, "2026-11-23T10:00", "2026-11-30T16:59", false],
  ["a Friday evening: the weekend does not count", school, "2026-11-27T18:00", "2026-12-04T16:59", false],
  ["a Friday evening, a week later", school, "2026-11-27T18:00", "2026-12-04T17:00", true],
  ["the last day before a vacation, in it", christmas, "2026-12-18T17:00", "2027-01-03T23:59", false],
  [
    "the last day before a vacation, on the fifth day after it",
    christmas,
    "2026-12-18T17:00",
    "2027-01-08T16:59",
    false,
  ],
  [
    "the last day before a vacation, five days after it",
    christmas,
    "2026-12-18T17:00",
    "2027-01-08T17:00",
    true,
  ],
  ["a day in a vacation", christmas, "2026-12-24T12:00", "2027-01-08T17:00", true],
  ["public holidays", school, "2026-12-23T12:00", "2026-12-31T16:59", false],
  ["eight weeks of summer", summer, "2026-07-03T17:00", "2026-09-03T16:59", false],
  ["the week after them", summer, "2026-07-03T17:00", "2026-09-04T17:00", true],
  ["somebody who comes on Mondays, after four", mondays, "2026-11-23T10:00", "2026-12-27T12:00", false],
  ["somebody who comes on Mondays, after five", mondays, "2026-11-23T10:00", "2026-12-28T12:00", true],
  ["nobody is ever there: days as they pass", never, "2026-11-23T10:00", "2026-11-28T23:59", false],
  ["nobody is ever there, five days later", never, "2026-11-23T10:00", "2026-11-29T00:01", true],
  [
    "a house that nobody opened again, after nine weeks",
    forgotten,
    "2026-11-23T10:00",
    "2027-01-31T12:00",
    false,
  ],
  ["a house that nobody opened again, after ten", forgotten, "2026-11-23T10:00", "2027-02-02T12:00", true],
])("what lies since %s", (_, staffing, since, now, expected) => {
  expect(isLeft(staffing, at(since), at(now))).toBe(expected);
});
