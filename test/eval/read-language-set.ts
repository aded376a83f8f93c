import { readFileSync } from "node:fs";
import { z } from "zod";
import { languages } from "../../src/i18n/language.ts";

const texts = z.array(z.string().trim().min(1)).min(1);
const languageSet = z.strictObject({
  ...(Object.fromEntries(languages.map((language) => [language, texts])) as Record<
    (typeof languages)[number],
    typeof texts
  >),
  /** In none of our languages, or in the letters of another one. */
  none: texts,
});

/** Our own development texts: what young people write, in each language and in others. */
export const readLanguageSet = () =>
  languageSet.parse(JSON.parse(readFileSync(new URL("./languages/texts.json", import.meta.url), "utf8")));
