import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "./language.ts";
import { localesFolder } from "./read-locale.ts";

const words = z.string().trim().min(1);
const itemText = z.strictObject({
  /** As a parent would ask it; it stands on a button. */
  question: words.max(90),
  answer: words.max(1_500),
  /** Other ways in which it is asked. */
  phrasings: z.array(words).min(1),
});
export type ItemText = z.infer<typeof itemText>;
export type ItemTexts = ReadonlyMap<string, ItemText>;

/** What of an item somebody reads. */
export const itemParts = ["question", "answer"] as const;
/** The key of such a text: `knowledge:wrk-10.answer`. */
export const itemKey = (id: string, part: (typeof itemParts)[number]): string => `knowledge:${id}.${part}`;

/** Whether a text is a question or an answer of an item, by its key. */
export const isOfItem = (key: string): boolean => key.startsWith("knowledge:");

/** Beside the items stand the words by which they are found: nobody reads those. */
const notItems: ReadonlySet<string> = new Set(["concepts.json", "worry.json"]);
export const itemFolderOf = (language: Language, folder = localesFolder): URL =>
  new URL(`${language}/knowledge/`, folder);

/** The items that a language has, file by file. Throws for a file that is faulty. */
export function readItemFiles(language: Language, folder = localesFolder): ReadonlyMap<string, ItemTexts> {
  const place = itemFolderOf(language, folder);
  if (!existsSync(place)) return new Map();
  const files = readdirSync(place).filter((file) => file.endsWith(".json") && !notItems.has(file));
  return new Map(
    files.sort().map((file) => {
      const items = readJson(new URL(file, place), z.record(words, itemText));
      return [file, new Map(Object.entries(items))];
    }),
  );
}

/** The texts of the items that a language has, by id. Throws for a file that is faulty. */
export const readItemTexts = (language: Language, folder = localesFolder): ItemTexts =>
  new Map([...readItemFiles(language, folder).values()].flatMap((items) => [...items]));

/** The questions and answers of a language by key (`knowledge:wrk-10.answer`), in the order of the files. */
export const textsOfItems = (language: Language, folder = localesFolder): Map<string, string> =>
  new Map(
    [...readItemTexts(language, folder)].flatMap(([id, text]) =>
      itemParts.map((part) => [itemKey(id, part), text[part]] as const),
    ),
  );

/** A file of the locales. Throws, with its name, for what does not have this shape. */
export function readJson<T>(file: URL, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file.pathname.split("/").slice(-4).join("/")} cannot be read`, { cause: error });
  }
}
