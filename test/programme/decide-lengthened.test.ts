import { describe, expect, it, test } from "vitest";
import { decideDueDays } from "../../src/programme/decide-due-days.ts";
import { lengthenCourse, lengthenedMonths, lengthenParts } from "../../src/programme/decide-lengthened.ts";
import { line, template, whole } from "./given.ts";

const place = (endsOn: string, startsOn = "2026-07-17") => ({ startsOn, endsOn });
const year = whole(template("region_quarterly"));

describe("a place that lasts longer than its programmes", () => {
  it.each<[string, ReturnType<typeof place>, number | null]>([
    ["the Act's two years", place("2028-07-17"), 24],
    ["as long as its programmes", place("2027-07-17"), null],
    ["four weeks' notice after a corrected exit", place("2027-08-14"), null],
    ["two years from 29 February", place("2030-02-28", "2028-02-29"), 24],
    ["shorter than its programmes", place("2027-03-17"), null],
  ])("%s", (_name, days, months) => {
    expect(lengthenedMonths(days, year)).toBe(months);
  });

  it("goes on with the last programme, and with who leads then", () => {
    const parts = [
      { fromMonth: 0, months: 6, leadOrganisationId: "school" },
      { fromMonth: 6, months: 6, leadOrganisationId: "region" },
    ];
    expect(lengthenParts(parts, place("2028-07-17"))).toEqual([
      { fromMonth: 0, months: 6, leadOrganisationId: "school" },
      { fromMonth: 6, months: 18, leadOrganisationId: "region" },
    ]);
    expect(lengthenParts(parts, place("2027-07-17"))).toEqual(parts);
  });
});

const dueIn = (key: Parameters<typeof template>[0], takesPartFrom: string) =>
  decideDueDays({
    parts: lengthenCourse(whole(template(key)), place("2028-07-17")),
    exitDay: "2026-07-17",
    takesPartFrom,
  });

test("the second year of a programme of one has its moments, from the yes on until the end", () => {
  expect(dueIn("region_quarterly", "2027-07-23").map(line)).toEqual([
    "2027-07 2027-08-06..2027-09-30 ask 2027-07-23..2027-07-30",
    "2027-10 2027-10-01..2027-12-31 ask 2027-09-17..2027-09-24",
    "2028-01 2028-01-01..2028-03-31 ask 2027-12-18..2027-12-25",
    "2028-04 2028-04-01..2028-06-30 ask 2028-03-18..2028-03-25",
  ]);
});

test("what belongs to the first year alone goes on in the second: a talk each week stays one each week", () => {
  const weeks = dueIn("transfer_intensive", "2027-07-19");
  expect(weeks.every(({ moment, phase }) => moment === "week" && phase === "year_2")).toBe(true);
  expect(weeks.length).toBeGreaterThan(50);
  expect(weeks.at(-1)?.until).toBe("2028-07-16");
});
