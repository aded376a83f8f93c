import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { decideSignals, type Previous, previousOf } from "../../src/checkin/decide-signals.ts";
import { type Mark, marks, type Situation, situations, themes } from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { anyAnswerTo, givenAs, nothingBefore } from "./given.ts";

interface Case {
  readonly answers: string;
  readonly before?: Situation;
  readonly previous?: Previous;
}

const signalsOf = ({ answers, before, previous }: Case) =>
  decideSignals(
    questionSet,
    { id: "c", given: givenAs(answers), situationBefore: before },
    previous ?? nothingBefore,
  );

/** Everything found, a word each: `G1:notGood attention`, `R2 urgent`. */
const found = (one: Case) => signalsOf(one).map(({ cause, severity }) => `${cause.slice(2)} ${severity}`);

/** Only what the combination rules found. */
const rules = (one: Case) =>
  signalsOf(one)
    .filter(({ rule }) => rule)
    .map(({ rule, severity }) => `${rule} ${severity}`);

describe("each answer", () => {
  test.each([
    ["G1 good", []],
    ["G1 okay", []],
    ["G1 notGood", ["G1:notGood attention"]],
    ["G1 bad", ["G1:bad urgent"]],
    ["G1 cantGoOn", ["G1:cantGoOn crisis"]],
    ["SAFE0 yes", ["SAFE0:yes crisis"]],
    ["SAFE0 no", ["SAFE0:no urgent"]],
    ["W11 course", []],
    ["M9", []],
  ])("signals what its option says: %s", (answers, expected) => {
    expect(found({ answers })).toEqual(expected);
  });

  it("carries the wish for contact to the human", () => {
    expect(signalsOf({ answers: "G5 call" })[0]).toMatchObject({ wish: "call", severity: "attention" });
    expect(signalsOf({ answers: "SAFE0 callMe" })[0]).toMatchObject({ wish: "call", severity: "urgent" });
  });

  it("says nothing for a question or an option that this version does not know", () => {
    expect(found({ answers: "Z9 anything, G1 unheardOf" })).toEqual([]);
  });
});

describe("what it is about (G1b)", () => {
  test.each([
    ["G1 notGood, G1b money", "money attention"],
    ["G1 bad, G1b money", "money urgent"],
    // What is dangerous is the mood, not the theme that is named with it.
    ["G1 cantGoOn, G1b home", "home urgent"],
    ["G1 notGood, G1b workSchool", "work attention"],
    ["G1 notGood, G1b other", "general attention"],
  ])("keeps the severity of the mood and takes the theme that was named: %s", (answers, expected) => {
    const about = signalsOf({ answers }).filter(({ questionId }) => questionId === "G1b");
    expect(about.map(({ theme, severity }) => `${theme} ${severity}`)).toEqual([expected]);
  });

  it("signals nothing when the mood is fine", () => {
    expect(found({ answers: "G1 good, G1b money" })).toEqual([]);
    expect(found({ answers: "G1b money" })).toEqual([]);
  });
});

describe("R2, two worries at once", () => {
  test.each<[string, string, string[]]>([
    ["two attention worries on different themes", "W4 tooFew, M2 no", ["R2 urgent"]],
    ["three of them still once", "W4 tooFew, M2 no, M6 noHelp", ["R2 urgent"]],
    ["G1b counts, one theme each", "G1 notGood, G1b money relations", ["R2 urgent"]],
    ["G1b with another worry", "G1 notGood, G1b money, M2 no", ["R2 urgent"]],
    ["two worries on one theme", "W4 tooFew, W6 oftenNot", []],
    ["G1 does not count", "G1 notGood, M2 no", []],
    ["G1 with one theme of G1b", "G1 notGood, G1b money", []],
    ["G5 does not count", "G5 call, M2 no", []],
    ["G6 and G9 do not count", "G6 whenever, G9 someoneElse, M2 no", []],
    ["an 'I don't know' that matters does not count", "W2 unknown, M2 no", []],
    ["urgent ones need no raising", "W5 no, M2 no", []],
    ["G1b under an urgent mood is urgent itself", "G1 bad, G1b money relations", []],
  ])("%s", (_, answers, expected) => {
    expect(rules({ answers })).toEqual(expected);
  });
});

describe("R3, the same worry as last time", () => {
  const workedUp: Previous = { ...nothingBefore, worries: ["work"] };
  test.each<[string, Case, string[]]>([
    ["the same theme", { answers: "W4 tooFew", previous: workedUp }, ["R3:work urgent"]],
    ["another theme", { answers: "M2 no", previous: workedUp }, []],
    ["the same theme, fine now", { answers: "W4 yes", previous: workedUp }, []],
    ["nothing last time", { answers: "W4 tooFew" }, []],
    ["the same theme, but 'I don't know'", { answers: "W2 unknown", previous: workedUp }, []],
  ])("%s", (_, one, expected) => {
    expect(rules(one)).toEqual(expected);
  });

  test.each([
    ["W4 tooFew", ["work"]],
    ["G1 notGood, G1b money", ["money"]],
    ["G1 notGood", []],
    ["G5 call", []],
    ["W2 unknown", []],
    ["W5 no", []],
  ])("hears from the last check-in: %s", (answers, worries) => {
    expect(previousOf(questionSet, givenAs(answers)).worries).toEqual(worries);
  });

  it.each(["G2 changed, G3 jobSeeking, G4 thisWeek", "G3 waitSheltered", "G3 regularWork, G4 longer"])(
    "takes no situation of last time for a worry of last time: %s",
    (answers) => {
      expect(previousOf(questionSet, givenAs(answers)).worries).toEqual([]);
    },
  );
});

describe("R4, R5 and R11", () => {
  const wasWell: Previous = { ...nothingBefore, marks: ["moodGood"] };
  test.each<[string, Case, string[]]>([
    ["money and home", { answers: "G1 bad, G1b home money" }, ["R4 urgent"]],
    ["money alone", { answers: "G1 bad, G1b money" }, []],
    ["home alone", { answers: "G1 bad, G1b home" }, []],
    ["lonely often, nobody to talk to", { answers: "M4 often, M3 nobody" }, ["R5 urgent"]],
    ["always lonely, nobody to talk to", { answers: "M4 always, M3 nobody" }, ["R5 urgent"]],
    ["lonely often, somebody to talk to", { answers: "M4 often, M3 friend" }, []],
    ["sometimes lonely, nobody to talk to", { answers: "M4 sometimes, M3 nobody" }, []],
    ["bad now, good last time", { answers: "G1 bad", previous: wasWell }, ["R11 urgent"]],
    ["not so good now, good last time", { answers: "G1 notGood", previous: wasWell }, []],
    ["bad now, bad last time", { answers: "G1 bad", previous: { ...nothingBefore, marks: ["moodBad"] } }, []],
  ])("%s", (_, one, expected) => {
    expect(rules(one)).toEqual(expected);
  });

  it("remembers the mood for the next time", () => {
    expect(previousOf(questionSet, givenAs("G1 good")).marks).toEqual(["moodGood"]);
    expect(previousOf(questionSet, givenAs("G1 okay")).marks).toEqual([]);
  });
});

describe("R6 and the other changes of situation", () => {
  test.each<[Situation | undefined, string, string[]]>([
    ["work_regular", "jobSeeking", ["R6 urgent"]],
    ["work_regular", "atHome", ["R6 urgent"]],
    ["mbo_bol", "jobSeeking", ["R6 urgent"]],
    ["special_route", "jobSeeking", ["R6 urgent"]],
    ["day_activity", "atHome", ["R6 urgent"]],
    ["waiting_sheltered_work", "jobSeeking", ["G3 attention"]],
    ["at_home", "jobSeeking", ["G3 attention"]],
    [undefined, "jobSeeking", ["G3 attention"]],
    [undefined, "atHome", ["R6 urgent"]],
    ["job_seeking", "atHome", ["R6 urgent"]],
    ["work_regular", "waitSheltered", ["G3 attention"]],
    ["job_seeking", "regularWork", []],
    ["work_regular", "mboBol", []],
    ["at_home", "atHome", []],
    ["job_seeking", "jobSeeking", []],
    ["waiting_sheltered_work", "waitSheltered", []],
  ])("from %s to %s", (before, now, expected) => {
    const one = { answers: `G2 changed, G3 ${now}, G4 thisWeek`, ...(before ? { before } : {}) };
    expect(rules(one)).toEqual(expected);
  });

  it("notices that a change was out of sight for long, and only a change", () => {
    const out = ["G4:longer attention"];
    expect(found({ answers: "G3 regularWork, G4 longer", before: "mbo_bol" })).toEqual(out);
    expect(found({ answers: "G3 regularWork, G4 longer" })).toEqual(out);
    expect(found({ answers: "G3 regularWork, G4 longer", before: "work_regular" })).toEqual([]);
    expect(found({ answers: "G3 regularWork, G4 thisMonth", before: "mbo_bol" })).toEqual([]);
  });
});

describe("what stopped, what was refused, what is wished for", () => {
  test.each<[string, string[]]>([
    ["W1 gone", ["R6 urgent"]],
    ["B1 stopped", ["R6 urgent"]],
    ["S1 stopped", ["R6 urgent"]],
    ["D1 stopped", ["R6 urgent"]],
    ["E1 gone", ["R6 urgent"]],
    ["E3 stopped", ["R6 urgent"]],
    ["A2 rejected", ["R8 urgent"]],
    ["W1 wantQuit, B1 wantStop", []],
  ])("R6 and R8 are said by the answer itself: %s", (answers, expected) => {
    expect(rules({ answers })).toEqual(expected);
  });

  it("R15: a wish to grow is no worry, however often it is told", () => {
    expect(rules({ answers: "S1 tooEasy, S6 yes" })).toEqual([]);
  });

  test.each<[string, string[]]>([
    ["I5 planning", []],
    ["I5 planning tests", ["I5 attention"]],
    ["I5 planning tests computer together", ["I5 attention"]],
    ["I5 nothing", []],
  ])("I5: two hard things at the new school are a reason to look, one is none: %s", (answers, expected) => {
    expect(rules({ answers })).toEqual(expected);
  });
});

describe("'I don't know'", () => {
  test.each<[string, string[]]>([
    ["M2 unknown", []],
    ["M1 unknown, M2 unknown", ["dontKnow attention"]],
    ["M1 unknown, M8 unknown", []],
    ["M1 unknown, M2 yes, M5 unknown", []],
    ["W1 unknown, M1 unknown, W4 unknown", []],
    ["M3 unknown, M4 unknown, M1 unknown, M2 unknown", ["dontKnow attention", "dontKnow attention"]],
  ])("asks for a look when it comes twice in a row on one theme: %s", (answers, expected) => {
    expect(rules({ answers })).toEqual(expected);
  });

  it("raises one cause for three in a row", () => {
    expect(found({ answers: "W1 unknown, W8 unknown, W4 unknown" })).toEqual(["dontKnow:work attention"]);
  });

  it("is interrupted by a skipped question", () => {
    const [first, second] = givenAs("M1 unknown, M2 unknown");
    const skipped = givenAs("M5").map((one) => ({ ...one, inWords: false, skipped: true }));
    const answers = [...(first ? [first] : []), ...skipped, ...(second ? [second] : [])];
    const checkIn = { id: "c", given: answers, situationBefore: undefined };
    expect(decideSignals(questionSet, checkIn, nothingBefore)).toEqual([]);
  });
});

// In any order, but for the mood: it is asked first, and what G1b says takes its severity.
const answers = fc
  .shuffledSubarray([...questionSet.questions])
  .map((questions) => questions.toSorted((a, b) => Number(b.id === "G1") - Number(a.id === "G1")))
  .chain((questions) => fc.tuple(...questions.map(anyAnswerTo)));
const anyPrevious: fc.Arbitrary<Previous> = fc.record({
  worries: fc.subarray([...themes]),
  marks: fc.subarray<Mark>([...marks]),
});
const anySituation = fc.option(fc.constantFrom<Situation>(...situations), { nil: undefined });

describe("whatever is answered", () => {
  it("finds the same causes for the same answers, each of them once", () => {
    fc.assert(
      fc.property(answers, anySituation, anyPrevious, (given, situationBefore, previous) => {
        const decide = () => decideSignals(questionSet, { id: "c", given, situationBefore }, previous);
        const causes = decide().map(({ cause }) => cause);
        expect(decide().map(({ cause }) => cause)).toEqual(causes);
        expect(new Set(causes).size).toBe(causes.length);
      }),
    );
  });

  it("never takes a signal back because more was answered", () => {
    fc.assert(
      fc.property(answers, fc.nat(), anySituation, anyPrevious, (given, cut, situationBefore, previous) => {
        const causesOf = (count: number) =>
          decideSignals(
            questionSet,
            { id: "c", given: given.slice(0, count), situationBefore },
            previous,
          ).map(({ cause, theme }) => `${cause} ${theme}`);
        expect(causesOf(given.length)).toEqual(expect.arrayContaining(causesOf(cut % (given.length + 1))));
      }),
    );
  });

  it("names the person's check-in in every cause, so that two check-ins never share one", () => {
    fc.assert(
      fc.property(answers, anyPrevious, (given, previous) => {
        for (const { cause } of decideSignals(
          questionSet,
          { id: "this-one", given, situationBefore: undefined },
          previous,
        ))
          expect(cause).toMatch(/^this-one:/);
      }),
    );
  });

  it("calls it a crisis only for an option that says so", () => {
    fc.assert(
      fc.property(answers, anySituation, anyPrevious, (given, situationBefore, previous) => {
        for (const one of decideSignals(questionSet, { id: "c", given, situationBefore }, previous))
          if (one.severity === "crisis")
            expect(`${one.questionId} ${one.optionId}`).toMatch(
              /^(G1 cantGoOn|H2 noBed|G6 danger|M1 cantGoOn|SAFE0 yes|SAFE1 (no|unknown)|SAFE2 nobody)$/,
            );
      }),
    );
  });
});
