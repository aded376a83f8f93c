import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { holidayOn } from "../../src/people/calendar/is-holiday.ts";
import {
  defaultMessageHours,
  isMessageTime,
  type MessageCalendar,
  type OwnTime,
} from "../../src/people/calendar/is-message-time.ts";
import { nextMessageTime } from "../../src/people/calendar/next-message-time.ts";
import type { DutyPlan } from "../../src/people/duty/decide-duty.ts";
import { endOfNextWorkingDay, isSomebodyThereSoon } from "../../src/people/duty/is-somebody-there-soon.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { nextSensitiveTime } from "../../src/people/duty/next-sensitive-time.ts";

const timeZone = "Europe/Amsterdam";
const school: MessageCalendar = {
  timeZone,
  closedDays: [{ from: "2026-12-19", until: "2027-01-03", name: "Kerstvakantie" }],
};
const withHours = (change: Partial<typeof defaultMessageHours>): MessageCalendar => ({
  ...school,
  messageHours: { ...defaultMessageHours, ...change },
});
const evening: OwnTime = { from: "18:00", saturday: true };
const weekdays: OwnTime = { from: null, saturday: false };

const at = (noted: string) =>
  new Date(
    /Z|[+]/.test(noted)
      ? noted
      : Temporal.PlainDateTime.from(noted).toZonedDateTime(timeZone).epochMilliseconds,
  );
const localOf = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
const wall = (instant: Date | undefined) =>
  instant && localOf(instant).toPlainDateTime().toString({ smallestUnit: "minute" });

describe("a message that can wait", () => {
  test.each<[string, MessageCalendar, OwnTime | null, string, boolean]>([
    ["not before ten", school, null, "2026-11-24T09:59", false],
    ["from ten", school, null, "2026-11-24T10:00", true],
    ["until half past seven", school, null, "2026-11-24T19:29", true],
    ["not at half past seven", school, null, "2026-11-24T19:30", false],
    ["not in the night", school, null, "2026-11-24T23:00", false],
    ["from ten in summer time", school, null, "2026-07-24T08:00:00Z", true],
    ["not before ten in summer time", school, null, "2026-07-24T07:59:00Z", false],
    ["not on a Saturday", school, null, "2026-11-28T12:00", false],
    [
      "on a Saturday where the school allows it",
      withHours({ saturday: true }),
      null,
      "2026-11-28T12:00",
      true,
    ],
    [
      "not on a Saturday for who wants weekdays",
      withHours({ saturday: true }),
      weekdays,
      "2026-11-28T12:00",
      false,
    ],
    ["not on a Saturday that only the person wants", school, evening, "2026-11-28T18:30", false],
    ["never on a Sunday", withHours({ saturday: true, whenClosed: true }), null, "2026-11-29T12:00", false],
    ["not on Koningsdag", school, null, "2027-04-27T12:00", false],
    ["not on Easter Monday", school, null, "2027-03-29T12:00", false],
    [
      "not on Christmas, whatever the school allows",
      withHours({ whenClosed: true }),
      null,
      "2026-12-25T12:00",
      false,
    ],
    ["not in a vacation", school, null, "2026-12-22T12:00", false],
    [
      "in a vacation where the school allows it",
      withHours({ whenClosed: true }),
      null,
      "2026-12-22T12:00",
      true,
    ],
    ["not before the own time", school, evening, "2026-11-24T17:59", false],
    ["from the own time", school, evening, "2026-11-24T18:00", true],
    ["the own time ends with the school's", school, evening, "2026-11-24T19:30", false],
    [
      "an own time after the school's hours is the school's",
      withHours({ until: "17:00" }),
      evening,
      "2026-11-24T12:00",
      true,
    ],
  ])("%s", (_, calendar, own, moment, expected) => {
    expect(isMessageTime(calendar, own, at(moment))).toBe(expected);
  });

  test.each<[string, MessageCalendar, OwnTime | null, string, string]>([
    ["now, when now is good", school, null, "2026-11-24T11:11", "2026-11-24T11:11"],
    ["this morning at ten", school, null, "2026-11-24T03:00", "2026-11-24T10:00"],
    ["tomorrow", school, null, "2026-11-24T19:30", "2026-11-25T10:00"],
    ["this evening for who works", school, evening, "2026-11-24T11:00", "2026-11-24T18:00"],
    ["after the weekend", school, null, "2026-11-27T20:00", "2026-11-30T10:00"],
    ["on the Saturday", withHours({ saturday: true }), null, "2026-11-27T20:00", "2026-11-28T10:00"],
    ["after the vacation", school, null, "2026-12-18T19:30", "2027-01-04T10:00"],
    ["after New Year, without a vacation", { timeZone }, null, "2026-12-31T19:30", "2027-01-04T10:00"],
    ["on 29 February", { timeZone }, null, "2028-02-28T20:00", "2028-02-29T10:00"],
    ["after 28 February of another year", { timeZone }, null, "2029-02-28T20:00", "2029-03-01T10:00"],
    ["after Easter, the clock gone forward", { timeZone }, null, "2027-03-26T20:00", "2027-03-30T10:00"],
    ["after the clock went back", { timeZone }, evening, "2026-10-23T19:30", "2026-10-26T18:00"],
    ["between Ascension Day and the weekend", { timeZone }, null, "2027-05-06T12:00", "2027-05-07T10:00"],
    [
      "of a school that closes for years all the same",
      { timeZone, closedDays: [{ from: "2026-01-01", until: "2029-01-01" }] },
      null,
      "2026-11-24T20:00",
      "2026-11-25T10:00",
    ],
  ])("goes %s", (_, calendar, own, moment, expected) => {
    expect(wall(nextMessageTime(calendar, own, at(moment)))).toBe(expected);
  });

  test("ten o'clock is ten o'clock on the wall, in winter and in summer", () => {
    const before = nextMessageTime({ timeZone }, null, at("2026-10-23T20:00"));
    expect(before.toISOString()).toBe("2026-10-26T09:00:00.000Z");
    const after = nextMessageTime({ timeZone }, null, at("2028-03-24T20:00"));
    expect(after.toISOString()).toBe("2028-03-27T08:00:00.000Z");
  });
});

const minute = 60_000;
const anyInstant = fc
  .constantFrom(
    "2026-10-16T00:00:00Z",
    "2026-12-15T00:00:00Z",
    "2027-03-20T00:00:00Z",
    "2028-02-25T00:00:00Z",
  )
  .chain((day) => fc.nat({ max: 30 * 1_440 }).map((minutes) => new Date(Date.parse(day) + minutes * minute)));
const anyHour = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, "0")}:00`);
const anyOwn = fc.option(fc.record({ from: fc.option(anyHour), saturday: fc.boolean() }));
const anyHours = fc
  .tuple(anyHour, anyHour, fc.boolean(), fc.boolean())
  .filter(([from, until]) => from < until)
  .map(([from, until, saturday, whenClosed]) => ({ from, until, saturday, whenClosed }));
const anyCalendar = fc.record({
  timeZone: fc.constantFrom(timeZone, "America/Curacao"),
  messageHours: fc.option(anyHours),
  closedDays: fc.constantFrom(null, school.closedDays ?? null, [{ from: "2027-03-22", until: "2027-05-15" }]),
});

describe("for any person of any school", () => {
  it("the next time is never earlier, is good, and nothing good was skipped", () => {
    fc.assert(
      fc.property(anyCalendar, anyOwn, anyInstant, (calendar, own, from) => {
        const next = nextMessageTime(calendar, own, from);
        expect(next.getTime()).toBeGreaterThanOrEqual(from.getTime());
        expect(isMessageTime(calendar, own, next)).toBe(true);
        for (let time = from.getTime(); time < next.getTime(); time += 60 * minute)
          expect(isMessageTime(calendar, own, new Date(time))).toBe(false);
        if (next > from) expect(isMessageTime(calendar, own, new Date(next.getTime() - 1))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("a good time is within the school's hours on its clock, on no Sunday and no holiday", () => {
    fc.assert(
      fc.property(anyCalendar, anyOwn, anyInstant, (calendar, own, from) => {
        const { from: first, until, saturday } = calendar.messageHours ?? defaultMessageHours;
        const local = Temporal.Instant.fromEpochMilliseconds(
          nextMessageTime(calendar, own, from).getTime(),
        ).toZonedDateTimeISO(calendar.timeZone);
        const time = local.toPlainTime().toString({ smallestUnit: "minute" });
        expect(first <= time && time < until).toBe(true);
        expect(local.dayOfWeek).toBeLessThanOrEqual(saturday ? 6 : 5);
        expect(holidayOn(local.toPlainDate().toString())).toBeUndefined();
      }),
    );
  });
});

const plan = (change: Partial<DutyPlan> = {}): DutyPlan => ({
  organisation: { timeZone, staffedHours: officeHours, closedDays: school.closedDays ?? null },
  staff: [{ id: "fatima", role: "caseWorker", hours: null, channels: ["telegram"] }],
  absences: [],
  shifts: [],
  ...change,
});

describe("questions about danger", () => {
  test.each([
    ["2026-11-24T12:00", "2026-11-26T00:00"],
    ["2026-11-27T12:00", "2026-12-01T00:00"],
    ["2026-11-28T12:00", "2026-12-01T00:00"],
    // A vacation has working days; Christmas and its weekend have none.
    ["2026-12-18T12:00", "2026-12-22T00:00"],
    ["2026-12-24T12:00", "2026-12-29T00:00"],
    ["2026-12-31T12:00", "2027-01-05T00:00"],
    ["2027-03-26T12:00", "2027-03-31T00:00"],
  ])("the next working day after %s ends at %s", (moment, expected) => {
    expect(wall(endOfNextWorkingDay(timeZone, at(moment)))).toBe(expected);
  });

  test.each<[string, "today" | string | null, string, boolean]>([
    ["somebody reads it today", "today", "2026-11-24T12:00", true],
    ["somebody reads it tomorrow", "2026-11-25T08:00", "2026-11-24T18:00", true],
    ["the case worker is back on Monday", "2026-11-30T08:00", "2026-11-27T18:00", true],
    ["nobody before the end of the next working day", "2026-11-26T00:00", "2026-11-24T18:00", false],
    ["nobody before the vacation is over", "2027-01-04T08:00", "2026-12-18T18:00", false],
    ["nobody in sight", null, "2026-11-24T12:00", false],
  ])("%s", (_, reading, moment, expected) => {
    const ahead = reading === null || reading === "today" ? reading : at(reading);
    expect(isSomebodyThereSoon(timeZone, ahead, at(moment))).toBe(expected);
  });

  test.each<[string, Partial<DutyPlan>, MessageCalendar, string, string | undefined]>([
    ["at once, when somebody is there tomorrow", {}, school, "2026-11-24T18:00", "2026-11-24T18:00"],
    [
      "in the vacation of a school that allows messages, but only when somebody is there the day after",
      {},
      withHours({ whenClosed: true }),
      "2026-12-18T18:00",
      // New Year's Day is a Friday: on the 31st the next working day is Monday the 4th, when school is open again.
      "2026-12-31T10:00",
    ],
    [
      "the day before the only case worker is back",
      {
        absences: [{ caseWorkerId: "fatima", fromDay: "2026-11-24", untilDay: "2026-11-29", deputyId: null }],
      },
      school,
      "2026-11-24T11:00",
      "2026-11-27T10:00",
    ],
    ["never, when nobody can be reached", { staff: [] }, school, "2026-11-24T11:00", undefined],
  ])("go %s", (_, change, calendar, moment, expected) => {
    expect(wall(nextSensitiveTime(plan(change), calendar, null, at(moment)))).toBe(expected);
  });
});
