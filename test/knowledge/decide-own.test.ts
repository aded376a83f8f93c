import { describe, expect, it, test } from "vitest";
import { readOwnItems } from "../../src/knowledge/change-own.ts";
import { decideOwn, type Entry, ownWordsIn } from "../../src/knowledge/decide-own.ts";
import type { ItemFacts } from "../../src/knowledge/item.ts";
import type { OwnItem } from "../../src/knowledge/own-item.ts";

const item = (id: string, more: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{ id, topic: "wajong", for: ["parent"], scope: "national", source: "A law", checked: "2026-01-01" },
  ...{ flags: [], related: [] },
  ...more,
});
const own = (more: Partial<OwnItem> = {}): OwnItem => ({
  texts: { nl: { answer: "Bij ons anders.", phrasings: [] } },
  ...{ source: "De Linde", checked: "2026-11-01" },
  ...more,
});
const items = [
  item("wrk-1"),
  item("wrk-2", { flags: ["check"] }),
  item("wrk-3", { flags: ["local"] }),
  item("wrk-4", { flags: ["date"], validUntil: "2026-12-31" }),
  item("wrk-5", { for: ["alumnus"] }),
];
const shown = (entries: readonly Entry[], today = "2026-11-26", reader: "parent" | "alumnus" = "parent") =>
  [...decideOwn(items, entries, { today, reader })].map(
    ([id, { own: theirs }]) => `${id}${theirs ? "*" : ""}`,
  );

describe("what is shown at an organisation", () => {
  test.each<[string, readonly Entry[], string, readonly string[]]>([
    ["nothing said: no item that waits for a yes", [], "2026-11-26", ["wrk-1", "wrk-4"]],
    ["an item has ended on the day after its last", [], "2027-01-01", ["wrk-1"]],
    [
      "confirmed: it is shown",
      [
        { itemId: "wrk-2", kind: "confirm", content: null },
        { itemId: "wrk-3", kind: "confirm", content: null },
      ],
      "2026-11-26",
      ["wrk-1", "wrk-2", "wrk-3", "wrk-4"],
    ],
    [
      "withdrawn: it is gone",
      [{ itemId: "wrk-1", kind: "withdraw", content: null }],
      "2026-11-26",
      ["wrk-4"],
    ],
    [
      "replaced: the own answer, also of one that waits",
      [{ itemId: "wrk-2", kind: "replace", content: own() }],
      "2026-11-26",
      ["wrk-1", "wrk-2*", "wrk-4"],
    ],
    [
      "replaced and over: nothing, for ours was not true there",
      [{ itemId: "wrk-1", kind: "replace", content: own({ validUntil: "2026-11-25" }) }],
      "2026-11-26",
      ["wrk-4"],
    ],
    [
      "the school's own word wins over its region's",
      [
        { itemId: "wrk-1", kind: "replace", content: own() },
        { itemId: "wrk-1", kind: "withdraw", content: null },
      ],
      "2026-11-26",
      ["wrk-4"],
    ],
    [
      "an item of its own",
      [{ itemId: "own-lift", kind: "add", content: own({ topic: "who-can-help" }) }],
      "2026-11-26",
      ["wrk-1", "wrk-4", "own-lift*"],
    ],
    [
      "a yes to an item of its own takes nothing away",
      [
        { itemId: "own-lift", kind: "add", content: own({ topic: "who-can-help" }) },
        { itemId: "own-lift", kind: "confirm", content: null },
      ],
      "2026-11-26",
      ["wrk-1", "wrk-4", "own-lift*"],
    ],
    [
      "an item of its own that was withdrawn is gone",
      [
        { itemId: "own-lift", kind: "add", content: own({ topic: "who-can-help" }) },
        { itemId: "own-lift", kind: "withdraw", content: null },
      ],
      "2026-11-26",
      ["wrk-1", "wrk-4"],
    ],
  ])("%s", (_, entries, today, expected) => {
    expect(shown(entries, today)).toEqual(expected);
  });

  it("shows an alumnus what is for alumni", () => {
    expect(shown([], "2026-11-26", "alumnus")).toEqual(["wrk-5"]);
  });

  it("takes our question for an own answer without one, and nothing in a language that it has not", () => {
    expect(ownWordsIn(own(), "nl", "Wat is dat?")).toEqual({
      question: "Wat is dat?",
      answer: "Bij ons anders.",
    });
    expect(ownWordsIn(own(), "ti", "…")).toBeUndefined();
  });
});

describe("a file of own answers", () => {
  test.each<[string, unknown, RegExp]>([
    ["no object", [], /must be an object/],
    ["an unknown language", { "wrk-10": { ...own(), texts: { xx: { answer: "a" } } } }, /wrk-10\.texts/],
    [
      "an empty answer",
      { "wrk-10": { ...own(), texts: { nl: { answer: " " } } } },
      /wrk-10\.texts\.nl\.answer/,
    ],
    [
      "an own answer without Dutch",
      { "wrk-10": { ...own(), texts: { en: { answer: "a" } } } },
      /wrk-10\.texts\.nl: an answer in Dutch/,
    ],
    [
      "an own item without Dutch",
      {
        "own-lift": {
          ...own({ topic: "wajong" }),
          texts: { en: { question: "Is there a lift?", answer: "Yes." } },
        },
      },
      /own-lift\.texts\.nl: an answer in Dutch/,
    ],
    ["no texts at all", { "own-lift": { ...own({ topic: "wajong" }), texts: {} } }, /own-lift\.texts\.nl/],
    ["no source", { "wrk-10": { texts: own().texts, checked: "2026-11-01" } }, /wrk-10\.source/],
    ["a day that is none", { "wrk-10": own({ checked: "2026-13-01" }) }, /wrk-10\.checked/],
    ["over before it was checked", { "wrk-10": own({ validUntil: "2026-10-01" }) }, /wrk-10\.validUntil/],
    ["an own item without a topic", { "own-lift": own() }, /own-lift\.topic/],
    [
      "an own item without a question",
      { "own-lift": own({ topic: "wajong" }) },
      /own-lift\.texts\.nl\.question/,
    ],
    ["an id that is neither ours nor an own one", { lift: own({ topic: "wajong" }) }, /no item of ours/],
    ["another topic for one of ours", { "wrk-10": own({ topic: "wajong" }) }, /topic and for whom stay ours/],
  ])("is refused as a whole: %s", (_, content, fault) => {
    const read = readOwnItems(content);
    expect(read.ok ? [] : read.faults.join("\n")).toMatch(fault);
  });
});
