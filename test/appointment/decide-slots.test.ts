import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decideSlots, isFreeSlot, type SlotFacts } from "../../src/appointment/decide-slots.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { amsterdam } from "../support/walk.ts";

const zone = "Europe/Amsterdam";
const local = (at: Date) =>
  new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(at);
const hours = (from: string, until: string) => ({ from: amsterdam(from), until: amsterdam(until) });

/** Fatima works office hours and has nothing to do; it is Monday morning. */
const fatima: SlotFacts = {
  staffing: { timeZone: zone, staffedHours: officeHours },
  away: [],
  busy: [],
  free: [],
  taken: [],
  earliest: amsterdam("2026-11-24T09:00"),
  lastDay: "2026-12-21",
  minutes: 30,
  likesFrom: null,
};
const shown = (change: Partial<SlotFacts> = {}, from?: string) =>
  decideSlots({ ...fatima, ...change }, from).map(local);

describe("the times that are offered", () => {
  it("lie on several days, one in each half of a day, and not at one hour", () => {
    expect(shown()).toEqual([
      "2026-11-24 09:30",
      "2026-11-24 12:30",
      "2026-11-25 10:00",
      "2026-11-25 14:00",
      "2026-11-26 11:30",
      "2026-11-26 15:30",
    ]);
  });

  it.each<[string, Partial<SlotFacts>, string]>([
    ["not before the notice is over", { earliest: amsterdam("2026-11-25T11:10") }, "2026-11-25 11:30"],
    ["not on a day off", { away: [{ from: "2026-11-24", until: "2026-11-25" }] }, "2026-11-26 08:30"],
    [
      "not on a closed day",
      {
        staffing: { ...fatima.staffing, closedDays: [{ from: "2026-11-24", until: "2026-11-27" }] },
      },
      "2026-11-30 08:30",
    ],
    [
      "not on a holiday",
      { earliest: amsterdam("2026-12-25T08:00"), lastDay: "2026-12-31" },
      "2026-12-28 08:30",
    ],
    [
      "not when it does not suit",
      { busy: [hours("2026-11-24T00:00", "2026-11-25T00:00")] },
      "2026-11-25 08:30",
    ],
    [
      "outside the hours where the case worker said so",
      { free: [hours("2026-11-28T10:00", "2026-11-28T12:00")], earliest: amsterdam("2026-11-27T18:00") },
      "2026-11-28 10:30",
    ],
    [
      "never on a day off, whatever was said about it",
      {
        away: [{ from: "2026-11-28", until: "2026-11-28" }],
        free: [hours("2026-11-28T10:00", "2026-11-28T12:00")],
        earliest: amsterdam("2026-11-27T18:00"),
      },
      "2026-11-30 08:30",
    ],
    ["first at the person's own time", { likesFrom: "16:00" }, "2026-11-24 16:30"],
    ["at any time when the own time never meets the hours", { likesFrom: "18:00" }, "2026-11-24 09:30"],
  ])("%s", (_, change, first) => {
    expect(shown(change)[0]).toBe(first);
  });

  it("go on where the last page ended, and end on the last day", () => {
    expect(shown({}, "2026-11-27")[0]).toBe("2026-11-27 08:30");
    expect(shown({}, "2026-12-22")).toEqual([]);
  });

  it("do not overlap an appointment by a minute", () => {
    const taken = [hours("2026-11-24T09:15", "2026-11-24T10:00")];
    const free = (at: string) => isFreeSlot({ ...fatima, taken }, amsterdam(at));
    expect(["T09:00", "T09:15", "T09:45", "T10:00"].map((time) => free(`2026-11-24${time}`))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});

test.each([
  ["spring", "2027-03-28", "the hour that is missing"],
  ["autumn", "2026-10-25", "the hour that comes twice"],
])("in %s, over %s with %s, an appointment lasts as long as ever", (_, day) => {
  const night = { ...officeHours, "7": [{ from: "00:00", to: "06:00" }] };
  // Easter Sunday of 2027 is a holiday; this school works on it.
  const staffing = { timeZone: zone, staffedHours: night, worksOnHolidays: "all" } as const;
  const facts = { ...fatima, staffing, earliest: amsterdam(`${day}T00:00`), lastDay: day, minutes: 60 };
  const starts = Array.from({ length: 30 }, (__, n) => new Date(+facts.earliest + n * 900_000));
  const free = starts.filter((at) => isFreeSlot(facts, at));
  const length = (+amsterdam(`${day}T06:00`) - +amsterdam(`${day}T00:00`)) / 3_600_000;
  expect(length).toBe(day === "2027-03-28" ? 5 : 7);
  expect(free.length).toBe(Math.min(30, (length - 1) * 4 + 1));
});

const moment = fc.integer({ min: 0, max: 27 * 24 * 4 }).map((n) => new Date(+fatima.earliest + n * 900_000));
const stretch = fc
  .tuple(moment, fc.integer({ min: 1, max: 96 }))
  .map(([from, length]) => ({ from, until: new Date(+from + length * 900_000) }));
const stretches = fc.array(stretch, { maxLength: 6 });
const day = fc
  .integer({ min: 0, max: 27 })
  .map((n) => local(new Date(+fatima.earliest + n * 86_400_000)).slice(0, 10));

test("no time that is offered lies in another appointment, on a day off or when it does not suit, whatever was typed", () => {
  void fc.assert(
    fc.property(
      fc.record({
        taken: stretches,
        busy: stretches,
        free: stretches,
        off: fc.array(day, { maxLength: 4 }),
        minutes: fc.constantFrom(15, 30, 45, 90),
        likesFrom: fc.constantFrom(null, "10:00", "16:00"),
      }),
      ({ off, ...random }) => {
        const away = off.map((from) => ({ from, until: from }));
        const facts = { ...fatima, ...random, away };
        const slots = decideSlots(facts);
        const days = new Set(slots.map((at) => local(at).slice(0, 10)));
        expect(slots.length).toBeLessThanOrEqual(6);
        expect(slots.length - days.size).toBeLessThanOrEqual(days.size);
        for (const at of slots) {
          const until = new Date(+at + facts.minutes * 60_000);
          for (const other of [...facts.taken, ...facts.busy])
            expect(at < other.until && other.from < until).toBe(false);
          expect(off).not.toContain(local(at).slice(0, 10));
          expect(+at).toBeGreaterThanOrEqual(+facts.earliest);
          expect(isFreeSlot(facts, at)).toBe(true);
        }
      },
    ),
    { numRuns: 300 },
  );
});
