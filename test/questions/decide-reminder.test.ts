import { expect, test } from "vitest";
import { decideReminder, type ReminderKind } from "../../src/questions/decide-reminder.ts";

test.each<[ReminderKind, string, string | null, string | undefined]>([
  ["openDays", "2026-10-31", null, undefined],
  ["openDays", "2026-11-01", null, "2026-11-01"],
  ["openDays", "2026-11-21", null, "2026-11-01"],
  ["openDays", "2026-11-22", null, undefined],
  ["openDays", "2027-01-10", null, "2027-01-10"],
  ["april", "2027-01-31", null, undefined],
  ["april", "2027-02-01", null, "2027-02-01"],
  ["april", "2027-02-15", null, undefined],
  ["april", "2027-03-28", null, "2027-03-15"],
  // What is over is not reminded of.
  ["april", "2027-04-02", null, undefined],
  ["exitEvening", "2027-02-04", null, undefined],
  ["exitEvening", "2027-02-03", "2027-02-11", undefined],
  ["exitEvening", "2027-02-04", "2027-02-11", "2027-02-11"],
  ["exitEvening", "2027-02-11", "2027-02-11", "2027-02-11"],
  ["exitEvening", "2027-02-12", "2027-02-11", undefined],
])("%s on %s, with an evening on %s: %s", (kind, today, evening, day) => {
  expect(decideReminder(kind, today, evening)).toBe(day);
});
