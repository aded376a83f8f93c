import i18next, { type TFunction } from "i18next";
import { type Complete, completeLocale } from "./complete-locale.ts";
import { type Dutch, rooms } from "./dutch.ts";
import { isolate } from "./isolate.ts";
import { type Language, languages, rightToLeft } from "./language.ts";
import { pseudoLocale } from "./pseudo.ts";
import { readLocale } from "./read-locale.ts";
import { isStaffText } from "./staff-texts.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "telegram";
    resources: Dutch;
    strictKeyChecks: true;
  }
}

const complete = Object.fromEntries(
  languages.map((language) => [language, completeLocale(language, readLocale(language))]),
) as Readonly<Record<Language, Complete>>;

/** All texts of each language, one namespace a room: `locales/<language>/<room>.json`. What a language lacks is there in Dutch. */
export const resources = Object.fromEntries(
  languages.map((language) => [language, complete[language].texts]),
) as Readonly<Record<Language, Dutch>>;

/** The resources with every language in pseudo texts: longer, in brackets, in the direction of the language. */
export const pseudoResources = (): typeof resources => {
  const [toRight, toLeft] = [pseudoLocale(false), pseudoLocale(true)];
  return Object.fromEntries(
    languages.map((language) => [language, rightToLeft.has(language) ? toLeft : toRight]),
  ) as typeof resources;
};

/** The keys that a language should have and has not, each plural form by itself. */
export const missingTexts = (language: Language): readonly string[] => complete[language].missing;

/** Says a text: `t("people:link.welcome", { worker: "Fatima" })`. Values are isolated where the language runs right to left. */
export type Say = TFunction<
  [
    "telegram",
    "appointment",
    "caseload",
    "checkin",
    "contact",
    "delivery",
    "escalation",
    "people",
    "programme",
    "questions",
    "rights",
    "talk",
    "simulator",
  ]
>;

/** Hears which text was said in Dutch instead: a code, and the key. */
type Tell = (event: string, facts: { readonly code: string; readonly textKey: string }) => void;

/** The texts of every language. */
export type Texts = (language: Language) => Say;

/**
 * Loads all texts once. A text that a language lacks is said in Dutch and reported once (`text.missing`); so is a text of the
 * staff that is asked for in a language that staff does not read (`text.notForStaff`), which means that somebody else reads
 * it, or that a reader's language was not asked for with `staffLanguageOf`. A key that is not there in Dutch throws: nobody is
 * shown a key.
 */
export async function loadTexts(report: Tell = () => undefined, all = resources): Promise<Texts> {
  const instance = i18next.createInstance();
  await instance.init({
    resources: all,
    lng: "nl",
    fallbackLng: false,
    ns: rooms,
    defaultNS: "telegram",
    returnNull: false,
    interpolation: { escapeValue: false },
    parseMissingKeyHandler: (key) => {
      throw new Error(`No text for ${key}`);
    },
    saveMissing: false,
  });
  const told = new Set<string>();
  const tell = (language: Language, key: string) => {
    const where = `${language} ${key}`;
    if (told.has(where)) return;
    told.add(where);
    report(isStaffText(key) ? "text.notForStaff" : "text.missing", {
      code: language.toUpperCase(),
      textKey: key,
    });
  };
  const sayIn = (language: Language): Say => {
    const t = instance.getFixedT(language) as Say;
    if (language === "nl") return t;
    const inDutch = all === resources ? complete[language].inDutch : new Set<string>();
    const runsLeft = rightToLeft.has(language);
    const said = (key: string, values: Readonly<Record<string, unknown>> = {}) => {
      if (inDutch.has(key)) tell(language, key);
      return t(key as "telegram:start.again", (runsLeft ? isolateAll(values) : values) as never);
    };
    return said as unknown as Say;
  };
  const byLanguage = new Map(languages.map((language) => [language, sayIn(language)]));
  return (language) => byLanguage.get(language) ?? sayIn("nl");
}

/**
 * Numbers keep their type, because `count` chooses the plural form; digits do not turn a sentence around. `context` is no word: it
 * chooses a form too.
 */
function isolateAll(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "string" && name !== "context" ? isolate(value) : value,
    ]),
  );
}
