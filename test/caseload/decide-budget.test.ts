import fc from "fast-check";
import { expect, it, test } from "vitest";
import { budgetMinutes, decideBudget, decideYear } from "../../src/caseload/decide-budget.ts";

test.each([
  ["2026-07-10", "2026-07-09", undefined],
  ["2026-07-10", "2026-07-10", "year1"],
  ["2026-07-10", "2027-07-09", "year1"],
  ["2026-07-10", "2027-07-10", "year2"],
  ["2026-07-10", "2028-07-09", "year2"],
  ["2026-07-10", "2028-07-10", undefined],
  // The day after 28 February begins the second year of who left on a 29th.
  ["2024-02-29", "2025-02-27", "year1"],
  ["2024-02-29", "2025-02-28", "year2"],
])("who left on %s is on %s in %s", (exit, today, year) => {
  expect(decideYear(exit, today)).toBe(year);
});

it("calculates with five hours in the first year and half of them in the second (LAW-13)", () => {
  expect(budgetMinutes).toEqual({ year1: 5 * 60, year2: 2.5 * 60 });
});

it("averages over everybody of a year, also those without a minute, and counts a year's own minutes alone", () => {
  const budget = decideBudget(
    [
      { exitDate: "2026-07-10", contacts: [{ day: "2026-09-01", minutes: 60 }] },
      { exitDate: "2026-07-10", contacts: [] },
      {
        exitDate: "2025-07-10",
        contacts: [
          { day: "2025-10-01", minutes: 500 },
          { day: "2026-10-01", minutes: 20 },
        ],
      },
      { exitDate: "2020-07-10", contacts: [{ day: "2026-10-01", minutes: 900 }] },
    ],
    "2026-11-25",
  );
  expect(budget).toEqual({
    year1: { people: 2, averageMinutes: 30 },
    year2: { people: 1, averageMinutes: 20 },
  });
});

it("limits nobody: whatever one person has had more, the average grows by", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (minutes) => {
      const one = { exitDate: "2026-07-10", contacts: [{ day: "2026-09-01", minutes }] };
      expect(decideBudget([one], "2026-11-25").year1.averageMinutes).toBe(minutes);
    }),
  );
});
