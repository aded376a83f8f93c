import { expect, test } from "vitest";
import { checkedItems } from "../../src/i18n/checked-texts.ts";
import { languages } from "../../src/i18n/language.ts";
import { readItemTexts } from "../../src/i18n/read-items.ts";
import { concepts } from "../../src/knowledge/concepts.ts";
import { decideShown } from "../../src/knowledge/decide-shown.ts";
import { type ItemFacts, itemFlags, topics } from "../../src/knowledge/item.ts";
import { items } from "../../src/knowledge/items.ts";
import { readConceptWords, readWorryWords } from "../../src/knowledge/read-knowledge.ts";

const ids = items.map(({ id }) => id);
const lettersIn = (text: string) => [...new Intl.Segmenter().segment(text)].length;

/** What parents need most: there in every language. */
const needed = [
  ...[
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
    "07",
    "08",
    "11",
    "13",
    "14",
    "22",
    "25",
    "26",
    "27",
    "28",
    "31",
    "35",
  ].map((n) => `alb-${n}`),
  ...["01", "03", "06", "07", "08", "10", "11", "14", "15", "16", "17", "22", "25", "27", "37"].map(
    (n) => `sys-${n}`,
  ),
  ...["02", "04", "10", "11", "12", "14", "15", "19"].map((n) => `wrk-${n}`),
  ...["lob-04", "isk-01", "isk-02", "isk-05", "app-01", "app-02", "app-03"],
];

test("at least 110 items, each with an id of its own, and every topic has one", () => {
  expect(new Set(ids).size).toBe(items.length);
  expect(items.length).toBeGreaterThanOrEqual(110);
  expect(topics.filter((topic) => !items.some((item) => item.topic === topic))).toEqual([]);
});

test.each(items.map((item) => [item.id, item] as const))("%s has facts that hold together", (_, item) => {
  expect(topics).toContain(item.topic);
  expect(item.for.length).toBeGreaterThan(0);
  expect(item.source).not.toBe("");
  expect(item.checked).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(item.flags.filter((flag) => !itemFlags.includes(flag))).toEqual([]);
  expect(item.flags.includes("date")).toBe(item.validUntil !== undefined);
  expect(item.related.filter((id) => !ids.includes(id) || id === item.id)).toEqual([]);
  // What differs from place to place can be said of no whole country.
  if (item.scope !== "national") expect(item.flags).toContain("local");
});

test("each answer that must have been checked is of an item that is there, those on money to live on among them", () => {
  const checked = Object.values(checkedItems).flat();
  expect(checked.filter((id) => !ids.includes(id))).toEqual([]);
  expect(new Set(checked).size).toBe(checked.length);
  const money = items.filter(({ topic }) => topic === "wajong" || topic === "income-bridge");
  expect(money.filter(({ id }) => !checkedItems.money.includes(id))).toEqual([]);
});

test.each(languages)("the texts in %s: those that are needed are there, and fit a phone", (language) => {
  const texts = readItemTexts(language);
  const wanted = language === "nl" || language === "en" ? ids : needed;
  expect(wanted.filter((id) => !texts.has(id))).toEqual([]);
  for (const [id, { question, answer, phrasings }] of texts) {
    expect(ids).toContain(id);
    expect(lettersIn(question), `${id}: ${question}`).toBeLessThanOrEqual(60);
    expect(lettersIn(answer), id).toBeLessThanOrEqual(600);
    expect(phrasings.length, id).toBeGreaterThanOrEqual(4);
    // Nothing but numbers for an emergency, which are checked.
    expect(
      answer
        .match(/\d{4,}[-\d]*/g)
        ?.filter((number) => !["0800", "0113", "0800-0113"].includes(number) && !/^20\d\d$/.test(number)) ??
        [],
      id,
    ).toEqual([]);
  }
});

test.each(languages)(
  "the words of the concepts in %s cover nearly all of them, and worries are known",
  (language) => {
    const words = readConceptWords(language);
    const missing = (Object.keys(concepts) as (keyof typeof concepts)[]).filter(
      (name) => !words[name]?.length,
    );
    // Some tell items apart that are there in Dutch and English alone.
    expect(missing.length, missing.join(", ")).toBeLessThanOrEqual(
      language === "nl" || language === "en" ? 0 : 26,
    );
    expect(readWorryWords(language).length).toBeGreaterThanOrEqual(20);
  },
);

const item: ItemFacts = {
  ...{
    id: "x-01",
    topic: "wajong",
    for: ["parent"],
    scope: "national",
    source: "UWV",
    checked: "2026-11-26",
  },
  ...{ flags: [], related: [] },
};
const shown = (more: Partial<ItemFacts>, confirmed: readonly string[] = [], today = "2026-12-01") =>
  decideShown({ ...item, ...more }, { today, reader: "parent", confirmed: new Set(confirmed) });

test.each<[string, ReturnType<typeof decideShown>, ReturnType<typeof decideShown>]>([
  ["an ordinary one", shown({}), undefined],
  ["one that nobody has confirmed", shown({ flags: ["check"] }), "notConfirmed"],
  ["one that the organisation has confirmed", shown({ flags: ["check"] }, ["x-01"]), undefined],
  ["one that is true in some places", shown({ flags: ["local"] }), "notTrueHere"],
  ["one that is true here", shown({ flags: ["local"] }, ["x-01"]), undefined],
  ["on its last day", shown({ flags: ["date"], validUntil: "2026-12-01" }), undefined],
  [
    "after its last day, confirmed or not",
    shown({ flags: ["date"], validUntil: "2026-11-30" }, ["x-01"]),
    "expired",
  ],
  ["one for young people", shown({ for: ["alumnus"] }), "notForYou"],
])("what is shown: %s", (_, withheld, expected) => {
  expect(withheld).toBe(expected);
});
