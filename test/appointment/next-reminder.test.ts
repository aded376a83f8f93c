import { describe, expect, it } from "vitest";
import { nextReminder, nextWorkerReminder, reminderTime } from "../../src/appointment/next-reminder.ts";
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

  /** An autumn break, and the summer of the next year. */
  const holidays = {
    ...school,
    closedDays: [
      { from: "2026-10-17", until: "2026-10-25" },
      { from: "2027-07-10", until: "2027-08-22" },
    ],
  };
  const mondays = { ...holidays, staffedHours: { "1": [{ from: "08:00", to: "17:00" }] } };

  it.each([
    [
      "on the first morning after the autumn break: on the last day before it",
      ...["2026-10-26T08:30", "2026-10-08T12:00", "2026-10-16T10:00", "2026-10-16T08:01"],
    ],
    [
      "in the afternoon of that day: on its own morning, when it is fresh",
      ...["2026-10-26T14:00", "2026-10-08T12:00", "2026-10-26T10:00", "2026-10-26T08:01"],
    ],
    [
      "on the first morning after the summer",
      ...["2027-08-23T08:30", "2027-07-01T12:00", "2027-07-09T10:00", "2027-07-09T08:01"],
    ],
    [
      "agreed on during the summer: never before it was agreed on",
      ...["2027-08-23T08:30", "2027-07-20T12:00", null, null],
    ],
    [
      "agreed on in the last hours before the summer: they know, and there is no day after it",
      ...["2027-08-23T08:30", "2027-07-09T12:00", null, null],
    ],
  ])("of a talk %s", (_, startsAt, booked, young, worker) => {
    const [start, since] = [amsterdam(startsAt ?? ""), amsterdam(booked ?? "")];
    expect(nextReminder(holidays, null, start, since)).toEqual(young && amsterdam(young));
    expect(nextWorkerReminder(holidays, start, since)).toEqual(worker && amsterdam(worker));
  });

  it.each([
    ["at its time", "2026-12-03T10:30", "2026-12-02T10:00", "2026-12-02T10:00"],
    ["late in the evening: in the morning", ...["2026-12-03T14:00", "2026-12-02T23:00", "2026-12-03T10:00"]],
    [
      "at night, of one before messages may go: two hours before it",
      ...["2026-12-03T09:00", "2026-12-03T02:00", "2026-12-03T07:00"],
    ],
    ["an hour before it: at once", "2026-12-03T09:00", "2026-12-03T08:00", "2026-12-03T08:00"],
    ["on a Sunday, of Monday afternoon", "2026-12-07T14:00", "2026-12-06T12:00", "2026-12-07T10:00"],
  ])("that is due %s", (_, startsAt, now, expected) => {
    expect(reminderTime(school, null, amsterdam(startsAt), amsterdam(now))).toEqual(amsterdam(expected));
  });

  it.each([
    ["a Monday morning: on the Monday before", "2026-11-16T09:00", "2026-11-02T12:00", "2026-11-09T08:01"],
    ["a Monday afternoon: that morning", "2026-11-16T14:00", "2026-11-02T12:00", "2026-11-16T08:01"],
    ["a Monday after the break: before it", "2026-10-26T09:00", "2026-10-01T12:00", "2026-10-12T08:01"],
    ["a Monday, agreed on since the last one", "2026-11-16T09:00", "2026-11-11T12:00", null],
  ])("of who works on Mondays alone, for %s", (_, startsAt, booked, worker) => {
    expect(nextWorkerReminder(mondays, amsterdam(startsAt), amsterdam(booked))).toEqual(
      worker && amsterdam(worker),
    );
  });
});
