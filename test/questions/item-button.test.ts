import { expect, test } from "vitest";
import type { Language } from "../../src/i18n/language.ts";
import type { PersonView } from "../../src/people/store.ts";
import { itemButton } from "../../src/questions/show-menu.ts";
import type { Askable } from "../../src/questions/who-asks.ts";

const labelOf = (reads: Language, texts: Partial<Record<Language, string>>) => {
  const askable: Pick<Askable, "wordsIn"> = {
    wordsIn: (_, language) => {
      const question = texts[language];
      return question === undefined ? undefined : { question, answer: "…" };
    },
  };
  return itemButton(askable, { language: reads } satisfies Pick<PersonView, "language">, "own-lift").label;
};

test.each<[string, Language, Partial<Record<Language, string>>, string]>([
  ["the reader's own language", "so", { so: "Wiish?", nl: "Lift?", en: "Elevator?" }, "Wiish?"],
  ["Dutch where there is none in it", "so", { nl: "Lift?", en: "Elevator?" }, "Lift?"],
  ["any language where there is no Dutch either", "so", { en: "Elevator?" }, "Elevator?"],
])("the words on the button of an item: %s", (_, reads, texts, expected) => {
  expect(labelOf(reads, texts)).toBe(expected);
});
