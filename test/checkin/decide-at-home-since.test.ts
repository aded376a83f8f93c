import { describe, expect, it, test } from "vitest";
import { correctAtHomeSince, decideAtHomeSince } from "../../src/checkin/decide-at-home-since.ts";

const august = new Date("2026-08-01T00:00:00Z");
const october = new Date("2026-10-01T00:00:00Z");
const november = new Date("2026-11-01T00:00:00Z");
const works = { situation: "work_regular", situationSince: august, atHomeSince: null };
const atHome = { situation: "at_home", situationSince: august, atHomeSince: august };
/** At home since August, looking for work since October. */
const seeks = { situation: "job_seeking", situationSince: october, atHomeSince: august };

describe("since when somebody has no place", () => {
  test.each([
    ["begins when a job is lost", works, "job_seeking", november],
    ["goes on from being at home to looking for work", atHome, "job_seeking", august],
    ["goes on back again", seeks, "at_home", august],
    ["is over with a place", seeks, "mbo_bbl", null],
    [
      "begins with somebody of whom nothing was known",
      { ...works, situation: null, situationSince: null },
      "at_home",
      november,
    ],
  ] as const)("%s", (_, before, situation, expected) => {
    expect(decideAtHomeSince(before, situation, november)).toEqual(expected);
  });

  test.each([
    ["another day of the one situation is the day", atHome, october, october],
    ["a later day of the second leaves the first", seeks, november, august],
    [
      "a day before the first is earlier",
      seeks,
      new Date("2026-06-01T00:00:00Z"),
      new Date("2026-06-01T00:00:00Z"),
    ],
  ])("%s", (_, before, since, expected) => {
    expect(correctAtHomeSince(before, since)).toEqual(expected);
  });

  it("says nothing of whoever has a place", () => {
    expect(correctAtHomeSince(works, october)).toBeNull();
  });
});
