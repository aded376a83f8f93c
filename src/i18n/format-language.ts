import type { Language } from "./language.ts";

/** The name of a language in another: `formatLanguage("nl", "ti")` is "Tigrinya". */
export const formatLanguage = (reader: Language, language: Language): string =>
  new Intl.DisplayNames([reader], { type: "language" }).of(language) ?? language;
