import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { nextQuestion } from "../../src/checkin/next-question.ts";
import { findQuestion, type Severity, type Situation, situations } from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { answering, anyAnswerTo, given, givenAs, play, type Start, type Talk } from "./given.ts";

const fine = answering("");
const worker: Start = { situationBefore: "work_regular" };
const atHome: Start = { situationBefore: "at_home" };
const askedOf = (start: Start, line: string) => play(start, answering(line)).asked.join(" ");

describe("when all is fine", () => {
  test.each<[string, Start, string]>([
    ["at work", worker, "G1 G2 W1 W2 M9"],
    ["at home", atHome, "G1 G2 M1 M7 M9"],
    ["at work, the second time", { ...worker, round: 1 }, "G1 G2 W1 M7 M10"],
    ["on a shared phone", { ...worker, sharedPhone: true }, "G1 G2 W1 W2 M9"],
    ["of an unknown situation", {}, "G1 G3 G4 W1 W2 M9"],
  ])("asks five short questions, two more lines at most: %s", (_, start, expected) => {
    expect(play(start, fine).asked.join(" ")).toBe(expected);
  });

  it.each(situations)(
    "asks opening, situation, one main, one rotating, one strength: %s",
    (situationBefore) => {
      const { asked } = play({ situationBefore }, fine);
      expect(asked).toHaveLength(5);
      expect(asked.slice(0, 2)).toEqual(["G1", "G2"]);
      expect(asked[2]).toBe(questionSet.main[situationBefore] ?? questionSet.main.otherwise);
      expect(questionSet.rotating.map(({ id }) => id)).toContain(asked[3]);
      expect(questionSet.strength).toContain(asked[4]);
    },
  );

  it.each(situations)(
    "comes to every rotating question that fits, over the check-ins: %s",
    (situationBefore) => {
      const fits = questionSet.rotating
        .filter((asked) => !asked.for || asked.for.includes(situationBefore))
        .map(({ id }) => id);
      const rounds = Array.from(
        { length: fits.length },
        (_, round) => play({ situationBefore, round }, fine).asked,
      );
      expect(rounds.map((asked) => asked[3]).toSorted()).toEqual(fits.toSorted());
      expect(new Set(rounds.map((asked) => asked[4]))).toEqual(new Set(questionSet.strength));
    },
  );

  it("counts from one to five and keeps its word", () => {
    const counts = play(worker, fine).positions.map(({ number, total }) => `${number}/${total}`);
    expect(counts).toEqual(["1/5", "2/5", "3/5", "4/5", "5/5"]);
  });
});

describe("when something is not fine", () => {
  test.each<[string, Start, string, string]>([
    ["about money", worker, "G1 notGood, G1b money", "G1 G1b G2 W1 G5 M9"],
    ["about health", worker, "G1 notGood, G1b health", "G1 G1b G2 W1 M6 M2 G5 M9"],
    ["about home", atHome, "G1 notGood, G1b home", "G1 G1b G2 M1 M7 G5 M9"],
    ["bad", worker, "G1 bad, G1b other", "G1 G1b G2 W1 M1 M3 G5 G8"],
    ["at work", worker, "W1 notGood", "G1 G2 W1 W8 W4 G5 M9"],
    ["the contract", worker, "W2 under1Month, W3 ends", "G1 G2 W1 W2 W3 G5 G8"],
    ["a wish for a call", worker, "W1 notGood, G5 call", "G1 G2 W1 W8 W4 G5 G6 G7 M9"],
    ["lonely", { ...worker, round: 3 }, "M4 often", "G1 G2 W1 M4 M3 G5 M10"],
    ["unsafe at work", worker, "W1 notGood, W8 unsafe, SAFE0 no", "G1 G2 W1 W8 SAFE0 W4 G5 G8"],
    ["the job is gone", worker, "G2 changed, G3 jobSeeking", "G1 G2 G3 G4 M1 G5 G8"],
  ])("goes into that alone, and asks for the wish for contact: %s", (_, start, line, expected) => {
    expect(askedOf(start, line)).toBe(expected);
  });

  it("does not ask how soon when it is urgent already", () => {
    expect(askedOf(worker, "G1 bad, G1b money, G5 call")).toBe("G1 G1b G2 W1 G5 G7 G8");
  });

  it("asks on a shared phone who answered, only then", () => {
    expect(askedOf({ ...worker, sharedPhone: true }, "W1 notGood")).toBe("G1 G2 W1 W8 W4 G5 M9 G9");
  });

  it("asks who answered rather than for more, when it turned urgent after the last question and one is left", () => {
    const line =
      "G1 notGood, G1b other, G2 changed, G3 mboEntry, G4 unknown, M1 normal, M3 friend, G5 no, M9 skip";
    const { asked } = play({ ...worker, sharedPhone: true }, answering(line), (number) =>
      number === 9 ? "urgent" : "none",
    );
    expect(asked.slice(8)).toEqual(["M9", "G9"]);
  });
});

describe("in a crisis", () => {
  const crisis = {
    situationBefore: "work_regular",
    round: 0,
    sharedPhone: true,
    severity: "crisis",
  } as const;
  const next = (line: string) => nextQuestion(questionSet, { ...crisis, given: givenAs(line) });

  it("asks the safety questions, one after another, and then nothing", () => {
    expect(next("G1 cantGoOn")).toMatchObject({ question: { id: "SAFE1" }, number: 1, total: 2 });
    expect(next("G1 cantGoOn, SAFE1 no")).toMatchObject({ question: { id: "SAFE2" }, number: 2, total: 2 });
    expect(next("G1 cantGoOn, SAFE1 no, SAFE2 home")).toBeUndefined();
  });

  it("asks nothing else, also when somebody was still ticking", () => {
    const ticking = { ...given("G1b", "money"), complete: false };
    const position = nextQuestion(questionSet, { ...crisis, given: [given("G1", "notGood"), ticking] });
    expect(position).toMatchObject({ question: { id: "SAFE1" }, number: 1, total: 2 });
  });

  it.each([1, 2, 3, 4, 5])("breaks off whatever was planned, after question %i", (when) => {
    const { asked } = play(worker, fine, (number) => (number === when ? "crisis" : "none"));
    expect(asked.slice(when)).toEqual(["SAFE1", "SAFE2"]);
  });
});

const anyStart: fc.Arbitrary<Start> = fc.record(
  {
    situationBefore: fc.constantFrom<Situation>(...situations),
    round: fc.nat({ max: 200 }),
    sharedPhone: fc.boolean(),
  },
  { requiredKeys: [] },
);
/** Words make few check-ins serious: most of them run to their end by their answers. */
const anyWords = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ after: 0, severity: "none" as Severity }) },
  {
    weight: 1,
    arbitrary: fc.record({
      after: fc.integer({ min: 1, max: 10 }),
      severity: fc.constantFrom<Severity>("attention", "urgent", "crisis"),
    }),
  },
);
/** A handful of answers of every kind to each question, to be picked from by number. */
const choices = new Map(
  questionSet.questions.map((one) => [one.id, fc.sample(anyAnswerTo(one), { numRuns: 24, seed: 7 })]),
);
const anyTalk: fc.Arbitrary<Talk> = fc
  .tuple(anyStart, anyWords, fc.array(fc.nat({ max: 23 }), { minLength: 41, maxLength: 41 }))
  .map(([start, words, picks]) => {
    const talk = play(
      start,
      (question, number) => choices.get(question.id)?.[picks[number] ?? 0] ?? given(question.id),
      (number) => (number === words.after ? words.severity : "none"),
    );
    const told = talk.given.map(({ questionId, options }) => [questionId, ...options].join(" ")).join(", ");
    return { ...talk, [fc.toStringMethod]: () => `${JSON.stringify({ ...start, words })} ${told}` };
  });

const runs = { numRuns: 800 };

describe("whatever is answered", () => {
  it("ends, within ten questions and the two about safety", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked }) => {
        expect(asked.length).toBeLessThanOrEqual(questionSet.most + questionSet.crisis.length);
      }),
      runs,
    );
  });

  it("never asks more than ten questions, those about safety aside", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked }) => {
        const others = asked.filter((id) => findQuestion(questionSet, id)?.module !== "SAFE");
        expect(others.length).toBeLessThanOrEqual(questionSet.most);
      }),
      runs,
    );
  });

  it("never asks the same twice, and only what exists", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked }) => {
        expect(new Set(asked).size).toBe(asked.length);
        for (const id of asked) expect(findQuestion(questionSet, id), id).toBeDefined();
      }),
      runs,
    );
  });

  it("begins with the mood and leaves room for the person, or breaks off for the safety questions", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked, severity }) => {
        expect(asked[0]).toBe("G1");
        if (severity === "crisis") expect(asked.slice(-2)).toEqual(["SAFE1", "SAFE2"]);
        else expect(asked.some((id) => ["M9", "M10", "G8"].includes(id))).toBe(true);
      }),
      runs,
    );
  });

  it("asks who answered where a phone is shared and something is not fine, and never otherwise", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked, severity, start }) => {
        if (severity === "crisis") return;
        expect(asked.includes("G9")).toBe(start.sharedPhone === true && severity !== "none");
      }),
      runs,
    );
  });

  it("asks about danger straight after an answer that speaks of it", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked, given: answers, severity }) => {
        const index = answers.findIndex(
          ({ questionId, options }) =>
            (questionId === "W8" && options.includes("unsafe")) ||
            (questionId === "M7" && options.includes("yes")),
        );
        if (index < 0 || severity === "crisis") return;
        expect(asked[index + 1]).toBe("SAFE0");
      }),
      runs,
    );
  });

  it("asks about the wish for contact whenever something is not fine, and never otherwise", () => {
    fc.assert(
      fc.property(anyTalk, ({ asked, severity }) => {
        if (severity !== "crisis") expect(asked.includes("G5")).toBe(severity !== "none");
      }),
      runs,
    );
  });

  it("counts on by one and never promises less than it asks", () => {
    fc.assert(
      fc.property(anyTalk, ({ positions, severity }) => {
        if (severity === "crisis") return;
        expect(positions.map(({ number }) => number)).toEqual(positions.map((_, index) => index + 1));
        for (const { number, total } of positions) expect(number).toBeLessThanOrEqual(total);
        expect(positions.at(-1)?.total).toBe(positions.length);
      }),
      runs,
    );
  });
});
