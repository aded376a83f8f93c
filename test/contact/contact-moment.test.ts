import { expect, test } from "vitest";
import { contactMoment } from "../../src/contact/contact-moment.ts";
import { isHelloDue } from "../../src/people/is-hello-due.ts";

const amsterdam = { timeZone: "Europe/Amsterdam" };
const noted = new Date("2026-12-02T08:00:00Z");

test.each([
  ["of the day itself is when it was written down", "2026-12-02", "2026-12-02T08:00:00.000Z"],
  ["of another day is at its end", "2026-12-01", "2026-12-01T22:59:00.000Z"],
  ["of a day in summer, too", "2026-07-01", "2026-07-01T21:59:00.000Z"],
  ["of the day on which the clock goes forward", "2026-03-29", "2026-03-29T21:59:00.000Z"],
])("a contact %s", (_, day, expected) => {
  expect(contactMoment(amsterdam, day, noted).toISOString()).toBe(expected);
});

test("a hello on the day of the change counts, also when it is written down the day after", () => {
  const since = new Date("2026-12-01T12:30:00Z");
  expect(isHelloDue(since, contactMoment(amsterdam, "2026-12-01", noted))).toBe(false);
  expect(isHelloDue(since, contactMoment(amsterdam, "2026-11-30", noted))).toBe(true);
});
