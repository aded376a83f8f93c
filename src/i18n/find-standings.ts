import { dutch } from "./dutch.ts";
import { readStatuses } from "./keep-statuses.ts";
import { type Language, readsStaffTexts } from "./language.ts";
import { isOfItem, textsOfItems } from "./read-items.ts";
import { localesFolder, readLocale, textsOf } from "./read-locale.ts";
import { isStaffText } from "./staff-texts.ts";
import { countedIn, type Forms, formsOf, type Standing, standingOf } from "./text-status.ts";

const counted = countedIn(textsOf(dutch));

/** The texts of a language's rooms, and the questions and answers of its items. */
const allForms = (rooms: ReadonlyMap<string, string>, items: ReadonlyMap<string, string>) =>
  new Map([...formsOf(rooms, counted), ...formsOf(items, counted)]);

/** All Dutch texts by key, plural forms together. */
export const dutchTexts: ReadonlyMap<string, Forms> = allForms(textsOf(dutch), textsOfItems("nl"));

/** The texts of a language as its folder has them, by key, plural forms together. */
export const translatedTexts = (language: Language, folder = localesFolder): ReadonlyMap<string, Forms> =>
  allForms(textsOf(readLocale(language, folder)), textsOfItems(language, folder));

/** The key of the words that are said: `crisis.heard_asker` where this context has a form of its own, which has a status of its own. */
export function formInContext(key: string, context: unknown): string {
  const own = `${key}_${context}`;
  return typeof context === "string" && dutchTexts.has(own) ? own : key;
}

/**
 * Where each text that this language can have stands today. An answer may be missing: then a parent is offered a human, and the Dutch.
 * Dutch is what the others are made from: it needs no check.
 */
export function findStandings(language: Language, folder = localesFolder): ReadonlyMap<string, Standing> {
  const statuses = readStatuses(language, folder);
  const texts = translatedTexts(language, folder);
  return new Map(
    [...dutchTexts]
      .filter(([key]) => readsStaffTexts(language) || !isStaffText(key))
      .map(([key, forms]) => [key, standingOf(statuses[key], forms, texts.get(key))]),
  );
}

const known = new Map<Language, ReadonlySet<string>>();

/** The keys whose translation a native speaker has reviewed, from today's Dutch; read once a language, when it is first asked. */
function reviewedIn(language: Language): ReadonlySet<string> {
  const before = known.get(language);
  if (before) return before;
  const done = [...findStandings(language)].filter(([, standing]) => standing === "reviewed");
  const keys = new Set(done.map(([key]) => key));
  known.set(language, keys);
  return keys;
}

/** Whether a native speaker has reviewed this text as it stands. Dutch needs no review. */
export const isReviewed = (language: Language, key: string): boolean =>
  language === "nl" || reviewedIn(language).has(key);

const knownWhole = new Map<Language, boolean>();

/**
 * Whether all that a young person or a parent can read in this language has been reviewed, from today's Dutch. An answer that a
 * language does not have is read by nobody.
 */
export function isReviewedWhole(language: Language): boolean {
  if (language === "nl") return true;
  const before = knownWhole.get(language);
  if (before !== undefined) return before;
  const isWhole = [...findStandings(language)].every(
    ([key, standing]) =>
      isStaffText(key) || standing === "reviewed" || (isOfItem(key) && standing === "missing"),
  );
  knownWhole.set(language, isWhole);
  return isWhole;
}
