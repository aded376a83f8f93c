import { describe, expect, test } from "vitest";
import { decideWatches } from "../../src/checkin/decide-watches.ts";
import { earliestDeadline } from "../../src/checkin/earliest-deadline.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { givenAs } from "./given.ts";

const watches = (line: string) => {
  const { set, drop } = decideWatches(questionSet, givenAs(line));
  return [
    ...set.map(({ occasion, afterDays }) => `${occasion} +${afterDays}`),
    ...drop.map((occasion) => `-${occasion}`),
  ].join(" ");
};

const dropped = "-firstWeek -trialMonth -contractTalk -schoolStart";

describe("what an answer makes worth asking about soon", () => {
  test.each([
    ["G1 good, G2 yes, W1 good", ""],
    ["G3 regularWork, G4 thisWeek", "firstWeek +7 trialMonth +28 -contractTalk -schoolStart"],
    ["G3 regularWork, G4 thisMonth", "trialMonth +14 -firstWeek -contractTalk -schoolStart"],
    ["G3 regularWork, G4 longer", dropped],
    ["G3 regularWork, G4 unknown", dropped],
    ["G3 shelteredWork, G4 thisWeek", "firstWeek +7 -trialMonth -contractTalk -schoolStart"],
    ["G3 mboEntry, G4 thisWeek", "schoolStart +10 -firstWeek -trialMonth -contractTalk"],
    ["G3 atHome, G4 thisWeek", dropped],
    ["W2 from3To6Months", "contractTalk +60"],
    ["W2 over6Months", "contractTalk +120"],
    ["W2 permanent", "-contractTalk"],
    ["W2 from1To3Months, W3 notDiscussed", "contractTalk +21"],
    ["W2 from1To3Months, W3 staying", "-contractTalk"],
    ["A2 waiting", "application +42"],
    ["A2 rejected, A6 thisWeek", "-application"],
    [
      "G3 regularWork, G4 thisWeek, W2 from3To6Months",
      "firstWeek +7 trialMonth +28 contractTalk +60 -schoolStart",
    ],
  ])("%s", (line, expected) => {
    expect(watches(line)).toBe(expected);
  });
});

describe("the earliest day on which the time to object can end", () => {
  test.each([
    ["thisWeek", "2026-12-29"],
    ["thisMonth", "2026-12-05"],
    ["longer", "2026-11-24"],
    ["unknown", "2026-11-24"],
    [undefined, "2026-11-24"],
  ])("a letter of %s", (answer, expected) => {
    const at = new Date("2026-11-23T23:30:00Z");
    expect(earliestDeadline(answer, at, "Europe/Amsterdam").toString()).toBe(expected);
  });
});
