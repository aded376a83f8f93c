import { expect, test } from "vitest";
import { decideOutcome } from "../../src/knowledge/decide-outcome.ts";

const scored = (...scores: readonly number[]) => scores.map((score, index) => ({ id: `x-${index}`, score }));
const notTheFirst = (id: string) => id !== "x-0";
const calm = { crisis: false, worry: false };

test.each<[string, Parameters<typeof decideOutcome>, string, number]>([
  ["one that stands out", [scored(0.9, 0.5), calm, 3], "answer", 1],
  ["two that are close", [scored(0.9, 0.8), calm, 3], "choose", 2],
  ["one that fits half", [scored(0.5), calm, 3], "choose", 1],
  ["four that fit half: three are offered", [scored(0.5, 0.45, 0.4, 0.4), calm, 3], "choose", 3],
  ["one that fits because of a word that says little", [scored(0.9), calm, 2], "choose", 1],
  [
    "what fits less well than one that may not be shown",
    [scored(0.95, 0.75, 0.4), calm, 3, notTheFirst],
    "choose",
    2,
  ],
  [
    "one that may not be shown, and nothing else that fits",
    [scored(0.95, 0.2), calm, 3, notTheFirst],
    "human",
    0,
  ],
  [
    "one that never names half of what is asked",
    [[{ id: "x-0", score: 0.9, unnamed: 0.5 }], calm, 3],
    "choose",
    1,
  ],
  [
    "one that never names a little of what is asked",
    [[{ id: "x-0", score: 0.9, unnamed: 0.4 }], calm, 3],
    "answer",
    1,
  ],
  ["nothing that fits", [scored(0.2, 0.1), calm, 3], "human", 0],
  ["nothing at all", [[], calm, 0], "human", 0],
  ["a worry, whatever fits", [scored(0.9), { crisis: false, worry: true }, 3], "worry", 0],
  ["danger, whatever fits", [scored(0.9), { crisis: true, worry: true }, 3], "crisis", 0],
])("%s", (_, asked, outcome, count) => {
  const decided = decideOutcome(...asked);
  expect(decided.outcome).toBe(outcome);
  expect(decided.items).toHaveLength(count);
});

test.each<[string, Parameters<typeof decideOutcome>, string | undefined]>([
  ["the one that is answered", [scored(0.9, 0.5), calm, 3], "x-0"],
  [
    "one that may not be shown and fits better than what is offered",
    [scored(0.9, 0.5), calm, 3, notTheFirst],
    "x-0",
  ],
  ["one that may not be shown, where a human is asked", [scored(0.9, 0.2), calm, 3, notTheFirst], "x-0"],
  ["nothing, where hardly anything fits", [scored(0.3, 0.1), calm, 3], undefined],
  ["nothing, where a worry is told", [scored(0.9), { crisis: false, worry: true }, 3], undefined],
])("what a question seems to be about: %s", (_, asked, expected) => {
  expect(decideOutcome(...asked).guess?.id).toBe(expected);
});
