import { expect, test } from "vitest";
import {
  decidePartSince,
  decideSaidYes,
  type PartFacts,
  type SaidFacts,
  type SaidYes,
} from "../../src/people/decide-said-yes.ts";

const at = (day: number) => new Date(Date.UTC(2027, 8, day, 9));
const said = (answer: SaidFacts["own"][number]["answer"], day: number) => ({ answer, at: at(day) });
const own = (...answers: SaidFacts["own"]): SaidFacts => ({ own: answers, refusedAt: [] });

test.each<[string, SaidFacts, SaidYes | undefined]>([
  ["nothing was said", own(), undefined],
  ["only a no", own(said("notNow", 1)), undefined],
  ["a refusal without a yes", { own: [], refusedAt: [at(1)] }, undefined],
  ["a yes stands", own(said("yes", 1)), { at: at(1), untilAt: null }],
  ["the newest yes counts", own(said("yes", 1), said("yes", 4)), { at: at(4), untilAt: null }],
  ["a yes after a no", own(said("notNow", 1), said("yes", 2)), { at: at(2), untilAt: null }],
  ["withdrawn", own(said("yes", 1), said("withdrawn", 3)), { at: at(1), untilAt: at(3) }],
  [
    "withdrawn, and yes again",
    own(said("yes", 1), said("withdrawn", 3), said("yes", 5)),
    { at: at(5), untilAt: null },
  ],
  [
    "the first no after it ends it",
    own(said("yes", 1), said("notNow", 3), said("withdrawn", 6)),
    { at: at(1), untilAt: at(3) },
  ],
  [
    "rather talk first, as a human wrote down",
    own(said("yes", 1), said("talkFirst", 2)),
    { at: at(1), untilAt: at(2) },
  ],
  [
    "a card was answered with not now after it",
    { ...own(said("yes", 2)), refusedAt: [at(7)] },
    { at: at(2), untilAt: at(7) },
  ],
  [
    "a card was refused before it",
    { ...own(said("yes", 2)), refusedAt: [at(1)] },
    { at: at(2), untilAt: null },
  ],
  [
    "of both the earlier",
    { ...own(said("yes", 2), said("no", 9)), refusedAt: [at(1), at(8), at(5)] },
    { at: at(2), untilAt: at(5) },
  ],
])("%s", (_name, facts, expected) => {
  expect(decideSaidYes(facts)).toEqual(expected);
});

const nobody: PartFacts = {
  ...{ joinedAt: null, stoppedAt: null, erasedAt: null, saidYes: undefined, released: undefined },
};
const stands = { at: at(4), untilAt: null };

test.each<[string, Partial<PartFacts>, Date | null]>([
  ["never said yes", {}, null],
  ["takes part", { joinedAt: at(5), saidYes: stands }, at(5)],
  ["takes part, as a list says that nobody wrote a yes down for", { joinedAt: at(5) }, at(5)],
  ["stopped", { joinedAt: at(5), stoppedAt: at(9), saidYes: stands }, null],
  ["erased", { erasedAt: at(9), saidYes: stands }, null],
  ["let go of, since the same moment", { saidYes: stands, released: { at: at(9), joinedAt: at(5) } }, at(5)],
  ["let go of before that was kept", { saidYes: stands, released: { at: at(9), joinedAt: null } }, at(4)],
  [
    "let go of, and yes since to a human",
    { saidYes: { at: at(12), untilAt: null }, released: { at: at(9), joinedAt: at(5) } },
    at(12),
  ],
  [
    "let go of, and no since",
    { saidYes: { at: at(4), untilAt: at(12) }, released: { at: at(9), joinedAt: at(5) } },
    null,
  ],
])("%s", (_name, facts, expected) => {
  expect(decidePartSince({ ...nobody, ...facts })).toEqual(expected);
});
