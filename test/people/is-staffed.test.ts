import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import {
  addStaffedMinutes,
  daysToMonday,
  isStaffed,
  lastStaffed,
  localDaysBetween,
  localTime,
  nextStaffed,
  nextStaffedMorning,
  officeHours,
  type Staffing,
} from "../../src/people/duty/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const school: Staffing = { timeZone, staffedHours: officeHours };
const nobody: Staffing = { timeZone, staffedHours: {} };
/** With a lunch break, an evening and a Saturday. */
const care: Staffing = {
  timeZone,
  staffedHours: {
    "1": [
      { from: "13:00", to: "17:00" },
      { from: "09:00", to: "12:00" },
    ],
    "4": [{ from: "18:00", to: "21:30" }],
    "6": [{ from: "10:00", to: "14:00" }],
  },
};
/** Somebody is there while the clock is changed: on both Sundays it happens between two and three. */
const nights: Staffing = { timeZone, staffedHours: { "7": [{ from: "01:00", to: "06:00" }] } };
const island: Staffing = { timeZone: "America/Curacao", staffedHours: officeHours };

/** Works on Koningsdag, and keeps the others. */
const market: Staffing = { timeZone, staffedHours: officeHours, worksOnHolidays: ["kingsDay"] };
/** Never closes. */
const shelter: Staffing = { timeZone, staffedHours: officeHours, worksOnHolidays: "all" };

const all = [school, nobody, care, nights, island, market, shelter];

/** Noted as the clock on the wall shows it; `Z` is meant literally. */
const at = (noted: string) =>
  new Date(
    noted.endsWith("Z")
      ? noted
      : Temporal.PlainDateTime.from(noted).toZonedDateTime(timeZone).epochMilliseconds,
  );
const local = (instant: Date | undefined) =>
  instant &&
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });

describe("isStaffed", () => {
  test.each<[string, Staffing, string, boolean]>([
    ["the first minute of a Monday", school, "2026-11-23T08:00", true],
    ["just before it", school, "2026-11-23T07:59:59.999", false],
    ["the last minute", school, "2026-11-23T16:59:59.999", true],
    ["the end itself", school, "2026-11-23T17:00", false],
    ["a Saturday", school, "2026-11-28T12:00", false],
    ["a Sunday", school, "2026-11-29T12:00", false],
    ["the lunch break", care, "2026-11-23T12:30", false],
    ["after the lunch break", care, "2026-11-23T13:00", true],
    ["a Thursday evening", care, "2026-11-26T21:29", true],
    ["no hours at all", nobody, "2026-11-23T12:00", false],
    ["summer time counts as the wall clock does", school, "2026-07-06T06:00:00Z", true],
    ["winter time counts as the wall clock does", school, "2026-11-23T06:00:00Z", false],
    ["another time zone has its own day", island, "2026-11-23T23:00:00Z", false],
    ["another time zone at work", island, "2026-11-23T20:59:00Z", true],
    ["the Monday after the clock went forward", school, "2026-03-30T06:00:00Z", true],
    ["the Friday before the clock went forward", school, "2026-03-27T06:00:00Z", false],
    ["the Monday after the clock went back", school, "2026-10-26T06:00:00Z", false],
    ["the Friday before the clock went back", school, "2026-10-23T06:00:00Z", true],
    ["Christmas Day", school, "2026-12-25T12:00", false],
    ["the last day before Christmas", school, "2026-12-24T12:00", true],
    ["New Year's Day", school, "2027-01-01T12:00", false],
    ["Easter Monday, on the day after the clock went forward", school, "2027-03-29T12:00", false],
    ["Koningsdag", school, "2027-04-27T12:00", false],
    ["Koningsdag where they work", market, "2027-04-27T12:00", true],
    ["Ascension Day where they work on Koningsdag", market, "2027-05-06T12:00", false],
    ["Ascension Day where they work on all", shelter, "2027-05-06T12:00", true],
    ["Koningsdag moved from a Sunday to a Saturday", care, "2031-04-26T12:00", false],
    ["5 May, which a school closes itself", school, "2027-05-05T12:00", true],
    ["Good Friday, which a school closes itself", school, "2027-03-26T12:00", true],
    ["29 February", school, "2028-02-29T12:00", true],
  ])("%s", (_, staffing, moment, expected) => {
    expect(isStaffed(staffing, at(moment))).toBe(expected);
  });
});

describe("nextStaffed", () => {
  test.each<[string, Staffing, string, string | undefined]>([
    ["is now, when somebody is there", school, "2026-11-23T10:00", "2026-11-23T10:00+01:00"],
    ["is this morning, at night", school, "2026-11-23T03:00", "2026-11-23T08:00+01:00"],
    ["is tomorrow, in the evening", school, "2026-11-23T17:00", "2026-11-24T08:00+01:00"],
    ["is Monday, on a Friday evening", school, "2026-11-27T17:00", "2026-11-30T08:00+01:00"],
    ["is after lunch, at lunch", care, "2026-11-23T12:00", "2026-11-23T13:00+01:00"],
    ["is never without hours", nobody, "2026-11-23T12:00", undefined],
    [
      "is an hour earlier by the sun after the clock went forward",
      school,
      "2026-03-27T18:00",
      "2026-03-30T08:00+02:00",
    ],
    [
      "is an hour later by the sun after the clock went back",
      school,
      "2026-10-23T18:00",
      "2026-10-26T08:00+01:00",
    ],
  ])("%s", (_, staffing, moment, expected) => {
    expect(local(nextStaffed(staffing, at(moment)))).toBe(expected);
  });

  test.each<[string, Staffing, string, string | undefined]>([
    ["now, when somebody is there", school, "2026-11-23T10:00", "2026-11-23T10:00+01:00"],
    ["yesterday's last minute, at night", school, "2026-11-24T03:00", "2026-11-23T16:59+01:00"],
    ["Friday's, on a Monday before work", school, "2026-11-23T07:59", "2026-11-20T16:59+01:00"],
    ["before lunch, at lunch", care, "2026-11-23T12:30", "2026-11-23T11:59+01:00"],
    ["never without hours", nobody, "2026-11-23T12:00", undefined],
  ])("the last staffed minute is %s", (_, staffing, moment, expected) => {
    expect(local(lastStaffed(staffing, at(moment)))).toBe(expected);
  });

  test.each<[string, Staffing, string, string | undefined]>([
    ["of a morning is tomorrow", school, "2026-11-23T03:00", "2026-11-24T08:00+01:00"],
    ["of a Friday is Monday", school, "2026-11-27T10:00", "2026-11-30T08:00+01:00"],
    [
      "of a Monday with a lunch break is Thursday evening",
      care,
      "2026-11-23T12:30",
      "2026-11-26T18:00+01:00",
    ],
    ["is never without hours", nobody, "2026-11-23T03:00", undefined],
  ])("the morning after %s", (_, staffing, moment, expected) => {
    expect(local(nextStaffedMorning(staffing, at(moment)))).toBe(expected);
  });
});

describe("addStaffedMinutes", () => {
  test.each<[string, Staffing, string, number, string]>([
    ["within a day", school, "2026-11-23T10:00", 120, "2026-11-23T12:00+01:00"],
    ["up to the end of a day", school, "2026-11-23T15:00", 120, "2026-11-23T17:00+01:00"],
    ["over a night", school, "2026-11-23T16:00", 120, "2026-11-24T09:00+01:00"],
    ["over a weekend", school, "2026-11-27T16:00", 120, "2026-11-30T09:00+01:00"],
    ["from a weekend on", school, "2026-11-28T11:00", 120, "2026-11-30T10:00+01:00"],
    ["five working days", school, "2026-11-23T10:00", 5 * 540, "2026-11-30T10:00+01:00"],
    ["over a lunch break", care, "2026-11-23T11:00", 90, "2026-11-23T13:30+01:00"],
    ["over three weeks of few hours", care, "2026-11-23T09:00", 2 * 870 + 60, "2026-12-07T10:00+01:00"],
    [
      "while the clock goes forward: four hours, not five",
      nights,
      "2026-03-29T01:00",
      240,
      "2026-03-29T06:00+02:00",
    ],
    [
      "while the clock goes back: six hours, not five",
      nights,
      "2026-10-25T01:00",
      360,
      "2026-10-25T06:00+01:00",
    ],
    ["over a change of the clock", school, "2026-10-23T16:30", 60, "2026-10-26T08:30+01:00"],
    ["as they pass, where nobody is ever there", nobody, "2026-11-27T16:00", 120, "2026-11-27T18:00+01:00"],
  ])("%s", (_, staffing, moment, minutes, expected) => {
    expect(local(addStaffedMinutes(staffing, at(moment), minutes))).toBe(expected);
  });
});

describe("days and times of the wall clock", () => {
  test.each<[string, string, number, string, string]>([
    ["tonight", "2026-11-23T10:00", 0, "19:00", "2026-11-23T19:00+01:00"],
    ["tomorrow morning", "2026-11-23T23:59", 1, "08:30", "2026-11-24T08:30+01:00"],
    ["tomorrow, over the change to summer time", "2026-03-28T12:00", 1, "08:30", "2026-03-29T08:30+02:00"],
    ["tomorrow, over the change to winter time", "2026-10-24T12:00", 1, "08:30", "2026-10-25T08:30+01:00"],
    [
      "a time that the clock skips is an hour later",
      "2026-03-28T12:00",
      1,
      "02:30",
      "2026-03-29T03:30+02:00",
    ],
    ["a time that comes twice is the first", "2026-10-24T12:00", 1, "02:30", "2026-10-25T02:30+02:00"],
    [
      "the local day counts, not the day in UTC",
      "2026-11-22T23:30:00Z",
      0,
      "19:00",
      "2026-11-23T19:00+01:00",
    ],
  ])("localTime: %s", (_, moment, days, time, expected) => {
    expect(local(localTime(school, at(moment), days, time))).toBe(expected);
  });

  test.each([
    ["2026-11-23T00:00", 7],
    ["2026-11-24T12:00", 6],
    ["2026-11-27T23:59", 3],
    ["2026-11-28T12:00", 2],
    ["2026-11-29T23:59", 1],
    ["2026-11-22T23:30:00Z", 7],
  ])("daysToMonday from %s is %i", (moment, days) => {
    expect(daysToMonday(school, at(moment))).toBe(days);
  });

  test.each([
    ["2026-11-23T00:00", "2026-11-23T23:59", 0],
    ["2026-11-23T23:59", "2026-11-24T00:00", 1],
    ["2026-03-28T12:00", "2026-03-30T00:30", 2],
    ["2026-11-24T09:00", "2026-11-23T21:00", -1],
    ["2026-01-01T09:00", "2026-11-23T09:00", 326],
  ])("localDaysBetween %s and %s is %i", (from, to, days) => {
    expect(localDaysBetween(school, at(from), at(to))).toBe(days);
  });
});

const minute = 60_000;
/** Whole minutes within three weeks around each change of the clock, and around New Year. */
const anyInstant = fc
  .constantFrom("2026-03-20T00:00:00Z", "2026-10-16T00:00:00Z", "2026-12-25T00:00:00Z")
  .chain((day) => fc.nat({ max: 21 * 1_440 }).map((minutes) => new Date(Date.parse(day) + minutes * minute)));
const anyStaffing = fc.constantFrom(...all);
const staffed = anyStaffing.filter((one) => one !== nobody);
const some = fc.nat({ max: 2_000 });

const halfHour = 30 * minute;
/** All our hours begin and end on a half hour. */
const anyHalfHour = anyInstant.map(
  (instant) => new Date(Math.floor(instant.getTime() / halfHour) * halfHour),
);

/** Counts, one half hour after another, how long somebody was there: slow and plain. */
function staffedMinutesBetween(staffing: Staffing, from: Date, to: Date): number {
  let counted = 0;
  for (let time = from.getTime(); time < to.getTime(); time += halfHour)
    if (isStaffed(staffing, new Date(time))) counted += 30;
  return counted;
}

describe("at any time of any organisation", () => {
  it("adds exactly as many minutes as somebody is there", () => {
    fc.assert(
      fc.property(staffed, anyHalfHour, fc.integer({ min: 1, max: 24 }), (staffing, from, halfHours) => {
        const minutes = halfHours * 30;
        const to = addStaffedMinutes(staffing, from, minutes);
        expect(staffedMinutesBetween(staffing, from, to)).toBe(minutes);
        // Not a minute too late: it is the end of a staffed minute.
        expect(isStaffed(staffing, new Date(to.getTime() - minute))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("never ends earlier for a later start or for more minutes", () => {
    fc.assert(
      fc.property(anyStaffing, anyInstant, some, some, some, (staffing, from, later, minutes, more) => {
        const end = addStaffedMinutes(staffing, from, minutes).getTime();
        const startedLater = new Date(from.getTime() + later * minute);
        expect(addStaffedMinutes(staffing, startedLater, minutes).getTime()).toBeGreaterThanOrEqual(end);
        expect(addStaffedMinutes(staffing, from, minutes + more).getTime()).toBeGreaterThanOrEqual(end);
        expect(end).toBeGreaterThanOrEqual(from.getTime());
      }),
    );
  });

  it("comes to the same in one step or in two", () => {
    fc.assert(
      fc.property(
        staffed,
        anyInstant,
        some,
        fc.integer({ min: 1, max: 2_000 }),
        (staffing, from, first, second) => {
          const between = addStaffedMinutes(staffing, from, first);
          expect(addStaffedMinutes(staffing, between, second)).toEqual(
            addStaffedMinutes(staffing, from, first + second),
          );
        },
      ),
    );
  });

  it("finds the first staffed minute and skips none", () => {
    fc.assert(
      fc.property(staffed, anyHalfHour, (staffing, from) => {
        const next = nextStaffed(staffing, from);
        expect(next && isStaffed(staffing, next)).toBe(true);
        expect(staffedMinutesBetween(staffing, from, next ?? from)).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it("finds a morning on a later local day", () => {
    fc.assert(
      fc.property(staffed, anyInstant, (staffing, from) => {
        const morning = nextStaffedMorning(staffing, from) ?? from;
        expect(localDaysBetween(staffing, from, morning)).toBeGreaterThanOrEqual(1);
        expect(isStaffed(staffing, morning)).toBe(true);
      }),
    );
  });

  it("counts to a Monday that is one to seven days away", () => {
    fc.assert(
      fc.property(anyStaffing, anyInstant, (staffing, from) => {
        const days = daysToMonday(staffing, from);
        const then = localTime(staffing, from, days, "12:00");
        expect(
          Temporal.Instant.from(then.toISOString()).toZonedDateTimeISO(staffing.timeZone).dayOfWeek,
        ).toBe(1);
        expect(days).toBeGreaterThanOrEqual(1);
        expect(days).toBeLessThanOrEqual(7);
      }),
    );
  });
});
