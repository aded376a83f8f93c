import { expect, test } from "vitest";
import { decideInNoCohort, type InNoCohort } from "../../src/programme/decide-in-no-cohort.ts";

const klas26 = { exitsFrom: "2026-06-01", exitsUntil: "2026-09-30" };
const today = "2026-11-22";
const one = (day: string, haveLeft: number): InNoCohort => ({ people: 1, haveLeft, first: day, last: day });

test.each<[string, readonly string[], readonly (typeof klas26)[], InNoCohort | undefined]>([
  ["nobody leaves", [], [], undefined],
  [
    "everybody left on its days, the first and the last included",
    ["2026-06-01", "2026-09-30"],
    [klas26],
    undefined,
  ],
  ["a day after its last", ["2026-07-10", "2026-10-01"], [klas26], one("2026-10-01", 1)],
  ["a day before its first", ["2026-05-31"], [klas26], one("2026-05-31", 1)],
  [
    "without any cohort everybody",
    ["2027-07-10", "2026-07-10"],
    [],
    { people: 2, haveLeft: 1, first: "2026-07-10", last: "2027-07-10" },
  ],
  ["who leaves today has left", [today], [klas26], one(today, 1)],
  ["who leaves tomorrow has not", ["2026-11-23"], [klas26], one("2026-11-23", 0)],
  ["LAW-09 on the last day of the two years", ["2024-11-22"], [klas26], one("2024-11-22", 1)],
  ["LAW-09 and a day later it is over", ["2024-11-21"], [klas26], undefined],
  [
    "several cohorts, and the days between them",
    ["2027-01-15"],
    [klas26, { exitsFrom: "2027-02-01", exitsUntil: "2027-12-31" }],
    one("2027-01-15", 0),
  ],
])("%s", (_name, exitDays, cohorts, expected) => {
  expect(decideInNoCohort(exitDays, cohorts, today)).toEqual(expected);
});
