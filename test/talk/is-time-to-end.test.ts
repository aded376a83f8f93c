import { expect, test } from "vitest";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { isTimeToEnd } from "../../src/talk/is-time-to-end.ts";
import { amsterdam } from "../support/walk.ts";

const school = { timeZone: "Europe/Amsterdam", staffedHours: officeHours };
const evenings = { from: "18:00", saturday: true };
const mornings = { ...school, staffedHours: { "1": [{ from: "08:00", to: "09:30" }] } };

test.each<[string, number, typeof school, typeof evenings | null, string, boolean]>([
  ["before three days", 71, school, null, "2026-11-23T11:00", false],
  ["after three days, at a good time", 72, school, null, "2026-11-23T11:00", true],
  ["at eight in the morning: it waits for ten", 200, school, null, "2026-11-23T08:00", false],
  ["before the person's own time", 72, school, { ...evenings, from: "16:00" }, "2026-11-23T11:00", false],
  ["in the person's own time", 72, school, { ...evenings, from: "16:00" }, "2026-11-23T16:00", true],
  ["where the own time is after work: in the school's", 72, school, evenings, "2026-11-23T10:00", true],
  ["and not before the school's", 72, school, evenings, "2026-11-23T09:59", false],
  ["where nobody is at work when messages may go", 72, mornings, null, "2026-11-23T08:00", true],
])("a quiet talk ends or not: %s", (_when, hours, organisation, own, at, expected) => {
  expect(isTimeToEnd(hours * 3_600_000, organisation, own, amsterdam(at))).toBe(expected);
});
