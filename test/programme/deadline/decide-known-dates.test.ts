import { expect, test } from "vitest";
import {
  type DatedAnswer,
  decideKnownDates,
  type TypedDate,
} from "../../../src/programme/deadline/decide-known-dates.ts";

/** `W2 from3To6Months 2026-09-01`: a question, an option, and the day on which it was answered. */
const answersOf = (text: string): DatedAnswer[] =>
  text
    .split(", ")
    .filter((one) => one !== "")
    .map((one) => {
      const [questionId = "", option = "", on = ""] = one.split(" ");
      return { questionId, option, on };
    });
const typed = (day: string, on: string): TypedDate => ({
  kind: "contractEnd",
  day,
  on,
  source: "caseWorker",
});
const listed = (day: string, on: string): TypedDate => ({ kind: "contractEnd", day, on, source: "import" });

test.each<[string, TypedDate | undefined, string | undefined]>([
  ["", undefined, undefined],
  // The middle of the span.
  ["W2 from3To6Months 2026-09-01", undefined, "2027-01-16 answer"],
  ["W2 from1To3Months 2026-09-01", undefined, "2026-11-01 answer"],
  ["W2 over6Months 2026-09-01", undefined, "2027-03-03 answer"],
  // A newer answer moves it, or ends it.
  ["W2 from3To6Months 2026-09-01, W2 under1Month 2026-12-01", undefined, "2026-12-16 answer"],
  ["W2 from3To6Months 2026-09-01, W2 permanent 2026-12-01", undefined, undefined],
  ["W2 under1Month 2026-09-01, W3 staying 2026-09-01", undefined, undefined],
  ["W2 under1Month 2026-09-01, W3 notDiscussed 2026-09-01", undefined, "2026-09-16 answer"],
  // Typed later it counts; a newer answer that says the same leaves it; one that says something else moves it.
  ["W2 from3To6Months 2026-09-01", typed("2026-12-31", "2026-09-02"), "2026-12-31 caseWorker"],
  ["W2 from1To3Months 2026-10-15", typed("2026-12-31", "2026-09-02"), "2026-12-31 caseWorker"],
  ["W2 over6Months 2026-12-01", typed("2026-12-31", "2026-09-02"), "2027-06-02 answer"],
  // "Longer than half a year" has no end.
  ["W2 over6Months 2026-12-01", typed("2027-12-31", "2026-11-10"), "2027-12-31 caseWorker"],
  ["W2 permanent 2026-12-01", typed("2026-12-31", "2026-09-02"), undefined],
  // On one day nobody knows which came first: what a human wrote down stays.
  ["W2 permanent 2026-09-02", typed("2026-12-31", "2026-09-02"), "2026-12-31 caseWorker"],
])("%s, typed %o: the contract ends on %s", (answers, own, expected) => {
  const { contractEnd } = decideKnownDates(answersOf(answers), own ? [own] : []);
  expect(contractEnd && `${contractEnd.day} ${contractEnd.source}`).toBe(expected);
});

test.each<[string, readonly TypedDate[], string | undefined]>([
  // A list is as good as a human's word, and an answer takes its place in the same way.
  ["", [listed("2027-01-31", "2026-09-02")], "2027-01-31 import"],
  ["W2 over6Months 2026-12-01", [listed("2026-12-31", "2026-09-02")], "2027-06-02 answer"],
  ["W2 from1To3Months 2026-10-15", [listed("2026-12-31", "2026-09-02")], "2026-12-31 import"],
  // Of a list and a human the newer one counts, whichever comes first; of one day the human.
  ["", [typed("2026-12-31", "2026-09-02"), listed("2027-01-31", "2026-10-01")], "2027-01-31 import"],
  ["", [listed("2027-01-31", "2026-09-02"), typed("2026-12-31", "2026-10-01")], "2026-12-31 caseWorker"],
  ["", [typed("2026-12-31", "2026-10-01"), listed("2027-01-31", "2026-09-02")], "2026-12-31 caseWorker"],
  ["", [listed("2027-01-31", "2026-09-02"), typed("2026-12-31", "2026-09-02")], "2026-12-31 caseWorker"],
  ["", [typed("2026-12-31", "2026-09-02"), listed("2027-01-31", "2026-09-02")], "2026-12-31 caseWorker"],
])("%s, by hand and by list %o: the contract ends on %s", (answers, own, expected) => {
  const { contractEnd } = decideKnownDates(answersOf(answers), own);
  expect(contractEnd && `${contractEnd.day} ${contractEnd.source}`).toBe(expected);
});

test.each<[string, string, string | undefined]>([
  ["A2 rejected 2026-12-01, A6 thisMonth 2026-12-01", "2026-11-20", "2026-11-20"],
  ["A2 rejected 2026-12-01, A6 thisWeek 2026-12-01", "2026-11-27", "2026-11-27"],
  // This week says that it is none of three weeks ago.
  ["A2 rejected 2026-12-01, A6 thisWeek 2026-12-01", "2026-11-10", "2026-11-24"],
])("%s, and a letter of %s that was typed before: it is of %s", (answers, day, expected) => {
  const own: TypedDate = { kind: "letter", day, on: "2026-11-28", source: "caseWorker" };
  expect(decideKnownDates(answersOf(answers), [own]).letter?.day).toBe(expected);
});

test.each<[string, string | undefined]>([
  // How old the letter is at most: a term that is thought too long is lost.
  ["A2 rejected 2026-12-01, A6 thisWeek 2026-12-01", "2026-11-24"],
  ["A2 rejected 2026-12-01, A6 thisMonth 2026-12-01", "2026-10-31"],
  ["A2 rejected 2026-12-01, A6 longer 2026-12-01", undefined],
  ["A6 thisWeek 2026-12-01, A2 waiting 2027-01-10", undefined],
])("%s: the letter is of %s", (answers, expected) => {
  expect(decideKnownDates(answersOf(answers), []).letter?.day).toBe(expected);
});
