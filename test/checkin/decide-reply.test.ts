import { describe, expect, it, test } from "vitest";
import { decideReply, type Meaning, plainLabel, type Reply } from "../../src/checkin/decide-reply.ts";
import type { Given } from "../../src/checkin/next-question.ts";
import type { Question } from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { given, givenAs } from "./given.ts";

/** Labels as on a phone, with the emoji and marks that nobody types. */
const labels: Readonly<Record<string, string>> = {
  good: "😊 Goed",
  okay: "Gaat wel",
  notGood: "Niet zo goed …",
  money: "Geld",
  home: "🏠 Thuis",
};
const labelsOf = (question: Question) =>
  question.options.map(({ id }) => ({ optionId: id, label: labels[id] ?? id }));

const ticking = (...options: string[]): Given => ({
  ...given("G1b"),
  inWords: false,
  complete: false,
  options,
});
const skipped = (questionId: string): Given => ({ ...given(questionId), inWords: false, skipped: true });

const screens = {
  choice: { awaiting: "G1", given: [] },
  many: { awaiting: "G1b", given: givenAs("G1 notGood") },
  ticked: { awaiting: "G1b", given: [given("G1", "notGood"), ticking("money")] },
  open: { awaiting: "M9", given: givenAs("G1 good") },
  answered: { awaiting: "G2", given: givenAs("G1 good") },
  answeredMany: { awaiting: "G2", given: givenAs("G1 notGood, G1b money") },
  answeredSkipped: { awaiting: "G2", given: [skipped("G1")] },
  ended: { awaiting: undefined, given: givenAs("G1 good") },
} as const satisfies Record<string, { awaiting: string | undefined; given: readonly Given[] }>;
type Screen = keyof typeof screens;

const tap = (questionId: string, optionId: string): Reply => ({ kind: "option", questionId, optionId });
const extra = (questionId: string, name: "skip" | "human" | "done"): Reply => ({
  kind: "extra",
  questionId,
  extra: name,
});
const say = (text: string): Reply => ({ kind: "text", text });
const voice: Reply = { kind: "voice" };
const shown: Reply = { kind: "shown" };
const other: Reply = { kind: "other" };

const answer = (one: Given, advances = true): Meaning => ({ kind: "answer", given: one, advances });
const tick = (...options: string[]): Meaning => ({ kind: "tick", given: ticking(...options) });
const remark = (questionId: string | undefined): Meaning => ({ kind: "remark", questionId });
const words: Given = given("M9");
const nothing: Meaning = { kind: "nothing" };
const human: Meaning = { kind: "human" };
const notUnderstood: Meaning = { kind: "notUnderstood" };

const meaningOf = (screen: Screen, reply: Reply) =>
  decideReply(questionSet, screens[screen], reply, labelsOf);

describe("a tap", () => {
  test.each<[string, Screen, Reply, Meaning]>([
    ["answers the question on the screen", "choice", tap("G1", "good"), answer(given("G1", "good"))],
    ["counts for its own question", "choice", tap("G2", "yes"), answer(given("G2", "yes"), false)],
    ["the same again means nothing", "answered", tap("G1", "good"), nothing],
    ["corrects an earlier answer", "answered", tap("G1", "bad"), answer(given("G1", "bad"), false)],
    ["answers what was skipped", "answeredSkipped", tap("G1", "good"), answer(given("G1", "good"), false)],
    ["still counts when all is over", "ended", tap("G1", "cantGoOn"), answer(given("G1", "cantGoOn"), false)],
    ["on an option that is gone means nothing", "choice", tap("G1", "unheardOf"), nothing],
    ["on a question that is gone means nothing", "choice", tap("Z9", "good"), nothing],
    ["ticks one of several", "many", tap("G1b", "money"), tick("money")],
    ["ticks another one", "ticked", tap("G1b", "home"), tick("money", "home")],
    ["unticks", "ticked", tap("G1b", "money"), tick()],
    ["on a closed question of several means nothing", "answeredMany", tap("G1b", "home"), nothing],
    ["on 'skip' skips", "choice", extra("G1", "skip"), answer(skipped("G1"))],
    ["on 'skip' of an open question skips", "open", extra("M9", "skip"), answer(skipped("M9"))],
    ["on 'skip' of an answered question means nothing", "answered", extra("G1", "skip"), nothing],
    ["on an old 'skip' does not advance", "choice", extra("G2", "skip"), answer(skipped("G2"), false)],
    ["on 'skip' of a question that is gone means nothing", "choice", extra("Z9", "skip"), nothing],
    ["on 'done' closes the ticks", "ticked", extra("G1b", "done"), answer(given("G1b", "money"))],
    ["on 'done' without a tick skips", "many", extra("G1b", "done"), answer(skipped("G1b"))],
    ["on 'done' twice means nothing", "answeredMany", extra("G1b", "done"), nothing],
    ["on 'a human, please' is heard", "choice", extra("G1", "human"), human],
    ["on 'a human, please' is heard when all is over", "ended", extra("G1", "human"), human],
    ["on 'a human, please' of a question that is gone is heard", "choice", extra("Z9", "human"), human],
  ])("%s", (_, screen, reply, expected) => {
    expect(meaningOf(screen, reply)).toEqual(expected);
  });
});

describe("a serious answer that counts anew", () => {
  const countsAgain = (questionId: string, optionId: string) =>
    questionId === "G1" && optionId === "cantGoOn";
  const state = { awaiting: undefined, given: givenAs("G1 cantGoOn"), countsAgain };
  const again = (reply: Reply) => decideReply(questionSet, state, reply, labelsOf);

  it("is an answer, though the same stood there before", () => {
    expect(again(tap("G1", "cantGoOn"))).toEqual(answer(given("G1", "cantGoOn"), false));
  });

  it("lets no other answer count twice", () => {
    const good = { ...state, given: givenAs("G1 good") };
    expect(decideReply(questionSet, good, tap("G1", "good"), labelsOf)).toEqual(nothing);
  });
});

describe("words", () => {
  test.each<[string, Screen, Reply, Meaning]>([
    ["answer an open question", "open", say("Mijn rijbewijs!"), answer(words)],
    ["by voice answer an open question", "open", voice, answer(words)],
    ["beside buttons are kept for the human", "choice", say("mwah"), remark("G1")],
    ["by voice beside buttons are kept for the human", "choice", voice, remark("G1")],
    ["when all is over are kept for the human", "ended", say("Goed"), remark(undefined)],
    ["by voice when all is over are kept", "ended", voice, remark(undefined)],
    ["beside several options are kept", "many", say("van alles"), remark("G1b")],
    ["that are a button's label answer", "choice", say("Goed"), answer(given("G1", "good"))],
    ["that are a label in capitals answer", "choice", say("  GAAT WEL!! "), answer(given("G1", "okay"))],
    [
      "that are a label without its dots answer",
      "choice",
      say("niet zo goed"),
      answer(given("G1", "notGood")),
    ],
    ["that are a label's emoji answer", "choice", say("😊"), answer(given("G1", "good"))],
    ["that are another emoji are kept", "choice", say("🙃"), remark("G1")],
    ["that hold a label among others are kept", "choice", say("niet goed"), remark("G1")],
    ["that deny a label are kept", "choice", say("gaat wel slecht"), remark("G1")],
    ["that are a label of several tick it", "many", say("geld"), tick("money")],
    ["that are a ticked label untick it", "ticked", say("Geld"), tick()],
    ["that are nothing but a dot are kept", "choice", say("."), remark("G1")],
  ])("%s", (_, screen, reply, expected) => {
    expect(meaningOf(screen, reply)).toEqual(expected);
  });
});

describe("a photo or a place", () => {
  test.each<[string, Screen, Meaning]>([
    ["beside a question with buttons", "choice", remark("G1")],
    ["beside an open question", "open", remark("M9")],
    ["when nothing is asked", "ended", remark(undefined)],
  ])("%s is kept and answers nothing", (_, screen, expected) => {
    expect(meaningOf(screen, shown)).toEqual(expected);
  });
});

describe("anything else", () => {
  it.each(Object.keys(screens) as Screen[])("is not understood, and answers nothing: %s", (screen) => {
    expect(meaningOf(screen, other)).toEqual(notUnderstood);
  });
});

test.each([
  ["İyi", "iyi"],
  ["İş arıyorum", "is ariyorum"],
  ["Źle", "zle"],
  ["🙂 Całkiem dobrze", "calkiem DOBRZE"],
  ["Доволі добре", "доволі  добре!"],
])("the label %s is what somebody types as %s", (label, typed) => {
  expect(plainLabel(typed)).toBe(plainLabel(label));
});

test("labels that differ in more than marks stay apart", () => {
  expect(plainLabel("İyi")).not.toBe(plainLabel("İyi değil"));
});
