import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "../../src/i18n/language.ts";

const texts = z.array(z.string().trim().min(1));
const crisisSet = z.strictObject({
  /** The lists were mended after these: they show that nothing is lost, not how good a list is. */
  mended: z.strictObject({
    alarming: z.strictObject({ direct: texts, indirect: texts, misspelt: texts, latin: texts, slang: texts }),
    harmless: texts,
  }),
  /** Written when the lists stood, and no list was mended after them. */
  fresh: z.strictObject({ alarming: texts, harmless: texts }),
});
export type CrisisSet = z.infer<typeof crisisSet>;

/** Our own development texts of a language: `crisis/<language>.json`. */
export const readCrisisSet = (language: Language): CrisisSet =>
  crisisSet.parse(JSON.parse(readFileSync(new URL(`./crisis/${language}.json`, import.meta.url), "utf8")));
