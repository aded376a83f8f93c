import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { expect, it } from "vitest";
import { decideChangeOver, type Standing } from "../../src/programme/decide-change-over.ts";
import type { DueMoment } from "../../src/programme/decide-due-days.ts";
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
