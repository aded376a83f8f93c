import { existsSync, readdirSync, readFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "../i18n/language.ts";
import { localesFolder } from "../i18n/read-locale.ts";
import { type Concept, concepts } from "./concepts.ts";

const words = z.string().trim().min(1);
const itemText = z.strictObject({
  /** As a parent would ask it; it stands on a button. */
  question: words.max(90),
  answer: words.max(1_500),
  /** Other ways in which it is asked. */
  phrasings: z.array(words).min(1),
});
export type ItemText = z.infer<typeof itemText>;

const folderOf = (language: Language, folder: URL) => new URL(`${language}/knowledge/`, folder);
const notItems: ReadonlySet<string> = new Set(["concepts.json", "worry.json"]);

function read<T>(file: URL, shape: z.ZodType<T>): T {
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new Error(`${file.pathname.split("/").slice(-4).join("/")} cannot be read`, { cause: error });
  }
}

/** The texts of the items that a language has, by id. Throws for a file that is faulty. */
export function readItemTexts(language: Language, folder = localesFolder): ReadonlyMap<string, ItemText> {
  const place = folderOf(language, folder);
  if (!existsSync(place)) return new Map();
  const files = readdirSync(place).filter((file) => file.endsWith(".json") && !notItems.has(file));
  return new Map(
    files.sort().flatMap((file) => Object.entries(read(new URL(file, place), z.record(words, itemText)))),
  );
}

export type ConceptWords = Readonly<Partial<Record<Concept, readonly string[]>>>;
const conceptNames = Object.keys(concepts) as [Concept, ...Concept[]];

/** The words of the concepts in a language. */
export function readConceptWords(language: Language, folder = localesFolder): ConceptWords {
  const file = new URL("concepts.json", folderOf(language, folder));
  return existsSync(file) ? read(file, z.partialRecord(z.enum(conceptNames), z.array(words))) : {};
}

/** Phrases in which a parent tells of a worry rather than asks something. */
export function readWorryWords(language: Language, folder = localesFolder): readonly string[] {
  const file = new URL("worry.json", folderOf(language, folder));
  return existsSync(file) ? read(file, z.array(words)) : [];
}
