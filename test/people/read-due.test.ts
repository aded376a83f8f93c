import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { decideReadDue } from "../../src/people/duty/decide-read-due.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
const school = {
  timeZone,
  staffedHours: officeHours,
  closedDays: [{ from: "2026-12-21", until: "2027-01-03" }],
};
const monday = at("2026-11-23T10:00");

test.each([
  ["today: the end of this staffed day", "today", "2026-11-23T17:00"],
  ["tomorrow: the end of that day", at("2026-11-24T08:00"), "2026-11-24T17:00"],
  ["after the holidays: the end of that day", at("2027-01-04T08:00"), "2027-01-04T17:00"],
  ["a Saturday that somebody works: eight hours later", at("2026-11-28T09:00"), "2026-11-28T17:00"],
  ["as soon as possible: a day later", null, "2026-11-24T10:00"],
] as const)("what was said has come to nothing, said %s", (_, said, due) => {
  expect(decideReadDue(school, said, monday)).toEqual(at(due));
});
