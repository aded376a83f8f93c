import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { seasonOf } from "../../src/checkin/background.ts";
import { type Background, nextQuestion } from "../../src/checkin/next-question.ts";
import {
  type Asked,
  findQuestion,
  type Occasion,
  occasions,
  type Severity,
  type Situation,
  seasons,
  situations,
  themes,
} from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import {
  answering,
  anyAnswerTo,
  freshBackground,
  given,
  givenAs,
  play,
  type Start,
  type Talk,
} from "./given.ts";

const fine = answering("");
const worker: Start = { situationBefore: "work_regular" };
const atHome: Start = { situationBefore: "at_home" };
const askedOf = (start: Start, line: string) => play(start, answering(line)).asked.join(" ");
const knowing = (start: Start, background: Partial<Background>): Start => ({ ...start, background });

describe("when all is fine", () => {
  test.each<[string, Start, string]>([
    ["at work", worker, "G1 G2 W1 T1 M9"],
    ["at home", atHome, "G1 G2 M1 T1 M9"],
    ["at work, the second time", { ...worker, round: 1 }, "G1 G2 W1 T1 Q1"],
    ["on a shared phone", { ...worker, sharedPhone: true }, "G1 G2 W1 T1 M9"],
    ["of an unknown situation", {}, "G1 G3 G4 W1 T1 M9"],
    ["in spring", knowing(worker, { season: "winter" }), "G1 G2 W1 T2 M9"],
    [
      "when the season's turn was asked",
      knowing(worker, { lastAsked: { T1: 40, W1: 40 } }),
      "G1 G2 W2 T2 M9",
    ],
    [
      "when every turn was asked",
      knowing(worker, { lastAsked: { T1: 90, T2: 60, T3: 30, W1: 30, W2: 60 } }),
      "G1 G2 W8 M7 M9",
    ],
    [
      "when a turn was missed",
      knowing(worker, { lastAsked: { T1: 90, T2: 331, T3: 30, W1: 30 } }),
      "G1 G2 W2 T2 M9",
    ],
    [
      "the turn of last year's season",
      knowing(worker, { lastAsked: { T1: 300, T2: 200, T3: 100 } }),
      "G1 G2 W1 T1 M9",
    ],
    ["before a talk about home and health", knowing(worker, { themes: ["H", "M"] }), "G1 G2 W1 T2 M9"],
    ["before a talk about agencies", knowing(worker, { themes: ["A", "Q"] }), "G1 G2 W1 T3 M9"],
    ["before a talk about work alone", knowing(worker, { themes: ["W"] }), "G1 G2 W1 T1 M9"],
    [
      "before a talk about agencies, when every turn was asked",
      knowing(worker, { themes: ["A"], lastAsked: { T1: 90, T2: 60, T3: 30 } }),
      "G1 G2 W1 A2 M9",
    ],
    [
      "before a talk about home, when home was asked lately too",
      knowing(worker, { themes: ["H"], lastAsked: { T1: 90, T2: 60, T3: 30, H1: 60 } }),
      "G1 G2 W1 H3 M9",
    ],
    ["before a light contact", knowing(worker, { themes: [] }), "G1 G2 W1 M9"],
    ["and money was a worry last time", knowing(worker, { worries: ["money"] }), "G1 G2 W1 F1 T1 M9"],
    [
      "from an ISK",
      knowing(worker, { newcomer: true, lastAsked: { T1: 1, T2: 1, T3: 1 } }),
      "G1 G2 W1 I1 M9",
    ],
    ["at day activities", { situationBefore: "day_activity", round: 3 }, "G1 G2 D1 T1 D5"],
    [
      "at day activities at 17",
      knowing({ situationBefore: "day_activity" }, { age: 17, lastAsked: { D1: 9, D3: 8, D2: 7, D6: 6 } }),
      "G1 G2 D4 T1 M9",
    ],
    [
      "at day activities at 18",
      knowing({ situationBefore: "day_activity" }, { age: 18, lastAsked: { D1: 9, D3: 8, D2: 7, D6: 6 } }),
      "G1 G2 D1 T1 M9",
    ],
  ])("asks five short questions, one or two lines more at most: %s", (_, start, expected) => {
    expect(play(start, fine).asked.join(" ")).toBe(expected);
  });

  it.each(situations)(
    "asks opening, situation, one main, one rotating, one strength: %s",
    (situationBefore) => {
      const { asked } = play({ situationBefore }, fine);
      expect(asked).toHaveLength(5);
      expect(asked.slice(0, 2)).toEqual(["G1", "G2"]);
      const main = questionSet.main[situationBefore] ?? questionSet.main.otherwise;
      expect(main.map(({ id }) => id)).toContain(asked[2]);
      const rotating = [...Object.values(questionSet.turns), ...questionSet.rotating.map(({ id }) => id)];
      expect(rotating).toContain(asked[3]);
      expect(questionSet.strength.map(({ id }) => id)).toContain(asked[4]);
    },
  );

  test.each<[Occasion, string]>([
    ["firstWeek", "G1 E1 W6 W7 M9"],
    ["trialMonth", "G1 W1 E2 M9"],
    ["contractTalk", "G1 W2 M9"],
    ["schoolStart", "G1 E3 B7 M9"],
    ["application", "G1 A2 M9"],
  ])("asks about what happened lately and little else: %s", (occasion, expected) => {
    expect(play(knowing(worker, { occasion }), fine).asked.join(" ")).toBe(expected);
  });

  it("counts from one to five and keeps its word", () => {
    const counts = play(worker, fine).positions.map(({ number, total }) => `${number}/${total}`);
    expect(counts).toEqual(["1/5", "2/5", "3/5", "4/5", "5/5"]);
  });

  it("never offers to go on later when it is short", () => {
    expect(play(worker, fine).positions.some(({ isLong }) => isLong)).toBe(false);
  });
});

/** Every theme that the sources name (domain 4): asked about by these questions, or by a turn that touches it. */
const themesOfTheYear: Readonly<Record<string, readonly string[]>> = {
  money: ["T1", "F1", "F2", "F3", "F4"],
  transport: ["T1", "V1"],
  home: ["T2", "H1", "H3", "H4", "H5", "H6"],
  health: ["T2", "M6", "M2"],
  agencies: ["T3", "A1", "A2", "A3", "A4"],
  relations: ["T3", "M8", "M4", "M3"],
  wellbeing: ["G1"],
  selfReliance: ["M10", "H5"],
};

/** Check-ins for two years at this rhythm, begun on this day of 2026; the days on which each question was asked. */
function twoYears(start: Start, everyDays: number, firstDay: number, line: string): Map<string, number[]> {
  const askedOn = new Map<string, number[]>();
  for (let day = firstDay, round = 0; day < firstDay + 730; day += everyDays, round += 1) {
    const lastAsked = Object.fromEntries([...askedOn].map(([id, days]) => [id, day - (days.at(-1) ?? 0)]));
    const season = seasonOf(new Date(Date.UTC(2026, 0, 1 + day, 12)), "Europe/Amsterdam");
    for (const id of play({ ...start, round, background: { lastAsked, season } }, answering(line)).asked)
      askedOn.set(id, [...(askedOn.get(id) ?? []), day]);
  }
  return askedOn;
}

describe("over a year", () => {
  test.each<[Situation, number, string]>(
    situations.flatMap((situation) =>
      [28, 61, 91, 120].flatMap((everyDays): [Situation, number, string][] => [
        [situation, everyDays, "S3 unknown"],
        [situation, everyDays, "S3 unknown, G1 notGood, G1b other"],
      ]),
    ),
  )(
    "every theme of the sources is asked about: %s, every %i days, %s",
    (situationBefore, everyDays, line) => {
      for (const firstDay of [0, 100, 220, 300]) {
        const askedOn = twoYears({ situationBefore }, everyDays, firstDay, line);
        for (const [theme, ids] of Object.entries(themesOfTheYear)) {
          const days = ids.flatMap((id) => askedOn.get(id) ?? []).sort((a, b) => a - b);
          const bounds = [firstDay, ...days, firstDay + 730];
          const gaps = bounds.slice(1).map((day, index) => day - (bounds[index] ?? 0));
          // The check-in that is nearest to the year's end may fall a rhythm later.
          expect(Math.max(...gaps), `${theme} from day ${firstDay}`).toBeLessThanOrEqual(365 + everyDays);
        }
      }
    },
  );

  it.each(situations)("monthly check-ins come to every question that fits: %s", (situationBefore) => {
    const askedOn = twoYears({ situationBefore }, 14, 0, "");
    const fits = (asked: Asked) =>
      (!asked.for || asked.for.includes(situationBefore)) && asked.age === undefined && !asked.newcomer;
    const list = questionSet.main[situationBefore] ?? questionSet.main.otherwise;
    for (const { id } of [...list, ...questionSet.rotating, ...questionSet.strength].filter(fits))
      expect(askedOn.has(id), id).toBe(true);
  });
});

describe("when something is not fine", () => {
  test.each<[string, Start, string, string]>([
    ["about money", worker, "G1 notGood, G1b money", "G1 G1b G2 W1 F1 F2 T1 G5 M9"],
    ["about health", worker, "G1 notGood, G1b health", "G1 G1b G2 W1 M6 M2 T1 G5 M9"],
    ["about home", atHome, "G1 notGood, G1b home", "G1 G1b G2 M1 H3 H1 M7 T1 G5 M9"],
    ["bad", worker, "G1 bad, G1b other", "G1 G1b G2 W1 M1 M3 G5 G8"],
    ["at work", worker, "W1 notGood", "G1 G2 W1 W8 W4 T1 G5 M9"],
    [
      "the contract",
      knowing(worker, { lastAsked: { W1: 30 } }),
      "W2 under1Month, W3 ends",
      "G1 G2 W2 W3 G5 G8",
    ],
    ["a wish for a call", worker, "W1 notGood, G5 call", "G1 G2 W1 W8 W4 T1 G5 G6 G7 M9"],
    [
      "lonely",
      knowing(worker, { lastAsked: { T1: 9, T2: 9, T3: 9, M7: 9, H1: 9, F1: 9, A2: 9 } }),
      "M4 often",
      "G1 G2 W1 M4 M3 G5 M9",
    ],
    ["unsafe at work", worker, "W1 notGood, W8 unsafe, SAFE0 no", "G1 G2 W1 W8 SAFE0 W4 G5 G8"],
    ["the job is gone", worker, "G2 changed, G3 jobSeeking", "G1 G2 G3 G4 Z2 G5 G8"],
    ["no food, said at the turn", worker, "T1 money, F1 noFood", "G1 G2 W1 T1 F1 F2 G5 G8"],
    ["the way there", worker, "T1 transport, V1 sometimesNot", "G1 G2 W1 T1 V1 V2 G5 M9"],
    ["no place to live", worker, "T2 home, H1 noPlace", "G1 G2 W1 T1 M9"],
    [
      "a letter with a date",
      knowing(worker, { season: "summer" }),
      "T3 agencies, A1 withDate, A5 within7Days",
      "G1 G2 W1 T3 A1 A5 A2 G5 G8",
    ],
    [
      "a refusal",
      knowing(worker, { occasion: "application" }),
      "A2 rejected, A6 thisMonth",
      "G1 A2 A6 G5 G8",
    ],
    [
      "no bed tonight",
      knowing(worker, { season: "winter" }),
      "T2 home, H3 nice, H1 temporary, H2 noBed",
      "G1 G2 W1 T2 H3 H1 H2 SAFE1 SAFE2",
    ],
    [
      "the route does not fit",
      knowing({ situationBefore: "mbo_bol" }, { lastAsked: { B1: 9, B2: 9, B4: 9, B3: 9 } }),
      "B5 doubt",
      "G1 G2 B5 Q3 T1 G5 M9",
    ],
  ])("goes into that alone, and asks for the wish for contact: %s", (_, start, line, expected) => {
    expect(askedOf(start, line)).toBe(expected);
  });

  it("does not ask how soon when it is urgent already", () => {
    expect(askedOf(worker, "G1 bad, G1b money, G5 call")).toBe("G1 G1b G2 W1 F1 F2 G5 G7 G8");
  });

  it("asks on a shared phone who answered, only then", () => {
    expect(askedOf({ ...worker, sharedPhone: true }, "W1 notGood")).toBe("G1 G2 W1 W8 W4 T1 G5 M9 G9");
  });

  it("asks who answered rather than for more, when it turned urgent after the last question and one is left", () => {
    const line =
      "G1 notGood, G1b other, G2 changed, G3 mboEntry, G4 unknown, M1 normal, M3 friend, G5 no, M9 skip";
    const { asked } = play({ ...worker, sharedPhone: true }, answering(line), (number) =>
      number === 9 ? "urgent" : "none",
    );
    expect(asked.slice(9)).toEqual(["G9"]);
  });

  it("offers to go on later from the sixth question on, while there is more than one to come", () => {
    const { positions } = play(worker, answering("W1 notGood"));
    expect(positions.map(({ isLong }) => isLong)).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
  });
});

describe("in a crisis", () => {
  const crisis = {
    situationBefore: "work_regular",
    round: 0,
    sharedPhone: true,
    severity: "crisis",
    background: freshBackground,
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
    background: fc.record({
      season: fc.constantFrom(...seasons),
      lastAsked: fc.dictionary(
        fc.constantFrom(...questionSet.questions.map(({ id }) => id)),
        fc.nat({ max: 800 }),
      ),
      worries: fc.subarray([...themes], { maxLength: 2 }),
      age: fc.integer({ min: 16, max: 23 }),
      newcomer: fc.boolean(),
      occasion: fc.option(fc.constantFrom<Occasion>(...occasions), { nil: undefined }),
    }),
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
        else expect(asked.some((id) => ["M9", "M10", "Q1", "Q2", "D5", "G8"].includes(id))).toBe(true);
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
            (questionId === "M7" && options.includes("yes")) ||
            (questionId === "H3" && options.includes("unsafe")),
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
