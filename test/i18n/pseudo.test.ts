import { expect, it } from "vitest";
import { pseudo } from "../../src/i18n/pseudo.ts";
import { loadTexts, pseudoResources, resources } from "../../src/i18n/texts.ts";

it("is 40 % longer, in brackets line by line, and keeps what is filled in", () => {
  expect(pseudo("Hoi {{name}}\n\nNu niet", false)).toBe("⟦Höï {{name}}~~⟧\n\n⟦Nü ñïët~~~⟧");
});

it("runs from right to left in letters that do", () => {
  const text = pseudo("Nu {{name}} niet", true);
  expect(text.replace("{{name}}", "")).not.toMatch(/\p{Script=Latin}/u);
  expect(text).toMatch(/^⟦\p{Script=Arabic}/u);
});

it("stands for every text of every language, with its placeholders", async () => {
  const texts = await loadTexts(undefined, pseudoResources());
  expect(texts("ar")("people:link.thanks", { worker: "Fatima" })).toContain("\u2068Fatima\u2069");
  expect(texts("pl")("escalation:list.title", { count: 2 })).toMatch(/^⟦2 /);
  expect(Object.keys(pseudoResources())).toEqual(Object.keys(resources));
});
