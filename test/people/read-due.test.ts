import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { DutyPlan, Planned } from "../../src/people/duty/decide-duty.ts";
import { decideReadDue } from "../../src/people/duty/decide-read-due.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
const fatima: Planned = { id: "fatima", role: "caseWorker", hours: null, channels: ["telegram"] };
const bart: Planned = {
  ...fatima,
  id: "bart",
  hours: { "1": [{ from: "09:00", to: "21:00" }], "6": [{ from: "09:00", to: "13:00" }] },
};
const school: DutyPlan = {
  organisation: {
    timeZone,
    staffedHours: officeHours,
    closedDays: [{ from: "2026-12-21", until: "2027-01-03" }],
  },
  staff: [fatima],
  absences: [],
  shifts: [],
};
const both = [fatima, bart];

test.each<[string, string, readonly Planned[], string]>([
  ["today: the end of this staffed day", "2026-11-23T10:00", [fatima], "2026-11-23T17:00"],
  ["tomorrow: the end of that day", "2026-11-23T18:00", [fatima], "2026-11-24T17:00"],
  ["after the holidays: the end of that day", "2026-12-22T10:00", [fatima], "2027-01-04T17:00"],
  [
    "today, while colleagues are there too: the end of the school's day",
    "2026-11-23T10:00",
    both,
    "2026-11-23T17:00",
  ],
  ["today, after the school's day: the end of who works on", "2026-11-23T18:00", both, "2026-11-23T21:00"],
  ["today, just before it ends: the end of who works on", "2026-11-23T16:45", both, "2026-11-23T21:00"],
  ["today, at the very end of it: the end of who works on", "2026-11-23T17:00", both, "2026-11-23T21:00"],
  ["a Saturday that somebody works: the end of their hours", "2026-11-27T18:00", both, "2026-11-28T13:00"],
  ["as soon as possible: a day later", "2026-11-23T10:00", [{ ...fatima, channels: [] }], "2026-11-24T10:00"],
])("what was said has come to nothing, said %s", (_, now, staff, due) => {
  expect(decideReadDue({ ...school, staff }, at(now))).toEqual(at(due));
});
