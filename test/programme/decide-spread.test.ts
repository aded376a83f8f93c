import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import {
  isMessageTime,
  type MessageCalendar,
  type OwnTime,
} from "../../src/people/calendar/is-message-time.ts";
import { decideSpread, type SpreadPerson, type SpreadRules } from "../../src/programme/decide-spread.ts";

const timeZone = "Europe/Amsterdam";
const school: MessageCalendar = { timeZone };
const dayOf = (instant: Date) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
const september = { from: "2026-09-07", until: "2026-10-02", mostADay: 3, calendar: school };

const cohort = (count: number, workers: number): SpreadPerson[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
    caseWorkerId: `worker-${n % workers}`,
    ownTime: null,
  }));

/** How many check-ins fall on each case worker's busiest day. */
function busiest(people: readonly SpreadPerson[], rules: SpreadRules): number {
  const load = new Map<string, number>();
  const spread = decideSpread(people, rules);
  for (const { id, caseWorkerId } of people) {
    const place = spread.get(id);
    if (!place) throw new Error(`${id} has no place`);
    const key = `${caseWorkerId} ${dayOf(place.at)}`;
    load.set(key, (load.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...load.values());
}

test("a cohort of sixty with two case workers: everybody in the window, at most three a day each", () => {
  const people = cohort(60, 2);
  const spread = decideSpread(people, september);
  expect(spread.size).toBe(60);
  expect([...spread.values()].every(({ isInWindow }) => isInWindow)).toBe(true);
  expect(busiest(people, september)).toBeLessThanOrEqual(3);
  // Not all at the same time of the day.
  expect(new Set([...spread.values()].map(({ at }) => at.getTime() % 86_400_000)).size).toBeGreaterThan(20);
});

test("more than a month can bear goes on after it, still at most three a day", () => {
  const people = cohort(100, 1);
  const spread = decideSpread(people, september);
  expect(spread.size).toBe(100);
  expect([...spread.values()].filter(({ isInWindow }) => isInWindow)).toHaveLength(60);
  expect(busiest(people, september)).toBe(3);
});

test("a window that is a vacation comes on the first days after it", () => {
  const calendar = { timeZone, closedDays: [{ from: "2026-12-19", until: "2027-01-03" }] };
  const rules = { from: "2026-12-21", until: "2026-12-31", mostADay: 2, calendar };
  const days = [...decideSpread(cohort(4, 1), rules).values()].map(({ at }) => dayOf(at)).sort();
  expect(days).toEqual(["2027-01-04", "2027-01-04", "2027-01-05", "2027-01-05"]);
});

test("a school that is closed for years has no place for anybody", () => {
  const calendar = { timeZone, closedDays: [{ from: "2026-01-01", until: "2030-01-01" }] };
  expect(decideSpread(cohort(2, 1), { ...september, calendar }).size).toBe(0);
});

const anyOwn: fc.Arbitrary<OwnTime | null> = fc.option(
  fc.record({ from: fc.constantFrom(null, "16:00", "18:00", "22:00"), saturday: fc.boolean() }),
);
const anyPeople = fc.uniqueArray(
  fc.record({ id: fc.uuid(), caseWorkerId: fc.constantFrom("a", "b", "c"), ownTime: anyOwn }),
  { selector: ({ id }) => id, maxLength: 60 },
);
const anyRules = fc
  .record({
    from: fc.constantFrom("2026-09-07", "2026-12-14", "2027-03-22", "2028-02-25"),
    days: fc.integer({ min: 0, max: 40 }),
    mostADay: fc.integer({ min: 1, max: 6 }),
    isClosed: fc.boolean(),
    saturday: fc.boolean(),
  })
  .map(
    ({ from, days, mostADay, isClosed, saturday }): SpreadRules => ({
      from,
      until: Temporal.PlainDate.from(from).add({ days }).toString(),
      mostADay,
      calendar: {
        timeZone,
        closedDays: isClosed ? [{ from: "2026-12-19", until: "2027-01-03" }] : null,
        messageHours: { from: "10:00", until: "19:30", saturday, whenClosed: false },
      },
    }),
  );
const placesOf = (spread: ReturnType<typeof decideSpread>) =>
  new Map([...spread].map(([id, { at }]) => [id, at.toISOString()]));

describe("whoever is in the cohort, whatever the window", () => {
  it("everybody has a place, at a good time for them, not before the window, and no day is too full", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, (people, rules) => {
        const spread = decideSpread(people, rules);
        for (const { id, ownTime } of people) {
          const place = spread.get(id);
          if (!place) throw new Error("Somebody has no place");
          expect(isMessageTime(rules.calendar, ownTime, place.at)).toBe(true);
          const day = dayOf(place.at);
          expect(day >= rules.from).toBe(true);
          expect(place.isInWindow).toBe(day <= rules.until);
        }
        expect(busiest(people, rules)).toBeLessThanOrEqual(rules.mostADay);
      }),
    );
  });

  it("the order of the list makes no difference", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, (people, rules) => {
        expect(placesOf(decideSpread([...people].reverse(), rules))).toEqual(
          placesOf(decideSpread(people, rules)),
        );
      }),
    );
  });

  it("without a full day nobody moves when others come or go", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, fc.nat(), (people, rules, some) => {
        const roomy = { ...rules, mostADay: people.length + 1 };
        const all = placesOf(decideSpread(people, roomy));
        const left = people.filter((_, place) => (some >> (place % 31)) % 2 === 0);
        for (const [id, at] of placesOf(decideSpread(left, roomy))) expect(at).toBe(all.get(id));
      }),
    );
  });

  it("of another case worker's people nobody moves anybody", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, (people, rules) => {
        const all = placesOf(decideSpread(people, rules));
        const own = people.filter(({ caseWorkerId }) => caseWorkerId === "a");
        for (const [id, at] of placesOf(decideSpread(own, rules))) expect(at).toBe(all.get(id));
      }),
    );
  });

  it("when somebody leaves, whoever had their own first choice keeps it", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, (people, rules) => {
        const [, ...left] = people;
        const before = placesOf(decideSpread(people, rules));
        const after = placesOf(decideSpread(left, rules));
        const alone = placesOf(decideSpread(left, { ...rules, mostADay: people.length + 1 }));
        for (const { id } of left)
          if (before.get(id) === alone.get(id)) expect(after.get(id)).toBe(before.get(id));
      }),
    );
  });

  it("who was placed before stays, whoever comes", () => {
    fc.assert(
      fc.property(anyPeople, anyRules, (people, rules) => {
        const first = people.slice(0, Math.floor(people.length / 2));
        const placed = new Map([...decideSpread(first, rules)].map(([id, { at }]) => [id, at]));
        const all = decideSpread(people, { ...rules, placed });
        for (const [id, at] of placed) expect(all.get(id)?.at).toEqual(at);
        expect(busiest(people, { ...rules, placed })).toBeLessThanOrEqual(rules.mostADay);
      }),
    );
  });
});
