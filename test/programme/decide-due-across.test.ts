import { expect, it } from "vitest";
import { agreeMonths } from "../../src/programme/agree-months.ts";
import { decideDueAcross } from "../../src/programme/decide-due-across.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { templates } from "../../src/programme/templates.ts";
import { dueOf, template, whole } from "./given.ts";

const exitDay = "2026-07-17";
const from = (fromDay: string, programme: Programme) => ({ fromDay, parts: whole(programme) });
const lines = (all: ReturnType<typeof decideDueAcross>) =>
  all.map(({ occasion, rhythm }) => `${occasion} ${rhythm}`);

it.each(templates)("where nothing changes a course is that of its programme: $key", (one) => {
  const due = decideDueAcross([from(exitDay, one)], { exitDay, keepsLeast: true });
  expect(due).toEqual(dueOf(one, exitDay).map((each) => ({ ...each, rhythm: 0 })));
});

it("each rhythm plans until the day before the next one counts", () => {
  const rhythms = [
    from("2026-10-06", template("pro_three_moments")),
    from("2027-02-01", template("vso_bimonthly")),
  ];
  expect(lines(decideDueAcross(rhythms, { exitDay, keepsLeast: true })).slice(0, 6)).toEqual([
    "2026-09 0",
    "2027-01 0",
    "month-08 1",
    "month-10 1",
    "month-12 1",
    "month-14 1",
  ]);
  const onward = decideDueAcross(rhythms, { exitDay, takesPartFrom: "2026-10-06" });
  expect(lines(onward).slice(0, 2)).toEqual(["2027-01 0", "month-08 1"]);
});

it("what was asked before the next one counts goes on, and nothing of that one lies over it", () => {
  const rhythms = [
    from("2026-10-06", template("pro_three_moments")),
    from("2027-02-01", template("vso_bimonthly")),
    from("2027-05-01", template("continuous_face")),
  ];
  // The talk of January lasts until the end of February; May is asked about on 26 April.
  expect(lines(decideDueAcross(rhythms, { exitDay, keepsLeast: true })).slice(0, 6)).toEqual([
    "2026-09 0",
    "2027-01 0",
    "month-08 1",
    "month-10 1",
    "month-11 2",
    "month-12 2",
  ]);
  const close = [
    from("2026-10-06", template("pro_three_moments")),
    from("2027-02-01", template("continuous_face")),
  ];
  expect(lines(decideDueAcross(close, { exitDay })).slice(0, 4)).toEqual([
    "2026-09 0",
    "2027-01 0",
    "month-08 1",
    "month-09 1",
  ]);
});

it("the year of the change has no fewer than both ask for, where that is looked at", () => {
  const october = agreeMonths(template("pro_minimum"), { windows: [[10], [3], [6]] });
  const rhythms = [from(exitDay, october), from("2026-09-16", template("pro_three_moments"))];
  const ofOctober = (keepsLeast: boolean) =>
    lines(decideDueAcross(rhythms, { exitDay, keepsLeast })).filter((line) => line.endsWith(" 0"));
  expect(ofOctober(false)).toEqual([]);
  expect(ofOctober(true)).toEqual(["2026-10 0"]);
});
