import type { Language } from "./language.ts";

/** The same text with a capital at the beginning of each sentence: for a sentence that may begin with "a colleague of …". */
export const withCapitals = (text: string, language: Language): string =>
  text.replace(
    /(^|[.!?]\s+|\n)(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toLocaleUpperCase(language),
  );
