import { describe, expect, it, test } from "vitest";
import {
  decideDeadlines,
  type Known,
  nextLookDay,
} from "../../../src/programme/deadline/decide-deadlines.ts";

/** Amina takes part, works, and nothing of hers ends. */
const amina: Known = {
  today: "2026-11-23",
  takesPart: true,
  birthDate: "2009-03-14",
  exitProfile: "labour_market",
  situation: "work_regular",
  situationSince: "2026-08-01",
  atHomeSince: null,
  checkIns: [],
};
const days = (more: Partial<Known>) =>
  decideDeadlines({ ...amina, ...more }).map(
    ({ kind, stage, day, dueDay, does }) => `${kind} ${stage} ${day}: ${does} ${dueDay}`,
  );
const byHand = (day: string) => ({ day, source: "caseWorker" as const, on: "2026-09-01" });

describe("R1: a contract or an indication that ends", () => {
  test.each([
    ["2027-03-14", "2026-12-14", "2027-02-12"],
    // Over New Year, and over a change of the clock: days are counted, never hours.
    ["2027-01-15", "2026-10-17", "2026-12-16"],
    ["2027-04-01", "2027-01-01", "2027-03-02"],
    // A leap day on the way.
    ["2028-03-30", "2027-12-31", "2028-02-29"],
  ])("one that ends on %s is a task on %s and urgent on %s", (end, first, last) => {
    expect(days({ contractEnd: byHand(end) })).toEqual([
      `contractEnd first ${end}: task ${first}`,
      `contractEnd last ${end}: urgent ${last}`,
    ]);
    expect(days({ indicationEnd: byHand(end) })).toEqual([
      `indicationEnd first ${end}: task ${first}`,
      `indicationEnd last ${end}: urgent ${last}`,
    ]);
  });

  it("says nothing late of what an answer said itself, and a task of what a human typed late", () => {
    const late = (source: "answer" | "caseWorker") =>
      decideDeadlines({ ...amina, contractEnd: { day: "2027-03-14", source, on: "2026-09-01" } }).map(
        (one) => one.whenLate,
      );
    expect(late("answer")).toEqual(["nothing", "nothing"]);
    expect(late("caseWorker")).toEqual(["task", "task"]);
  });
});

test.each([
  ["mbo_bol", "2026-11-10", 0],
  ["at_home", "2026-11-10", 0],
  // An apprentice has a contract, and what was said since of one is of the new job.
  ["mbo_bbl", "2026-11-10", 2],
  ["mbo_bol", "2026-08-01", 2],
])(
  "R1: of a contract nothing is watched once the job is over: %s since %s",
  (situation, situationSince, n) => {
    expect(days({ situation, situationSince, contractEnd: byHand("2027-03-14") })).toHaveLength(n);
  },
);

test.each([
  ["2026-08-01", "2026-11-01"],
  ["2026-10-31", "2027-01-31"],
  // November has thirty days, February twenty-eight.
  ["2026-08-31", "2026-11-30"],
  ["2026-11-30", "2027-02-28"],
  ["2027-11-29", "2028-02-29"],
])("R7: at home or seeking since %s is urgent on %s", (atHomeSince, due) => {
  expect(days({ situation: "at_home", atHomeSince })).toEqual([`atHome last ${atHomeSince}: urgent ${due}`]);
});

test.each([
  // Six weeks from the day after: sent on the first, objected to on the thirteenth of the next month at the latest.
  ["2026-12-01", "2027-01-12", "2026-12-22", "2027-01-05"],
  ["2026-03-10", "2026-04-21", "2026-03-31", "2026-04-14"],
  ["2028-02-01", "2028-03-14", "2028-02-22", "2028-03-07"],
])(
  "R8: a letter of %s can be objected to until %s: a task on %s, urgent on %s",
  (letter, end, first, last) => {
    expect(days({ letter: byHand(letter) })).toEqual([
      `objection first ${end}: task ${first}`,
      `objection last ${end}: urgent ${last}`,
    ]);
  },
);

test.each([
  ["2009-03-14", "2027-03-14", "2026-09-01"],
  // Half a year before it the month is short, and the year of eighteen has no 29 February.
  ["2008-02-29", "2026-03-01", "2025-08-01"],
  ["2008-08-31", "2026-08-31", "2026-02-01"],
])("R13: who was born on %s turns eighteen on %s, and it is a task on %s", (birthDate, day, due) => {
  const expected = [`eighteen first ${day}: task ${due}`];
  expect(days({ birthDate, exitProfile: "day_activity" })).toEqual(expected);
  expect(days({ birthDate, situation: "sheltered_work" })).toEqual(expected);
  expect(days({ birthDate })).toEqual([]);
});

describe("R14: whoever wishes to study hears of 1 April on 1 February", () => {
  test.each([
    ["2026-11-23", "2027-04-01"],
    ["2026-12-31", "2027-04-01"],
    ["2027-01-01", "2027-04-01"],
    ["2027-03-31", "2027-04-01"],
    ["2027-04-01", "2028-04-01"],
  ])("on %s it is about %s", (today, day) => {
    const known = { ...amina, today, studyWish: byHand("2026-11-23") };
    expect(days(known)).toEqual([`application first ${day}: message ${day.slice(0, 4)}-02-01`]);
    expect(nextLookDay(known)).toBe(day);
  });

  it("counts a wish for a year, a profile for ever, and nobody who studies already", () => {
    const studyWish = byHand("2025-11-22");
    expect(days({ studyWish })).toEqual([]);
    expect(days({ exitProfile: "further_education" })).toHaveLength(1);
    expect(days({ exitProfile: "further_education", situation: "mbo_entry" })).toEqual([]);
    expect(nextLookDay(amina)).toBeNull();
  });
});

test.each<[string, string[]]>([
  ["+", []],
  ["++", ["growth first 2026-01-02: task 2026-01-02"]],
  ["+-+", []],
  ["-+++", ["growth first 2026-01-03: task 2026-01-03"]],
  ["++++", ["growth first 2026-01-04: task 2026-01-04"]],
  ["++-", []],
])("R15: of the check-ins %s, oldest first, two wishes to grow in a row are a task", (row, expected) => {
  const checkIns = [...row].map((one, index) => ({ day: `2026-01-0${index + 1}`, growth: one === "+" }));
  expect(days({ checkIns })).toEqual(expected);
});

it("watches nothing of somebody who does not take part (LAW-10)", () => {
  expect(days({ takesPart: false, contractEnd: byHand("2027-03-14"), atHomeSince: "2026-08-01" })).toEqual(
    [],
  );
});
