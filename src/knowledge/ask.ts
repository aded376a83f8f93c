import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { type Language, languages } from "../i18n/language.ts";
import { type ItemText, readItemTexts } from "../i18n/read-items.ts";
import { localesFolder } from "../i18n/read-locale.ts";
import { type Concept, concepts } from "./concepts.ts";
import { decideOutcome, type Outcome } from "./decide-outcome.ts";
import { buildFinder, type Finder, type Phrased } from "./find-items.ts";
import type { ItemFacts } from "./item.ts";
import { items } from "./items.ts";
import { phraseMatcher, wordsIn } from "./match-phrases.ts";
import { readConceptWords, readWorryWords } from "./read-knowledge.ts";

export interface Asked {
  readonly outcome: Outcome;
  readonly items: readonly {
    readonly id: string;
    readonly topic: ItemFacts["topic"];
    readonly score: number;
  }[];
  /** What it seems to be about, also where the item that says so may not be shown; null where hardly anything fits. */
  readonly topic: ItemFacts["topic"] | null;
}

/** What an organisation changes about what can be found. */
export interface OwnScope {
  readonly phrased: readonly Phrased[];
  /** The topic of an item that may be shown there; undefined for one that may not. */
  readonly topicOf: (id: string) => ItemFacts["topic"] | undefined;
}

/** What can be asked, and how it is found. */
export interface Knowledge {
  readonly items: ReadonlyMap<string, ItemFacts>;
  readonly texts: Readonly<Record<Language, ReadonlyMap<string, ItemText>>>;
  readonly finder: Finder;
  /**
   * What becomes of a question; the same for the bot and for `cli ask`. `own`: what an organisation has beside, and which items may
   * be shown there; all may when it is left out. `isQuestion`: whoever asks has said that it tells of no worry. Scores are rounded to
   * three places.
   */
  ask(language: Language, question: string, own?: OwnScope, isQuestion?: boolean): Asked;
}

/** Reads the items' texts of every language, and the words by which they are found. Throws for a file that is faulty. */
export function loadKnowledge(facts: readonly ItemFacts[], folder = localesFolder): Knowledge {
  const texts = byLanguage((language) => readItemTexts(language, folder));
  const known = new Map(facts.map((item) => [item.id, item]));
  const finder = buildFinder(
    [...known.keys()],
    texts,
    byLanguage((language) => readConceptWords(language, folder)),
  );
  const isWorry = phraseMatcher(
    languages.map((language) => ["worry", readWorryWords(language, folder)] as const),
  );
  return {
    ...{ items: known, texts, finder },
    ask(language, question, own, isQuestion = false) {
      const topicOf = own?.topicOf ?? ((id: string) => known.get(id)?.topic);
      const told = {
        crisis: findCrisisWords(question) !== null,
        worry: !isQuestion && isWorry(wordsIn(question)).size > 0,
      };
      const {
        outcome,
        items: found,
        guess,
      } = decideOutcome(
        finder.find(language, question, own?.phrased),
        told,
        weightOf(finder.conceptsIn(language, question)),
        (id) => topicOf(id) !== undefined,
      );
      return {
        outcome,
        items: found.flatMap(({ id, score }) => {
          const topic = topicOf(id);
          return topic ? [{ id, topic, score: Math.round(score * 1_000) / 1_000 }] : [];
        }),
        topic: (guess && (topicOf(guess.id) ?? known.get(guess.id)?.topic)) ?? null,
      };
    },
  };
}

const weightOf = (found: ReadonlySet<Concept>): number =>
  [...found].reduce((sum, name) => sum + concepts[name], 0);

const byLanguage = <T>(make: (language: Language) => T): Readonly<Record<Language, T>> =>
  Object.fromEntries(languages.map((language) => [language, make(language)])) as Record<Language, T>;

let shipped: Knowledge | undefined;
/** What we ship, read at the first question: half a second that a start need not wait for. */
export function shippedKnowledge(): Knowledge {
  shipped ??= loadKnowledge(items);
  return shipped;
}
