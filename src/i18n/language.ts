/** The languages that a person can read here, Dutch first: every other text is made from the Dutch one. */
export const languages = ["nl", "en", "ar"] as const;
export type Language = (typeof languages)[number];

/** Each language in its own script, for choosing it. */
export const autonyms: Readonly<Record<Language, string>> = {
  nl: "Nederlands",
  en: "English",
  ar: "العربية",
};

/** Languages that are written from right to left. */
export const rightToLeft: ReadonlySet<Language> = new Set<Language>(["ar"]);

/** The language that a code such as `nl`, `nl-NL` or `ar` stands for, or undefined. */
export function languageOf(code: string | undefined | null): Language | undefined {
  const short = code?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === short);
}
