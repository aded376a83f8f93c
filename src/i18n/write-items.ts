import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import type { Language } from "./language.ts";
import { itemFolderOf, itemKey, itemParts, readItemFiles, readItemTexts } from "./read-items.ts";
import { localesFolder } from "./read-locale.ts";

/** Ids of items of which a language would have a question without an answer, or the other way round. */
export const halfItems = (texts: ReadonlyMap<string, string>): string[] => {
  const ids = new Set([...texts.keys()].flatMap((key) => /^knowledge:(.+)\.\w+$/.exec(key)?.[1] ?? []));
  return [...ids].filter((id) => itemParts.some((part) => !texts.has(itemKey(id, part))));
};

/**
 * Writes a language's questions and answers, in the files and the order of the Dutch. The other ways in which an item is asked stay; one
 * that is new is found by its question alone, until somebody adds to them. Items that are not whole are left out.
 */
export function writeItems(
  language: Language,
  texts: ReadonlyMap<string, string>,
  folder = localesFolder,
): void {
  const before = readItemTexts(language, folder);
  const place = itemFolderOf(language, folder);
  const files = [...readItemFiles("nl", folder)].flatMap(([name, items]) => {
    const made = [...items.keys()].flatMap((id) => {
      const question = texts.get(itemKey(id, "question"));
      const answer = texts.get(itemKey(id, "answer"));
      if (question === undefined || answer === undefined) return [];
      return [[id, { question, answer, phrasings: before.get(id)?.phrasings ?? [question] }] as const];
    });
    if (made.length === 0) return [];
    mkdirSync(place, { recursive: true });
    const fresh = new URL(`${name}.new`, place);
    writeFileSync(fresh, `${JSON.stringify(Object.fromEntries(made), null, 2)}\n`);
    return [{ fresh, file: new URL(name, place) }];
  });
  for (const { file, fresh } of files) renameSync(fresh, file);
}
