import { existsSync } from "node:fs";
import { z } from "zod";
import type { Language } from "../i18n/language.ts";
import { itemFolderOf, readJson } from "../i18n/read-items.ts";
import { localesFolder } from "../i18n/read-locale.ts";
import { type Concept, concepts } from "./concepts.ts";

const words = z.string().trim().min(1);

export type ConceptWords = Readonly<Partial<Record<Concept, readonly string[]>>>;
const conceptNames = Object.keys(concepts) as [Concept, ...Concept[]];

/** The words of the concepts in a language. */
export function readConceptWords(language: Language, folder = localesFolder): ConceptWords {
  const file = new URL("concepts.json", itemFolderOf(language, folder));
  return existsSync(file) ? readJson(file, z.partialRecord(z.enum(conceptNames), z.array(words))) : {};
}

/** Phrases in which a parent tells of a worry rather than asks something. */
export function readWorryWords(language: Language, folder = localesFolder): readonly string[] {
  const file = new URL("worry.json", itemFolderOf(language, folder));
  return existsSync(file) ? readJson(file, z.array(words)) : [];
}
