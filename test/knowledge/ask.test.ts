import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/run-cli.ts";
import { languages } from "../../src/i18n/language.ts";
import { loadKnowledge } from "../../src/knowledge/ask.ts";
import { items } from "../../src/knowledge/items.ts";
import { readQuestionSet } from "../eval/read-question-set.ts";

const knowledge = loadKnowledge(items);
const sets = languages.map((language) => ({ language, ...readQuestionSet(language) }));

describe("our own development questions", () => {
  test.each(sets)("in $language name items that are there", ({ items: asked, outside, worry, crisis }) => {
    expect(asked.flatMap(({ ids }) => ids).filter((id) => !knowledge.items.has(id))).toEqual([]);
    const all = [...asked.map(({ question }) => question), ...outside, ...worry, ...crisis];
    expect(new Set(all).size).toBe(all.length);
  });

  test("are answered wrong less than three times in a hundred, and three in four are answered or offered", () => {
    const asked = sets.flatMap(({ language, items: all }) =>
      all.map(({ question, ids }) => ({ ids, ...knowledge.ask(language, question) })),
    );
    const fits = ({ items: found, ids }: (typeof asked)[number]) => found.some(({ id }) => ids.includes(id));
    const wrong = asked.filter((one) => one.outcome === "answer" && !fits(one)).length;
    expect(wrong / asked.length).toBeLessThan(0.03);
    expect(asked.filter(fits).length / asked.length).toBeGreaterThan(0.75);
  });

  test("that the list cannot answer are hardly ever answered", () => {
    const outside = sets.flatMap(({ language, outside: all }) =>
      all.map((question) => knowledge.ask(language, question).outcome),
    );
    expect(outside.filter((one) => one === "answer").length / outside.length).toBeLessThan(0.05);
  });
});

test.each([
  ["nl", "wajong"],
  ["ar", "شو هو الوايونغ wajong"],
  ["ru", "что такое вайонг"],
  ["ti", "wajong እንታይ እዩ"],
] as const)("a Dutch term is known in %s: %s", (language, question) => {
  expect(knowledge.ask(language, question).items.map(({ topic }) => topic)).toContain("wajong");
});

test.each([
  ["nl", "wat kost het mbo"],
  ["nl", "moet ik betalen voor het mbo"],
  ["nl", "hoeveel kost een mbo opleiding"],
  ["en", "do I have to pay for mbo"],
  ["en", "what does mbo cost"],
] as const)(
  "what mbo costs is not answered with what help after school costs, in %s: %s",
  (language, question) => {
    expect(knowledge.ask(language, question).outcome).not.toBe("answer");
  },
);

test.each([
  ["nl", "kost de begeleiding geld"],
  ["nl", "moet ik betalen voor de begeleiding van school"],
  ["en", "do i have to pay for the guidance"],
] as const)("what help after school costs is, in %s: %s", (language, question) => {
  expect(knowledge.ask(language, question)).toMatchObject({ outcome: "answer", items: [{ id: "alb-09" }] });
});

test("what an item says that may not be shown is no answer, but says what the question is about", () => {
  const scope = {
    phrased: [],
    topicOf: (id: string) => (id === "wrk-14" ? undefined : knowledge.items.get(id)?.topic),
  };
  const question = "zoon is net 18 geworden en heeft nul inkomsten. kan ie ergens een uitkering krijgen?";
  const asked = knowledge.ask("nl", question, scope);
  expect(asked.items.map(({ id }) => id)).not.toContain("wrk-14");
  expect(asked.topic).toBe("income-bridge");
  expect(knowledge.ask("nl", "hoe oud is de koning").topic).toBeNull();
});

test("what tells of a worry is a question once whoever asks says so, danger never", () => {
  const worry = "mijn dochter is depressief, wat is beschut werk";
  expect(knowledge.ask("nl", worry).outcome).toBe("worry");
  expect(["answer", "choose"]).toContain(knowledge.ask("nl", worry, undefined, true).outcome);
  expect(knowledge.ask("nl", "hij wil niet meer leven", undefined, true).outcome).toBe("crisis");
});

test.each([
  ["ar", "ابني لا يغادر السرير"],
  ["ar", "ابني ما بيطلع من التخت"],
  ["ti", "ወደይ ካብ ዓራቱ ኣይትንስእን"],
] as const)("a child that does not leave the bed is a worry in %s: %s", (language, worry) => {
  expect(knowledge.ask(language, worry).outcome).toBe("worry");
});

test("how to stop the messages is found", () => {
  expect(knowledge.ask("nl", "ik wil stoppen met deze berichten")).toMatchObject({
    items: [{ id: "app-01", topic: "stop-messages" }],
  });
});

test("slips of the finger, capitals and signs change nothing much", () => {
  for (const question of ["Wat is BESCHUT WERK???", "wat is beschut wrek", "wat is beschutt werk"])
    expect(knowledge.ask("nl", question).items.map(({ id }) => id)).toContain("wrk-04");
});

test("a question of five thousand characters is no trouble", () => {
  expect(knowledge.ask("nl", "waarom ".repeat(800)).outcome).not.toBe("answer");
  expect(knowledge.ask("nl", "").outcome).toBe("human");
  expect(knowledge.ask("nl", "😀😀").outcome).toBe("human");
});

test("`ask` says a line of JSON for each question", async () => {
  let out = "";
  const code = await runCli(["ask", "--language", "nl", "--json"], {
    env: {},
    stdin: Readable.from(["wat is bbl\nik wil niet meer leven\n\nhoe oud is de koning\n"]),
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: () => undefined },
    now: () => new Date("2026-11-26T09:00:00Z"),
  });
  expect(code).toBe(0);
  const lines = out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const line of lines) expect(Object.keys(line)).toEqual(["question", "outcome", "items"]);
  expect(lines).toMatchObject([
    {
      question: "wat is bbl",
      outcome: "answer",
      items: [{ id: "sys-07", topic: "bol-bbl", score: expect.any(Number) }],
    },
    { outcome: "crisis", items: [] },
    { question: "", outcome: "human", items: [] },
    { outcome: "human", items: [] },
  ]);
});
