import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { agreeMonths } from "../../src/programme/agree-months.ts";
import { decideChangeOver, type Standing } from "../../src/programme/decide-change-over.ts";
import type { DueMoment } from "../../src/programme/decide-due-days.ts";
import { decideLeast } from "../../src/programme/decide-least.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { templates } from "../../src/programme/templates.ts";
import { dueOf, template } from "./given.ts";

const exitDay = "2026-07-17";
const standing = (due: readonly DueMoment[], over: readonly string[] = []): Standing[] =>
  due.map((one) => ({ ...one, isOver: over.includes(one.occasion) }));
const tomorrow = (today: string) => Temporal.PlainDate.from(today).add({ days: 1 }).toString();
const names = (all: readonly { occasion: string }[]) => all.map(({ occasion }) => occasion);

it("a school that goes from three times a year to every two months in November calls nobody twice", () => {
  const before = standing(dueOf(template("pro_three_moments"), exitDay), ["2026-09"]);
  const next = dueOf(template("vso_bimonthly"), exitDay, { takesPartFrom: "2026-11-21" });
  const over = decideChangeOver(before, next, "2026-11-20");
  expect(names(over.keep)).toEqual(["2026-09"]);
  expect(over.drop).toEqual(["2027-01", "2027-06", "2027-09", "2028-01", "2028-06"]);
  expect(names(over.add).slice(0, 2)).toEqual(["month-06", "month-08"]);
  expect(over.change).toEqual([]);
});

it("what was asked goes on, and the new programme keeps clear of it", () => {
  const before = standing(dueOf(template("pro_three_moments"), exitDay), ["2026-09"]);
  // The check-in of January was asked on 18 December; the month-06 window lies in January too.
  const next = dueOf(template("vso_bimonthly"), exitDay, { takesPartFrom: "2026-12-21" });
  const over = decideChangeOver(before, next, "2026-12-20");
  expect(names(over.keep)).toEqual(["2026-09", "2027-01"]);
  expect(names(over.add)[0]).toBe("month-08");
});

it("the same times keep their names, and take the new form", () => {
  const before = standing(dueOf(template("pro_three_moments"), exitDay));
  const next = dueOf(template("pro_three_moments_personal"), exitDay, { takesPartFrom: "2026-08-02" });
  const over = decideChangeOver(before, next, "2026-08-01");
  expect(over.change.map(({ occasion, form }) => `${occasion} ${form}`).slice(0, 2)).toEqual([
    "2026-09 physical",
    "2027-01 phone",
  ]);
  expect([over.keep, over.add, over.drop]).toEqual([[], [], []]);
});

it("from whatever programme to whatever other, on whatever day: nothing begun is lost, nothing lies over it", () => {
  const one = fc.constantFrom(...templates);
  fc.assert(
    fc.property(one, one, fc.integer({ min: 1, max: 700 }), (from, to, days) => {
      const today = Temporal.PlainDate.from(exitDay).add({ days }).toString();
      const before = standing(dueOf(from, exitDay));
      const next = dueOf(to, exitDay, { takesPartFrom: tomorrow(today) });
      const { keep, change, add, drop } = decideChangeOver(before, next, today);
      expect(names(keep)).toEqual(names(before.filter((each) => (each.askFrom ?? each.from) <= today)));
      for (const due of [...change, ...add])
        for (const kept of keep) expect(due.until < kept.from || kept.until < due.from).toBe(true);
      const all = [...names(keep), ...names(change), ...names(add)];
      expect(new Set([...all, ...drop]).size).toBe(all.length + drop.length);
      expect([...names(keep), ...names(change), ...drop].sort()).toEqual(names(before).sort());
    }),
  );
});

it("keeps a moment of the old rhythm where the year would have fewer than both rhythms ask for", () => {
  const october = agreeMonths(template("pro_minimum"), { windows: [[10], [3], [6]] });
  // On 16 September the question for October is still to come, and the middle of September is past.
  const before = standing(dueOf(october, exitDay));
  const parts = [{ programme: october, fromMonth: 0, months: 24 }];
  const then = [{ programme: template("pro_three_moments"), fromMonth: 0, months: 24 }];
  const next = dueOf(template("pro_three_moments"), exitDay, { takesPartFrom: "2026-09-16" });
  const without = decideChangeOver(before, next, "2026-09-15");
  expect([names(without.keep), without.drop[0]]).toEqual([[], "2026-10"]);
  const least = decideLeast(parts, then, exitDay, "2026-09-16");
  expect(least).toEqual([
    { after: "2026-07-17", until: "2027-07-17", least: 3 },
    { after: "2027-07-17", until: "2028-07-17", least: 3 },
  ]);
  const over = decideChangeOver(before, next, "2026-09-15", least);
  expect(names(over.keep)).toEqual(["2026-10"]);
  expect([...names(over.change), ...names(over.add)].sort().slice(0, 2)).toEqual(["2027-01", "2027-06"]);
});

it("the least of a year is shared by two programmes, and cut with the end", () => {
  const part = (key: "region_quarterly" | "pro_three_moments", fromMonth: number, months: number) => ({
    programme: template(key),
    fromMonth,
    months,
  });
  const after = [part("region_quarterly", 0, 6), part("pro_three_moments", 6, 12)];
  const least = decideLeast([part("pro_three_moments", 0, 24)], after, exitDay, "2027-09-01");
  expect(least).toEqual([{ after: "2027-07-17", until: "2028-01-17", least: 1 }]);
  expect(decideLeast(after, after, exitDay, "2026-09-01")[0]).toMatchObject({ least: 3 });
});

it("from whatever rhythm to whatever other, on whatever day: no year has fewer moments than both ask for", () => {
  const active = templates.filter(({ minimumPerYear }) => minimumPerYear > 0);
  const one = fc.constantFrom(...active);
  fc.assert(
    fc.property(one, one, fc.integer({ min: 1, max: 700 }), (from, to, days) => {
      const today = Temporal.PlainDate.from(exitDay).add({ days }).toString();
      const least = decideLeast(wholeOf(from), wholeOf(to), exitDay, tomorrow(today));
      const next = dueOf(to, exitDay, { takesPartFrom: tomorrow(today) });
      const { keep, change, add } = decideChangeOver(standing(dueOf(from, exitDay)), next, today, least);
      const all = [...keep, ...change, ...add];
      expect(new Set(names(all)).size).toBe(all.length);
      for (const year of least) {
        const there = all.filter((each) => year.after < middle(each) && middle(each) <= year.until);
        expect(there.length).toBeGreaterThanOrEqual(year.least);
      }
    }),
    { numRuns: 300 },
  );
});

const wholeOf = (programme: Programme) => [{ programme, fromMonth: 0, months: programme.months }];
const middle = ({ from, until }: { from: string; until: string }) => {
  const first = Temporal.PlainDate.from(from);
  return first.add({ days: Math.floor(first.until(Temporal.PlainDate.from(until)).days / 2) }).toString();
};
