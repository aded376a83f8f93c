import { describe, expect, it } from "vitest";
import { nextReminder, nextWorkerReminder } from "../../src/appointment/next-reminder.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { amsterdam } from "../support/walk.ts";

const timeZone = "Europe/Amsterdam";
const school = {
  timeZone,
  staffedHours: officeHours,
  closedDays: [{ from: "2026-12-21", until: "2027-01-03" }],
};
const evening = { from: "18:00", saturday: false };

describe("the reminder of the day before", () => {
  it.each([
    ["a Thursday", "2026-12-03T10:30", null, "2026-12-02T10:00", "2026-12-02T08:01"],
    [
      "a Thursday, for who likes the evening",
      "2026-12-03T10:30",
      evening,
      "2026-12-02T18:00",
      "2026-12-02T08:01",
    ],
    [
      "a Monday: not on Sunday, but on Friday",
      "2026-12-07T10:30",
      null,
      "2026-12-04T10:00",
      "2026-12-04T08:01",
    ],
    ["the Tuesday after Easter", "2027-03-30T09:00", null, "2027-03-26T10:00", "2027-03-26T08:01"],
    [
      "the Monday after the clock went back",
      "2026-10-26T09:00",
      null,
      "2026-10-23T10:00",
      "2026-10-23T08:01",
    ],
  ])("of %s", (_, startsAt, own, young, worker) => {
    const booked = amsterdam("2026-10-01T12:00");
    expect(nextReminder(school, own, amsterdam(startsAt), booked)).toEqual(amsterdam(young));
    expect(nextWorkerReminder(school, amsterdam(startsAt), booked)).toEqual(amsterdam(worker));
  });

  it.each([
    [
      "the day before, at noon: on its own morning",
      "2026-12-03T14:00",
      "2026-12-02T12:00",
      "2026-12-03T10:00",
    ],
    ["on Friday for Monday: on Monday morning", "2026-12-07T14:00", "2026-12-04T12:00", "2026-12-07T10:00"],
    ["so late that they know", "2026-12-03T10:30", "2026-12-02T12:00", null],
  ])("of what was agreed on %s", (_, startsAt, booked, expected) => {
    expect(nextReminder(school, null, amsterdam(startsAt), amsterdam(booked))).toEqual(
      expected && amsterdam(expected),
    );
  });
});
