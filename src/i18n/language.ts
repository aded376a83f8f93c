/** The languages that a person can read here, Dutch first: every other text is made from the Dutch one. */
export const languages = ["nl", "en", "ar", "uk", "ti", "tr", "pl", "so", "fa", "ru"] as const;
export type Language = (typeof languages)[number];

/** What staff can read here: `staff-texts.ts` says which texts are theirs alone. */
export const staffLanguages = ["nl", "en"] as const satisfies readonly Language[];
export type StaffLanguage = (typeof staffLanguages)[number];

/** A language that is made from the Dutch. */
export type Translated = Exclude<Language, "nl">;
export const translated = languages.filter((language): language is Translated => language !== "nl");

export const readsStaffTexts = (language: Language): boolean =>
  staffLanguages.some((one) => one === language);

/** Each language in its own script, for choosing it. */
export const autonyms: Readonly<Record<Language, string>> = {
  nl: "Nederlands",
  en: "English",
  ar: "العربية",
  uk: "Українська",
  ti: "ትግርኛ",
  tr: "Türkçe",
  pl: "Polski",
  so: "Soomaali",
  fa: "فارسی",
  ru: "Русский",
};

/** Languages that are written from right to left. */
export const rightToLeft: ReadonlySet<Language> = new Set<Language>(["ar", "fa"]);

/** The language that a code such as `nl`, `nl-NL` or `ar` stands for, or undefined. */
export function languageOf(code: string | undefined | null): Language | undefined {
  const short = code?.toLowerCase().split(/[-_]/)[0];
  return languages.find((language) => language === short);
}

/** What a member of staff reads whose own language has this code: Dutch, unless it is another language of the staff. */
export function staffLanguageOf(code: string | undefined | null): StaffLanguage {
  const language = languageOf(code);
  return staffLanguages.find((own) => own === language) ?? "nl";
}
