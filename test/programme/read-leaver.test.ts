import { expect, test } from "vitest";
import { officeHours } from "../../src/people/duty/is-staffed.ts";
import { decideCohort } from "../../src/programme/decide-cohort.ts";
import { decideRegime, nextRegimeDay, type Regime } from "../../src/programme/decide-regime.ts";
import { readLeaver } from "../../src/programme/read-leaver.ts";

type Row = Parameters<typeof readLeaver>[0];

const amsterdam = {
  ...{ timeZone: "Europe/Amsterdam", staffedHours: officeHours, worksOnHolidays: null },
  closedDays: [{ from: "2027-07-10", until: "2027-08-22" }],
};
const leaver = (more: Partial<Row>): Row => ({
  schoolType: "pro",
  exitProfile: "labour_market",
  situation: null,
  situationSince: null,
  followingOn: null,
  exitDate: "2026-05-29",
  ...more,
});
const since = (day: string) => new Date(`${day}T10:00:00Z`);

test.each<[string, Partial<Row>, string, string]>([
  ["nothing is known", {}, "2026-09-20", "proLeaver"],
  ["works", { situation: "work_regular", situationSince: since("2026-08-01") }, "2026-09-20", "proLeaver"],
  [
    "studies since August",
    { situation: "mbo_bol", situationSince: since("2026-08-01") },
    "2026-09-20",
    "proGoesOn",
  ],
  ["the list says since June", { followingOn: "2026-06-01" }, "2026-09-20", "proGoesOn"],
  ["the list says from October on", { followingOn: "2026-10-01" }, "2026-09-20", "proLeaver"],
  [
    "the list says since April, on the last day at school",
    { followingOn: "2026-04-01" },
    "2026-05-29",
    "proLeaver",
  ],
  ["the same, the day after", { followingOn: "2026-04-01" }, "2026-05-30", "proGoesOn"],
  [
    "said in a check-in that they study, while still at school",
    { situation: "mbo_bol", situationSince: since("2026-04-01"), exitDate: "2026-10-01" },
    "2026-09-20",
    "proLeaver",
  ],
  [
    "enrolled in April, and it fell through before the exit",
    { followingOn: "2026-04-01", situation: "at_home", situationSince: since("2026-05-10") },
    "2026-09-20",
    "proLeaver",
  ],
  [
    "enrolled in June, and the study fell through in September",
    { followingOn: "2026-06-01", situation: "at_home", situationSince: since("2026-09-12") },
    "2026-09-20",
    "proLeaver",
  ],
  [
    "the same, before it fell through",
    { followingOn: "2026-06-01", situation: "at_home", situationSince: since("2026-09-12") },
    "2026-09-11",
    "proGoesOn",
  ],
  [
    "a job in May that is older than the enrolment",
    { followingOn: "2026-06-01", situation: "work_regular", situationSince: since("2026-05-01") },
    "2026-09-20",
    "proGoesOn",
  ],
  [
    "studies, and says in July that they work",
    { followingOn: "2026-09-01", situation: "work_regular", situationSince: since("2027-07-14") },
    "2027-08-22",
    "proGoesOn",
  ],
  [
    "still works on the first day at school after it",
    { followingOn: "2026-09-01", situation: "work_regular", situationSince: since("2027-07-14") },
    "2027-08-23",
    "proLeaver",
  ],
  [
    "stops studying in the last week before the summer",
    { followingOn: "2026-09-01", situation: "work_regular", situationSince: since("2027-07-06") },
    "2027-07-06",
    "proLeaver",
  ],
])("%s", (_, more, today, reason) => {
  expect(decideRegime(readLeaver(leaver(more), amsterdam), today).reason).toBe(reason);
});

test.each<[string, Partial<Row>, string, string | null]>([
  ["nothing is known", {}, "2026-09-20", null],
  ["an enrolment to come", { followingOn: "2026-10-01" }, "2026-09-20", "2026-10-01"],
  ["one that counts", { followingOn: "2026-10-01" }, "2026-10-01", null],
  [
    "a job of the summer",
    { followingOn: "2026-09-01", situation: "work_regular", situationSince: since("2027-07-14") },
    "2027-07-20",
    "2027-08-23",
  ],
])("the law is looked at again by itself, %s", (_, more, today, expected) => {
  expect(nextRegimeDay(readLeaver(leaver(more), amsterdam), today)).toBe(expected);
});

test.each<[string, readonly (readonly Regime[] | null)[], Regime, number | undefined]>([
  ["the one for all", [null], "aftercare", 0],
  ["the one for this", [["aftercare"], ["additionalCareerGuidance"]], "additionalCareerGuidance", 1],
  ["the first, when none is for this", [["aftercare"], ["additionalCareerGuidance"]], "voluntary", 0],
  ["none, when there is none", [], "aftercare", undefined],
])("of several cohorts: %s", (_, all, regime, expected) => {
  const cohorts = all.map((regimes, index) => ({ regimes, index }));
  expect(decideCohort(cohorts, regime)?.index).toBe(expected);
});
