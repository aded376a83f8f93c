import { describe, expect, it } from "vitest";
import ar from "../../locales/ar/checkin.json" with { type: "json" };
import en from "../../locales/en/checkin.json" with { type: "json" };
import nl from "../../locales/nl/checkin.json" with { type: "json" };
import {
  findQuestion,
  type Question,
  severities,
  situations,
  themes,
} from "../../src/checkin/question-set.ts";
import { questionSet } from "../../src/checkin/questions.ts";
import { languages } from "../../src/i18n/language.ts";

interface Text {
  readonly prompt: string;
  readonly option?: Readonly<Record<string, string>>;
}
interface Texts {
  readonly question: Readonly<Record<string, Text>>;
  readonly situation: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, string>>;
  readonly theme: Readonly<Record<string, string>>;
  readonly severity: Readonly<Record<string, string>>;
}
const texts: Readonly<Record<(typeof languages)[number], Texts>> = { nl, en, ar };

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
  M1: "good:none normal:none tense:attention veryBad:urgent cantGoOn:crisis unknown:none",
  M2: "yes:none sometimes:none no:attention unknown:none",
  M3: "family:none friend:none partner:none caseWorker:none nobody:attention unknown:none",
  M4: "no:none sometimes:none often:attention always:urgent unknown:none",
  M5: "yes:none aBit:none no:attention wantTo:attention unknown:none",
  M6: "good:none withHelp:none noHelp:attention veryBad:urgent unknown:none",
  M7: "no:none wontSay:attention yes:urgent",
  M8: "yes:none okay:none arguments:attention hardlyAnyone:attention unknown:none",
  M9: "",
  M10: "",
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
      ...Object.values(set.main),
      ...set.rotating.map(({ id }) => id),
      ...Object.values(set.depth).flatMap((asked) => asked.map(({ id }) => id)),
      set.contact,
      ...set.strength,
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

  it("has options where one chooses, and none where one tells", () => {
    for (const { id, kind, options } of questionSet.questions)
      expect(options.length > 0, id).toBe(kind !== "open");
  });

  it("asks about danger after every answer that speaks of it", () => {
    for (const [id, option] of [
      ["W8", "unsafe"],
      ["M7", "yes"],
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
    expect(sorted(Object.keys(extra))).toEqual(["done", "human", "skip"]);
    expect(sorted(Object.keys(theme))).toEqual(sorted(themes));
    expect(sorted(Object.keys(severity))).toEqual(sorted(severities.slice(1)));
  });

  it("has no empty text, no stray space and a balanced number of isolates", () => {
    const all = [situation, extra, theme, severity].flatMap((group) => Object.values(group));
    for (const { prompt, option } of Object.values(question))
      all.push(prompt, ...Object.values(option ?? {}));
    for (const text of all) {
      expect(text.trim()).not.toBe("");
      expect(text).toBe(text.trim());
      expect(text.match(/[\u2066-\u2068]/g)?.length).toBe(text.match(/\u2069/g)?.length);
      if (language !== "ar") expect(text).not.toMatch(/[\u2066-\u2069]/);
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
