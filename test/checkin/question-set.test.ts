import { describe, expect, it } from "vitest";
import {
  findQuestion,
  occasions,
  type Question,
  severities,
  situations,
  themes,
} from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { type Language, languages, rightToLeft } from "../../src/i18n/language.ts";
import { resources } from "../../src/i18n/texts.ts";

interface Text {
  readonly prompt: string;
  readonly soft?: string;
  readonly option?: Readonly<Record<string, string>>;
  readonly says?: Readonly<Record<string, string>>;
}
interface Texts {
  readonly question: Readonly<Record<string, Text>>;
  readonly situation: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, string>>;
  readonly theme: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<string, string>>;
}
const texts = Object.fromEntries(
  languages.map((language) => [language, resources[language].checkin]),
) as unknown as Readonly<Record<Language, Texts>>;

/** What is published: an id keeps its meaning for ever, and a severity changes only on purpose (domain 4.4 to 4.7). */
const published: Readonly<Record<string, string>> = {
  G1: "good:none okay:none notGood:attention bad:urgent cantGoOn:crisis",
  G1b: "workSchool:none home:none money:none health:none relations:none other:none",
  G2: "yes:none changed:none",
  G3: "regularWork:none mboBol:none mboBbl:none mboEntry:none otherSchool:none jobSeeking:none atHome:none shelteredWork:none waitSheltered:none dayActivity:none volunteering:none development:none specialRoute:none",
  G4: "thisWeek:none thisMonth:none longer:none unknown:none",
  G5: "call:attention message:attention meet:attention no:none",
  G6: "whenever:attention thisWeek:urgent today:urgent danger:crisis",
  G7: "morning:none afternoon:none evening:none",
  G8: "",
  G9: "self:none withHelp:none someoneElse:attention",
  W1: "good:none okay:none notGood:attention wantQuit:urgent gone:urgent unknown:none",
  W2: "permanent:none over6Months:none from3To6Months:none from1To3Months:attention under1Month:urgent noContract:attention unknown:attention",
  W3: "staying:none notDiscussed:attention ends:urgent otherJob:none unknown:none",
  W4: "yes:none tooFew:attention tooMany:attention varies:attention unknown:none",
  W5: "yes:none sometimesLate:attention no:urgent unclear:attention unknown:none",
  W6: "yes:none mostly:none oftenNot:attention unknown:none",
  W7: "yes:none notNeeded:none wanted:attention coachStopped:attention unknown:none",
  W8: "nice:none okay:none conflict:attention bullied:urgent unsafe:urgent unknown:none",
  W9: "no:none fewDays:none often:attention longIll:urgent unknown:none",
  W10: "no:none yes:urgent unknown:attention",
  W11: "course:none otherTasks:none notNow:none unknown:none",
  S1: "yes:none no:attention tooHard:attention tooEasy:none stopped:urgent unknown:none",
  S2: "enough:none wantMore:attention newCoach:none noCoach:urgent unknown:none",
  S3: "under3Months:attention from3To6Months:urgent over6Months:urgent placed:none unknown:none",
  S4: "yes:none sometimes:attention no:urgent",
  S5: "yes:none no:attention unknown:none",
  S6: "yes:none maybe:none no:none",
  S7: "good:none okay:none notGood:attention",
  D1: "yes:none sometimes:none no:attention stopped:urgent",
  D2: "fine:none more:attention fewer:attention tooMuch:attention unknown:none",
  D3: "no:none within3Months:attention stopped:urgent unknown:attention",
  D4: "yes:none inProgress:none no:attention unknown:attention",
  D5: "work:none making:none people:none alone:none calm:none",
  D6: "yes:none maybe:none no:none",
  B1: "good:none okay:none notGood:attention wantStop:urgent stopped:urgent unknown:none",
  B2: "nearlyAlways:none missSome:none missMuch:attention notGoing:urgent unknown:none",
  B3: "yes:none notNeeded:none aBit:attention no:attention nothingAgreed:attention unknown:none",
  B4: "yes:none notYet:none searching:attention stopped:urgent unknown:none",
  B5: "yes:none doubt:attention no:attention unknown:none",
  B6: "yes:none no:attention unclear:attention unknown:none",
  B7: "yes:none no:attention",
  L1: "yes:none searching:urgent ends:urgent unknown:none",
  L2: "yes:none heavy:attention no:urgent unknown:none",
  L3: "yes:none tooLittle:attention no:attention unknown:none",
  Z1: "justStarted:attention from1To3Months:attention over3Months:urgent notLooking:urgent unknown:none",
  Z2: "municipality:none uwv:none jobCoach:none school:none family:none nobody:attention unknown:none",
  Z3: "nothing:none whatIWant:attention dontDare:attention language:attention transport:attention health:attention money:attention rules:attention",
  Z4: "income:none parents:attention no:urgent unknown:none",
  Z5: "sport:none helpingHome:none volunteering:none learning:none gaming:attention hardlyOut:urgent unknown:none",
  Z6: "yes:none no:none",
  I1: "yes:none sometimes:none oftenNot:attention unknown:none",
  I2: "yes:none onTheWay:none no:attention unknown:none",
  I3: "yes:none no:none whatIsThat:none",
  I4: "yes:none no:attention",
  I5: "nothing:none planning:none tests:none computer:none together:none",
  I6: "yes:none aFew:none no:attention unknown:none",
  I7: "yes:none aBit:none no:none unknown:none",
  H1: "family:none own:none supported:none temporary:attention shelter:urgent noPlace:urgent",
  H2: "yes:none notSure:attention mustLeave:urgent noBed:crisis",
  H3: "nice:none okay:none arguments:attention unsafe:urgent",
  H4: "no:none moved:attention parentsApart:attention illOrDied:attention baby:attention",
  H5: "yes:none withHelp:none someNot:attention hardlyAny:attention unknown:none",
  H6: "no:none later:none soon:attention unknown:none",
  F1: "yes:none just:none no:attention noFood:urgent unknown:none",
  F2: "no:none arranged:none some:attention many:urgent bailiff:urgent unknown:none",
  F3: "yes:none no:attention unknown:attention",
  F4: "myself:none family:none professional:none nobody:attention notMyChoice:urgent unknown:none",
  V1: "yes:none sometimesNot:attention no:urgent unknown:none",
  V2: "expensive:attention far:attention noBus:attention dontDare:attention unknown:none",
  A1: "no:none yes:attention withDate:attention",
  A2: "no:none waiting:none waitingLong:attention rejected:urgent unknown:none",
  A3: "yes:none notNeeded:none notUnderstood:attention noCallback:attention unknown:none",
  A4: "yes:none no:attention",
  A5: "within7Days:urgent later:attention passed:urgent unknown:attention",
  A6: "thisWeek:none thisMonth:none longer:none unknown:none",
  M1: "good:none normal:none tense:attention veryBad:urgent cantGoOn:crisis unknown:none",
  M2: "yes:none sometimes:none no:attention unknown:none",
  M3: "family:none friend:none partner:none caseWorker:none nobody:attention unknown:none",
  M4: "no:none sometimes:none often:attention always:urgent unknown:none",
  M5: "yes:none aBit:none no:attention wantTo:attention unknown:none",
  M6: "good:none withHelp:none noHelp:attention veryBad:urgent unknown:none",
  M7: "no:none wontSay:attention yes:urgent",
  M8: "yes:none okay:none arguments:attention hardlyAnyone:attention unknown:none",
  M9: "work:none learned:none helped:none keptOn:none home:none",
  M10: "cooking:none travelling:none money:none appointments:none speaking:none",
  T1: "fine:none money:attention transport:attention",
  T2: "fine:none home:attention health:attention",
  T3: "fine:none agencies:attention relations:attention",
  E1: "good:none okay:none notGood:attention gone:urgent",
  E2: "yes:none notSaid:attention no:urgent unknown:none",
  E3: "good:none okay:none notGood:attention stopped:urgent",
  Q1: "fast:none neat:none patient:none helping:none technical:none strong:none cheerful:none onTime:none",
  Q2: "family:none friend:none colleague:none neighbour:none",
  Q3: "outside:none people:none animals:none making:none cooking:none care:none dontKnow:none",
  SAFE0: "yes:crisis no:urgent callMe:urgent",
  SAFE1: "yes:none no:crisis unknown:crisis",
  SAFE2: "home:none friend:none nobody:crisis",
};

const sorted = (values: Iterable<string>): string[] => [...values].sort();
const pinned = (question: Question): string =>
  question.options.map(({ id, severity }) => `${id}:${severity}`).join(" ");
const optionsOf = (id: string): readonly string[] =>
  findQuestion(questionSet, id)?.options.map((o) => o.id) ?? [];
const graphemes = (text: string, language: string): number =>
  [...new Intl.Segmenter(language, { granularity: "grapheme" }).segment(text)].length;
const placeholders = (text: string): string[] => sorted(text.match(/\{\{.*?\}\}/g) ?? []);

describe("the published questions", () => {
  it("keeps every id, every option and every severity", () => {
    expect(
      Object.fromEntries(questionSet.questions.map((question) => [question.id, pinned(question)])),
    ).toEqual(published);
  });

  it("has ids that are unique and short enough to travel", () => {
    const ids = questionSet.questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, module, options } of questionSet.questions) {
      expect(id).toMatch(new RegExp(`^${module}\\d+b?$`));
      expect(new Set(options.map((option) => option.id)).size, id).toBe(options.length);
      for (const option of options) {
        expect(option.id).toMatch(/^[a-zA-Z0-9]{1,14}$/);
        const data = `ci1:${"0".repeat(36)}:${id}:${option.id}`;
        expect(Buffer.byteLength(data), data).toBeLessThanOrEqual(64);
      }
    }
  });

  it("refers to existing questions only", () => {
    const set = questionSet;
    const references = [
      ...set.questions.flatMap(({ options }) => options.flatMap((option) => option.leadsTo ?? [])),
      ...set.opening,
      set.knownSituation,
      set.unknownSituation,
      ...Object.values(set.main).flatMap((asked) => asked.map(({ id }) => id)),
      ...Object.values(set.turns),
      ...set.rotating.map(({ id }) => id),
      ...Object.values(set.occasions).flat(),
      ...Object.values(set.depth).flatMap((asked) => asked.map(({ id }) => id)),
      set.contact,
      ...set.strength.map(({ id }) => id),
      set.more,
      ...set.crisis,
      set.sharedPhone,
    ];
    for (const id of references) expect(findQuestion(set, id), id).toBeDefined();
    expect(sorted(new Set(references))).toEqual(sorted(set.questions.map(({ id }) => id)));
  });

  it("never leads a question back to itself", () => {
    const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
      (findQuestion(questionSet, from)?.options ?? [])
        .flatMap((option) => option.leadsTo ?? [])
        .some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
    for (const { id } of questionSet.questions) expect(reaches(id, id), id).toBe(false);
  });

  it("offers every situation once", () => {
    const offered = (findQuestion(questionSet, "G3")?.options ?? []).map(({ situation }) => situation);
    expect(sorted(offered.map(String))).toEqual(sorted(situations));
  });

  it("marks every 'I don't know'", () => {
    for (const { id, options } of questionSet.questions)
      for (const option of options)
        expect(option.marks?.includes("dontKnow") ?? false, `${id} ${option.id}`).toBe(
          option.id === "unknown",
        );
  });

  it("has options where one chooses; cards where one tells signal nothing", () => {
    for (const { id, kind, options } of questionSet.questions) {
      if (kind !== "open") expect(options.length, id).toBeGreaterThan(1);
      else expect(options.filter(({ severity }) => severity !== "none")).toEqual([]);
    }
  });

  it("has an answer that worries nobody for every question, but for how soon, a date in a letter, and danger", () => {
    const without = questionSet.questions.filter(
      ({ kind, options }) => kind !== "open" && !options.some(({ severity }) => severity === "none"),
    );
    expect(without.map(({ id }) => id)).toEqual(["G6", "A5", "SAFE0"]);
  });

  it("has at most one answer that excludes the others, and only where several may be ticked", () => {
    for (const { id, kind, options } of questionSet.questions) {
      const alone = options.filter((option) => option.alone);
      if (kind === "many" && id !== "G1b") expect(alone, id).toHaveLength(1);
      else expect(alone, id).toEqual([]);
    }
  });

  it("asks again in time for every occasion, and knows no other", () => {
    const watched = questionSet.questions.flatMap(({ options }) =>
      options.flatMap(({ watch }) => watch ?? []),
    );
    for (const { occasion, afterDays } of watched) {
      expect(occasions).toContain(occasion);
      expect(afterDays).toBeGreaterThan(6);
    }
    expect(sorted(Object.keys(questionSet.occasions))).toEqual(sorted(occasions));
  });

  it("asks about danger after every answer that speaks of it", () => {
    for (const [id, option] of [
      ["W8", "unsafe"],
      ["M7", "yes"],
      ["H3", "unsafe"],
    ] as const)
      expect(findQuestion(questionSet, id)?.options.find((each) => each.id === option)?.leadsTo).toEqual([
        "SAFE0",
      ]);
  });

  it("keeps the opening and the wish for contact out of rule R2", () => {
    const outside = questionSet.questions.filter(({ outsideR2 }) => outsideR2).map(({ id }) => id);
    expect(outside).toEqual(["G1", "G5", "G6", "G9"]);
  });
});

describe.each(languages)("the texts in %s", (language) => {
  const { question, situation, extra, theme, severity } = texts[language];

  it("has a text for every question and every option, and nothing more", () => {
    expect(sorted(Object.keys(question))).toEqual(sorted(questionSet.questions.map(({ id }) => id)));
    for (const [id, { option }] of Object.entries(question))
      expect(sorted(Object.keys(option ?? {})), id).toEqual(sorted(optionsOf(id)));
    expect(sorted(Object.keys(situation))).toEqual(sorted(situations));
    for (const { id, options } of questionSet.questions) {
      const explained = options.filter(({ says }) => says).map((option) => option.id);
      expect(sorted(Object.keys(question[id]?.says ?? {})), id).toEqual(sorted(explained));
    }
    expect(sorted(Object.keys(extra))).toEqual(["done", "human", "later", "more", "skip", "tappedWrong"]);
    expect(sorted(Object.keys(theme))).toEqual(sorted(themes));
    expect(sorted(Object.keys(severity))).toEqual(sorted(severities.slice(1)));
  });

  it("has no empty text, no stray space and a balanced number of isolates", () => {
    const all = [situation, extra, theme, severity].flatMap((group) => Object.values(group));
    for (const { prompt, option, says, soft } of Object.values(question))
      all.push(prompt, ...Object.values(option ?? {}), ...Object.values(says ?? {}), ...(soft ? [soft] : []));
    for (const text of all) {
      expect(text.trim()).not.toBe("");
      expect(text).toBe(text.trim());
      expect(text.match(/[\u2066-\u2068]/g)?.length).toBe(text.match(/\u2069/g)?.length);
      if (!rightToLeft.has(language)) expect(text).not.toMatch(/[\u2066-\u2069]/);
    }
  });

  it("fills in the same placeholders as the Dutch text, and only where it needs them", () => {
    for (const [id, { prompt, option }] of Object.entries(question)) {
      expect(placeholders(prompt), id).toEqual(placeholders(texts.nl.question[id]?.prompt ?? ""));
      expect(placeholders(Object.values(option ?? {}).join(" ")), id).toEqual([]);
    }
    expect(Object.keys(question).filter((id) => placeholders(question[id]?.prompt ?? "").length > 0)).toEqual(
      ["G2", "G5"],
    );
  });

  it("fits its words on a button, each other than its neighbours", () => {
    const buttons = [
      ...Object.values(question).map(({ option }) => Object.values(option ?? {})),
      Object.values(extra),
    ];
    for (const labels of buttons) {
      expect(new Set(labels).size).toBe(labels.length);
      for (const label of labels) expect(graphemes(label, language), label).toBeLessThanOrEqual(30);
    }
  });

  it("speaks in short sentences", () => {
    for (const { prompt } of Object.values(question))
      for (const sentence of prompt.split(/[.?!؟]/))
        expect(sentence.split(/\s+/).filter(Boolean).length, sentence).toBeLessThanOrEqual(12);
  });
});
