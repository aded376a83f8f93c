import { type Language, languages } from "../i18n/language.ts";
import { missingTexts } from "../i18n/texts.ts";
import { bad, type Check, ok } from "./check.ts";

/**
 * Whether every language says all that Dutch says to young people and parents, and English all that staff reads as well, each
 * in its own plural forms: what is missing is said in Dutch.
 */
export function checkTexts(missingIn: (language: Language) => readonly string[] = missingTexts): Check {
  const faults = languages.flatMap((language) => {
    const missing = missingIn(language);
    if (missing.length === 0) return [];
    const more = missing.length > 3 ? " …" : "";
    return [`${language} lacks ${missing.length} (${missing.slice(0, 3).join(", ")}${more})`];
  });
  return faults.length === 0
    ? ok("texts", `All are there in ${languages.join(", ")}.`)
    : bad("texts", `Not complete, and said in Dutch instead: ${faults.join("; ")}.`);
}
