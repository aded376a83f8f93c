import { expect, test } from "vitest";
import { decideWorkload, weekHours } from "../../src/caseload/decide-workload.ts";
import { officeHours } from "../../src/people/duty/is-staffed.ts";

const threeDays = Object.fromEntries(["1", "2", "4"].map((day) => [day, [{ from: "09:00", to: "15:00" }]]));

test("a week's hours are those of all its days", () => {
  expect(weekHours(officeHours)).toBe(45);
  expect(weekHours(threeDays)).toBe(18);
  expect(
    weekHours({
      "1": [
        { from: "09:00", to: "12:30" },
        { from: "13:00", to: "17:15" },
      ],
    }),
  ).toBe(7.75);
  expect(weekHours({})).toBe(0);
});

test.each([
  // people, said, hours, norm → fte, from, room, per fte, over
  [32, null, null, null, 1, "assumed", 32, 32, false],
  [33, null, null, null, 1, "assumed", 32, 33, true],
  [16, null, threeDays, null, 0.5, "hours", 16, 32, false],
  [17, null, threeDays, null, 0.5, "hours", 16, 34, true],
  [30, null, officeHours, null, 1, "hours", 32, 30, false],
  [26, 80, threeDays, null, 0.8, "said", 26, 32.5, false],
  [20, 80, null, 25, 0.8, "said", 20, 25, false],
  [3, null, {}, null, 0, "hours", 0, null, true],
  [0, null, {}, null, 0, "hours", 0, null, false],
] as const)("%i people with %s said, hours %j and norm %s", (people, said, hours, norm, ...wanted) => {
  const load = decideWorkload({ people, fteHundredths: said, hours, norm });
  const { fte, fteFrom, room, perFte, isOver } = load;
  expect([fte, fteFrom, room, perFte, isOver]).toEqual(wanted);
});
