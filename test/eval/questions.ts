// npm run eval:questions [-- --texts] — what becomes of our own development questions of parents, per language.
import { parseArgs } from "node:util";
import { type Language, languages } from "../../src/i18n/language.ts";
import { loadKnowledge, type OwnScope } from "../../src/knowledge/ask.ts";
import { decideOwn } from "../../src/knowledge/decide-own.ts";
import { items } from "../../src/knowledge/items.ts";
import { readQuestionSet } from "./read-question-set.ts";

const { values } = parseArgs({ options: { texts: { type: "boolean", default: false } } });
const knowledge = loadKnowledge(items);

/** What a parent is shown at a school that has confirmed nothing. */
const shown = decideOwn(items, [], { today: new Date().toISOString().slice(0, 10), reader: "parent" });
const unconfirmed: OwnScope = { phrased: [], topicOf: (id) => shown.get(id)?.facts.topic };
const kinds = ["right", "wrong", "choice", "lacks", "human", "other"] as const;
type Kind = (typeof kinds)[number];

/** `choice`: the right item is among those offered; `lacks`: it is not; `other`: taken for a worry or for danger. */
function kindOf(language: Language, question: string, ids: readonly string[], scope?: OwnScope): Kind {
  const { outcome, items: found } = knowledge.ask(language, question, scope);
  if (outcome === "worry" || outcome === "crisis") return "other";
  if (outcome === "human") return "human";
  const isThere = found.some(({ id }) => ids.includes(id));
  return outcome === "answer" ? (isThere ? "right" : "wrong") : isThere ? "choice" : "lacks";
}

const share = (count: number, of: number) => `${Math.round((100 * count) / of)}%`.padStart(7);

/** A table: of all items, or of those that a school shows (`scope`). */
function printTable(scope?: OwnScope): void {
  const sums = new Map<string, number>();
  const add = (name: string, count = 1) => sums.set(name, (sums.get(name) ?? 0) + count);
  console.log(
    ["", ...kinds, "| outside: answered", "offered", "human", "| worry", "crisis"]
      .map((name) => name.padStart(name === "" ? 4 : 7))
      .join(" "),
  );
  for (const language of languages) {
    const set = readQuestionSet(language);
    const counts = new Map<Kind, number>();
    for (const { question, ids } of set.items) {
      const kind = kindOf(language, question, ids, scope);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      add(kind);
      add("all");
      if (values.texts && !scope && kind !== "right" && kind !== "choice") {
        const { outcome, items: found } = knowledge.ask(language, question, scope);
        console.log(
          `  ${language} ${kind}: ${question} [${ids}] → ${outcome} ${found.map(({ id, score }) => `${id} ${score}`).join(", ")}`,
        );
      }
    }
    const outside = set.outside.map((question) => knowledge.ask(language, question, scope).outcome);
    const number = (outcome: string) => outside.filter((one) => one === outcome).length;
    add("outside", outside.length);
    add("outside answered", number("answer"));
    const found = (texts: readonly string[], ...outcomes: string[]) =>
      `${texts.filter((text) => outcomes.includes(knowledge.ask(language, text, scope).outcome)).length}/${texts.length}`;
    const cells = kinds.map((kind) => share(counts.get(kind) ?? 0, set.items.length));
    console.log(
      [
        language.padStart(4),
        ...cells,
        share(number("answer"), outside.length).padStart(19),
        share(number("choose"), outside.length),
        share(number("human"), outside.length),
        found(set.worry, "worry", "crisis").padStart(9),
        found(set.crisis, "crisis").padStart(7),
      ].join(" "),
    );
  }
  const all = sums.get("all") ?? 1;
  console.log(
    [
      " all",
      ...kinds.map((kind) => share(sums.get(kind) ?? 0, all)),
      share(sums.get("outside answered") ?? 0, sums.get("outside") ?? 1).padStart(19),
    ].join(" "),
  );
}

console.log(
  "Questions of parents, our own development set: what becomes of those that the list can answer, and of the others.\n",
);
printTable();
console.log(
  `\nThe same at a school that has confirmed nothing: ${shown.size} of ${items.length} items are shown, so fewer can be right.\n`,
);
printTable(unconfirmed);
console.log(
  "\nItems, words and questions were written by us and reviewed by no native speaker: expect less of real parents.",
);
