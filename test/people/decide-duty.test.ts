import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { type Away, type DutyPlan, decideDuty, type Planned } from "../../src/people/duty/decide-duty.ts";
import { localDay, officeHours, type StaffedHours } from "../../src/people/duty/is-staffed.ts";

const timeZone = "Europe/Amsterdam";
const at = (noted: string) =>
  new Date(Temporal.PlainDateTime.from(noted).toZonedDateTime(timeZone).epochMilliseconds);
const local = (instant: Date | null) =>
  instant &&
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ smallestUnit: "minute", timeZoneName: "never" });

const person = (id: string, hours: StaffedHours | null = null): Planned => ({
  id,
  role: "caseWorker",
  hours,
  channels: ["telegram"],
});
const away = (caseWorkerId: string, fromDay: string, untilDay: string, deputyId: string | null = null) => ({
  caseWorkerId,
  fromDay,
  untilDay,
  deputyId,
});
const school: DutyPlan = {
  organisation: { timeZone, staffedHours: officeHours, closedDays: null },
  staff: [person("fatima"), person("joris")],
  absences: [],
  shifts: [],
};
const of = (plan: DutyPlan, now: string, id = "fatima") =>
  decideDuty(plan, at(now)).members.find((one) => one.id === id);

const mondayMornings: StaffedHours = { "1": [{ from: "09:00", to: "12:30" }] };
/** Two o'clock in the night, which one Sunday a year does not have and another has twice. */
const nights: StaffedHours = { "7": [{ from: "02:00", to: "03:00" }] };

describe("who is on duty", () => {
  test.each<[string, Partial<DutyPlan>, string, boolean]>([
    ["within the organisation's hours", {}, "2026-11-23T08:00", true],
    ["not at the end of the hours", {}, "2026-11-23T17:00", false],
    ["by own hours", { staff: [person("fatima", mondayMornings)] }, "2026-11-23T12:29", true],
    ["not outside own hours", { staff: [person("fatima", mondayMornings)] }, "2026-11-23T12:30", false],
    [
      "not on a day without own hours",
      { staff: [person("fatima", mondayMornings)] },
      "2026-11-24T10:00",
      false,
    ],
    ["never with hours that are empty", { staff: [person("fatima", {})] }, "2026-11-23T10:00", false],
    [
      "not on a closed day",
      { organisation: { ...school.organisation, closedDays: [{ from: "2026-12-21", until: "2027-01-01" }] } },
      "2026-12-21T10:00",
      false,
    ],
    [
      "not on the first day away",
      { absences: [away("fatima", "2026-11-24", "2026-11-25")] },
      "2026-11-24T08:00",
      false,
    ],
    [
      "not on the last day away",
      { absences: [away("fatima", "2026-11-24", "2026-11-25")] },
      "2026-11-25T16:59",
      false,
    ],
    [
      "again the day after",
      { absences: [away("fatima", "2026-11-24", "2026-11-25")] },
      "2026-11-26T08:00",
      true,
    ],
    [
      "when a colleague is away",
      { absences: [away("joris", "2026-11-23", "2026-11-23")] },
      "2026-11-23T10:00",
      true,
    ],
    ["not in an hour that the clock skips", { staff: [person("fatima", nights)] }, "2027-03-28T03:00", false],
    ["in the hour that comes twice", { staff: [person("fatima", nights)] }, "2026-10-25T02:30", true],
  ])("%s", (_, change, now, expected) => {
    expect(of({ ...school, ...change }, now)?.isOnDuty).toBe(expected);
  });

  it("is a day of the organisation's own time zone", () => {
    const island = { ...school.organisation, timeZone: "America/Curacao" };
    const plan = { ...school, organisation: island, absences: [away("fatima", "2026-11-24", "2026-11-24")] };
    // Monday evening there, Tuesday here.
    const monday = new Date("2026-11-23T20:59:00Z");
    expect(decideDuty(plan, monday).members[0]?.isOnDuty).toBe(true);
  });
});

describe("who is on call", () => {
  const night = { caseWorkerId: "fatima", fromAt: at("2026-11-23T17:00"), untilAt: at("2026-11-24T08:00") };
  test.each<[string, Partial<DutyPlan>, string, boolean]>([
    ["from the start", {}, "2026-11-23T17:00", true],
    ["not before", {}, "2026-11-23T16:59", false],
    ["to just before the end", {}, "2026-11-24T07:59", true],
    ["not at the end", {}, "2026-11-24T08:00", false],
    ["not while away", { absences: [away("fatima", "2026-11-24", "2026-11-24")] }, "2026-11-24T03:00", false],
    [
      "before the day away begins",
      { absences: [away("fatima", "2026-11-24", "2026-11-24")] },
      "2026-11-23T23:59",
      true,
    ],
  ])("%s", (_, change, now, expected) => {
    const plan = { ...school, shifts: [night], ...change };
    expect(of(plan, now)?.isOnCall).toBe(expected);
    expect(of(plan, now, "joris")?.isOnCall).toBe(false);
  });
});

describe("who stands in", () => {
  const staff = ["fatima", "joris", "mila", "sem"].map((id) => person(id));
  const monday = (id: string, deputyId: string | null) => away(id, "2026-11-23", "2026-11-23", deputyId);
  test.each<[string, readonly Away[], string | null]>([
    ["nobody for whoever is there", [], null],
    ["nobody when nobody was named", [monday("fatima", null)], null],
    ["the deputy", [monday("fatima", "joris")], "joris"],
    ["the deputy of a deputy who is away", [monday("fatima", "joris"), monday("joris", "mila")], "mila"],
    ["nobody when the deputy is away without one", [monday("fatima", "joris"), monday("joris", null)], null],
    ["nobody in a circle of two", [monday("fatima", "joris"), monday("joris", "fatima")], null],
    [
      "nobody in a circle further on",
      [monday("fatima", "joris"), monday("joris", "mila"), monday("mila", "joris")],
      null,
    ],
    ["nobody when the deputy left", [monday("fatima", "gone")], null],
    ["nobody who stands in for themselves", [monday("fatima", "fatima")], null],
    ["nobody on another day", [away("fatima", "2026-11-24", "2026-11-24", "joris")], null],
    ["the one who was named last", [monday("fatima", "joris"), monday("fatima", "mila")], "mila"],
  ])("%s", (_, absences, expected) => {
    expect(of({ ...school, staff, absences }, "2026-11-23T10:00")?.deputyId).toBe(expected);
  });
});

describe("when the next is on duty", () => {
  const days = (from: string, until: string): DutyPlan["organisation"] => ({
    ...school.organisation,
    closedDays: [{ from, until }],
  });
  test.each<[string, Partial<DutyPlan>, string, string | null]>([
    ["now, when somebody is", {}, "2026-11-23T10:00", "2026-11-23T10:00+01:00"],
    ["on Monday, on a Friday evening", {}, "2026-11-27T17:00", "2026-11-30T08:00+01:00"],
    [
      "when a colleague is back first",
      { absences: [away("fatima", "2026-11-23", "2026-12-04"), away("joris", "2026-11-23", "2026-11-24")] },
      "2026-11-23T10:00",
      "2026-11-25T08:00+01:00",
    ],
    [
      "by the hours of who begins first",
      { staff: [person("fatima", mondayMornings), person("joris", { "2": officeHours["2"] ?? [] })] },
      "2026-11-23T13:00",
      "2026-11-24T08:00+01:00",
    ],
    [
      "after the holidays",
      { organisation: days("2026-12-21", "2027-01-01") },
      "2026-12-18T18:00",
      "2027-01-04T08:00+01:00",
    ],
    ["after Easter, in the summer's morning", {}, "2027-03-26T18:00", "2027-03-30T08:00+02:00"],
    [
      "not in sight when closed for a season",
      { organisation: days("2026-12-01", "2027-03-01") },
      "2026-11-30T18:00",
      null,
    ],
    ["not in sight without staff", { staff: [] }, "2026-11-23T10:00", null],
    [
      "a week later when the clock skips the hour",
      { staff: [person("fatima", nights)] },
      "2027-03-27T12:00",
      "2027-04-04T02:00+02:00",
    ],
  ])("%s", (_, change, now, expected) => {
    expect(local(decideDuty({ ...school, ...change }, at(now)).nextDutyAt)).toBe(expected);
  });
});

describe("whatever is planned", () => {
  const ids = ["a", "b", "c", "d"] as const;
  const id = fc.constantFrom(...ids);
  /** The autumn change of the clock lies in the middle. */
  const first = Temporal.PlainDate.from("2026-10-19");
  const day = fc.integer({ min: 0, max: 20 }).map((days) => first.add({ days }).toString());
  const spans = fc
    .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 23 }))
    .map(([from, to]) => {
      const time = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
      return from < to ? [{ from: time(from), to: time(to) }] : [];
    });
  const hours: fc.Arbitrary<StaffedHours> = fc.record({ "1": spans, "3": spans, "6": spans, "7": spans });
  const absences = fc.array(
    fc
      .record({ caseWorkerId: id, one: day, other: day, deputyId: fc.option(id) })
      .map(({ caseWorkerId, one, other, deputyId }) =>
        one < other ? away(caseWorkerId, one, other, deputyId) : away(caseWorkerId, other, one, deputyId),
      ),
    { maxLength: 8 },
  );
  const plans = fc.record({
    organisation: fc.record({
      timeZone: fc.constant(timeZone),
      staffedHours: hours,
      closedDays: fc.option(
        fc.array(
          fc.tuple(day, day).map(([from, until]) => ({ from, until })),
          { maxLength: 2 },
        ),
      ),
    }),
    staff: fc.tuple(...ids.map((one) => fc.option(hours).map((own) => person(one, own)))),
    absences,
    shifts: fc.constant([]),
  });
  const moments = fc
    .integer({ min: 0, max: 20 * 24 * 60 })
    .map((minutes) => new Date(at("2026-10-19T00:00").getTime() + minutes * 60_000));

  it("has somebody on duty at the next moment, and nobody before it", () => {
    fc.assert(
      fc.property(plans, moments, fc.double({ min: 0, max: 1, noNaN: true }), (plan, now, share) => {
        const { nextDutyAt } = decideDuty(plan, now);
        const isSomebodyThere = (instant: Date) =>
          decideDuty(plan, instant).members.some(({ isOnDuty }) => isOnDuty);
        const end = nextDutyAt ?? new Date(now.getTime() + 60 * 86_400_000);
        if (nextDutyAt) expect(isSomebodyThere(nextDutyAt)).toBe(true);
        const between = new Date(Math.floor(now.getTime() + share * (end.getTime() - now.getTime())));
        if (between < end) expect(isSomebodyThere(between)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it("names no deputy who is away too, and none for somebody who is there", () => {
    fc.assert(
      fc.property(plans, moments, (plan, now) => {
        const today = localDay(plan.organisation, now);
        const isAway = (one: string) =>
          plan.absences.some(
            ({ caseWorkerId, fromDay, untilDay }) =>
              caseWorkerId === one && fromDay <= today && today <= untilDay,
          );
        for (const member of decideDuty(plan, now).members) {
          if (isAway(member.id)) expect(member.isOnDuty).toBe(false);
          if (member.deputyId === null) continue;
          expect(isAway(member.id)).toBe(true);
          expect(isAway(member.deputyId)).toBe(false);
          expect(member.deputyId).not.toBe(member.id);
        }
      }),
      { numRuns: 300 },
    );
  });
});
