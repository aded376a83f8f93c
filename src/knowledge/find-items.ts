import { type Language, languages } from "../i18n/language.ts";
import { type Concept, concepts } from "./concepts.ts";
import { phraseMatcher, type WordForms, wordsIn } from "./match-phrases.ts";
import type { ConceptWords, ItemText } from "./read-knowledge.ts";

/** An item and how well it fits a question, from 0 to 1. */
export interface Scored {
  readonly id: string;
  readonly score: number;
}

type Vector = ReadonlyMap<string, number>;

/** What the concepts say counts for more than how a question is spelt: parents use words that no list of phrasings has. */
const shareOfConcepts = 0.7;

/** Pieces of two to four letters, words apart: a slip of the finger leaves most of them as they were. */
function piecesOf(words: readonly WordForms[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { word } of words) {
    const padded = ` ${word} `;
    for (const size of [2, 3, 4])
      for (let at = 0; at + size <= padded.length; at += 1) {
        const piece = padded.slice(at, at + size);
        pieces.set(piece, (pieces.get(piece) ?? 0) + 1);
      }
  }
  return pieces;
}

/** The same with length 1. */
function normal(vector: Vector): Vector {
  const length = Math.hypot(...vector.values());
  return length === 0 ? vector : new Map([...vector].map(([name, value]) => [name, value / length]));
}

function product(one: Vector, other: Vector): number {
  let sum = 0;
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const [name, value] of small) sum += value * (large.get(name) ?? 0);
  return sum;
}

/** How rare each feature is among the items: what all have says nothing. */
function rarity(vectors: Iterable<Vector>): (name: string) => number {
  const counts = new Map<string, number>();
  let all = 0;
  for (const vector of vectors) {
    all += 1;
    for (const name of vector.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (name) => Math.log(1 + all / (1 + (counts.get(name) ?? 0)));
}

const weighed = (vector: Vector, weigh: (name: string) => number): Vector =>
  normal(new Map([...vector].map(([name, value]) => [name, value * weigh(name)])));

/**
 * With the words of which languages a text is read: its own, Dutch, whose terms parents meet in letters, English, and Russian
 * beside Ukrainian, which many mix. A word of any other language would say what nobody meant.
 */
function heardWith(language: Language): readonly Language[] {
  const mixed: readonly Language[] = language === "uk" ? ["ru"] : language === "ru" ? ["uk"] : [];
  return [...new Set<Language>([language, "nl", "en", ...mixed])];
}

export interface Finder {
  /** All items of this language's list that fit at all, the best first. */
  find(language: Language, question: string): Scored[];
  /** Which concepts a question has; for whoever tends the lexicon. */
  conceptsIn(language: Language, question: string): ReadonlySet<Concept>;
}

/**
 * Looks for the items that a question is about: by concepts, which all languages share, and by pieces of words, in the reader's
 * language and in Dutch, whose terms parents meet in letters. Pure; building it takes a moment, so it is built once.
 */
export function buildFinder(
  ids: readonly string[],
  texts: Readonly<Record<Language, ReadonlyMap<string, ItemText>>>,
  lexicons: Readonly<Record<Language, ConceptWords>>,
): Finder {
  const wordsOfConcepts = (language: Language) =>
    Object.entries(lexicons[language]) as [Concept, readonly string[]][];
  const matchers = new Map(
    languages.map((language) => [language, phraseMatcher(heardWith(language).flatMap(wordsOfConcepts))]),
  );
  const conceptsIn = (language: Language, words: readonly WordForms[]): ReadonlySet<Concept> =>
    matchers.get(language)?.(words) ?? new Set();
  const phrasingsOf = (language: Language, id: string): readonly string[] => {
    const text = texts[language].get(id);
    return text ? [text.question, ...text.phrasings] : [];
  };

  // Of each item the share of its phrasings that have a concept, over all languages.
  const ofConcepts = new Map<string, Vector>();
  for (const id of ids) {
    const all = languages.flatMap((language) =>
      phrasingsOf(language, id).map((phrasing) => conceptsIn(language, wordsIn(phrasing))),
    );
    const counts = new Map<string, number>();
    for (const concept of all.flatMap((found) => [...found]))
      counts.set(concept, (counts.get(concept) ?? 0) + 1);
    ofConcepts.set(id, new Map([...counts].map(([name, count]) => [name, count / Math.max(1, all.length)])));
  }
  const rareConcept = rarity(
    [...ofConcepts.values()].map((vector) => new Map([...vector].filter(([, share]) => share > 0.15))),
  );
  const weighConcept = (name: string) => rareConcept(name) * concepts[name as Concept];
  const conceptVectors = new Map([...ofConcepts].map(([id, vector]) => [id, weighed(vector, weighConcept)]));

  const ofPieces = new Map<
    Language,
    { readonly weigh: (name: string) => number; readonly phrasings: readonly (readonly [string, Vector])[] }
  >();
  const piecesIn = (language: Language) => {
    const known = ofPieces.get(language);
    if (known) return known;
    const sources: readonly Language[] = language === "nl" ? ["nl"] : [language, "nl"];
    const raw = ids.flatMap((id) =>
      sources.flatMap((one) => phrasingsOf(one, id).map((text) => [id, piecesOf(wordsIn(text))] as const)),
    );
    const weigh = rarity(raw.map(([, vector]) => vector));
    const made = { weigh, phrasings: raw.map(([id, vector]) => [id, weighed(vector, weigh)] as const) };
    ofPieces.set(language, made);
    return made;
  };

  return {
    conceptsIn: (language, question) => conceptsIn(language, wordsIn(question)),
    find(language, question) {
      const words = wordsIn(question);
      const asked = weighed(new Map([...conceptsIn(language, words)].map((name) => [name, 1])), weighConcept);
      const { weigh, phrasings } = piecesIn(language);
      const spelt = weighed(piecesOf(words), weigh);
      const bySpelling = new Map<string, number>();
      for (const [id, vector] of phrasings)
        bySpelling.set(id, Math.max(bySpelling.get(id) ?? 0, product(spelt, vector)));
      const scored = ids.map((id) => ({
        id,
        score:
          shareOfConcepts * product(asked, conceptVectors.get(id) ?? new Map()) +
          (1 - shareOfConcepts) * (bySpelling.get(id) ?? 0),
      }));
      return scored
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}
