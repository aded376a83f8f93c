import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { decideReadMoment } from "../../src/people/decide-read-moment.ts";
import { officeHours } from "../../src/people/is-staffed.ts";
import { deputyOf } from "../../src/people/whose-list.ts";

const timeZone = "Europe/Amsterdam";
const at = (local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);
const school = {
  timeZone,
  staffedHours: officeHours,
  closedDays: [{ from: "2026-12-21", until: "2027-01-03" }],
};

describe("when a human reads what is said now", () => {
  test.each([
    ["2026-11-23T10:00", "today", "2026-11-23T17:00"],
    ["2026-11-23T16:29", "today", "2026-11-23T17:00"],
    // Half an hour before the end nobody is told "today" any more.
    ["2026-11-23T16:31", "2026-11-24T08:00", "2026-11-24T17:00"],
    ["2026-11-23T07:00", "2026-11-23T08:00", "2026-11-23T17:00"],
    ["2026-11-27T20:00", "2026-11-30T08:00", "2026-11-30T17:00"],
    ["2026-12-18T18:00", "2027-01-04T08:00", "2027-01-04T17:00"],
  ])("said at %s it is %s, and it has come to nothing at %s", (now, said, dueAt) => {
    const moment = decideReadMoment(school, at(now));
    expect(moment.said).toEqual(said === "today" ? { when: "today" } : { when: "at", at: at(said) });
    expect(moment.dueAt).toEqual(at(dueAt));
  });

  test("without hours in sight it is as soon as possible, and a day later it has come to nothing", () => {
    const now = at("2026-11-23T10:00");
    const moment = decideReadMoment({ timeZone, staffedHours: {} }, now);
    expect(moment).toEqual({ said: { when: "soon" }, dueAt: new Date(now.getTime() + 86_400_000) });
  });
});

describe("who stands in", () => {
  const away = (caseWorkerId: string, deputyId: string | null) => ({ caseWorkerId, deputyId });
  test.each([
    ["the deputy", [away("fatima", "bart")], "bart"],
    ["the deputy's deputy when both are away", [away("fatima", "bart"), away("bart", "carla")], "carla"],
    ["nobody when nobody was named", [away("fatima", null)], null],
    ["nobody when it runs in a circle", [away("fatima", "bart"), away("bart", "fatima")], null],
    ["nobody when the deputy is away without one", [away("fatima", "bart"), away("bart", null)], null],
  ] as const)("is %s", (_, all, expected) => {
    expect(deputyOf(all, all[0])).toBe(expected);
  });
});
