import { type Language, languages } from "../i18n/language.ts";
import type { ItemText } from "../i18n/read-items.ts";
import { type Concept, concepts } from "./concepts.ts";
import { phraseMatcher, type WordForms, wordsIn } from "./match-phrases.ts";
import type { ConceptWords } from "./read-knowledge.ts";

/** An item and how well it fits a question, from 0 to 1. */
export interface Scored {
  readonly id: string;
  readonly score: number;
  /** Which share of what the question is about the item never names, from 0 to 1; concepts that weigh 1 are about nothing. */
  readonly unnamed?: number;
}

type Vector = ReadonlyMap<string, number>;

/** What the concepts say counts for more than how a question is spelt: parents use words that no list of phrasings has. */
const shareOfConcepts = 0.7;
/** From here on a question is spelt as an organisation's own words are. */
const literalFrom = 0.6;

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

/** How the phrasings of a language are spelt. */
interface Spelling {
  /** How much each item's best phrasing is spelt like these words, from 0 to 1; items that share no piece are not in it. */
  readonly score: (words: readonly WordForms[]) => ReadonlyMap<string, number>;
  /** The pieces of these words, each as rare as it is among the phrasings. */
  readonly weighed: (words: readonly WordForms[]) => Vector;
}

/** An item of an organisation, or more phrasings of one of ours, in whatever languages they are. */
export interface Phrased {
  readonly id: string;
  readonly phrasings: readonly string[];
}

/**
 * The phrasings by their pieces: for each piece in which phrasings it is, and how much it weighs there. A question then
 * looks at the phrasings that share a piece with it, and at no others.
 */
function indexSpelling(phrasings: readonly (readonly [id: string, text: string])[]): Spelling {
  const raw = phrasings.map(([, text]) => piecesOf(wordsIn(text)));
  const weigh = rarity(raw);
  const places = new Map<string, { readonly at: number[]; readonly weights: number[] }>();
  raw.forEach((pieces, at) => {
    for (const [piece, weight] of weighed(pieces, weigh)) {
      const place = places.get(piece) ?? { at: [], weights: [] };
      place.at.push(at);
      place.weights.push(weight);
      places.set(piece, place);
    }
  });
  const packed = new Map(
    [...places].map(([piece, { at, weights }]) => [
      piece,
      [Uint32Array.from(at), Float32Array.from(weights)] as const,
    ]),
  );
  const weighedOf = (words: readonly WordForms[]) => weighed(piecesOf(words), weigh);
  const score: Spelling["score"] = (words) => {
    const scores = new Float64Array(phrasings.length);
    for (const [piece, weight] of weighedOf(words)) {
      const [at, weights] = packed.get(piece) ?? [];
      at?.forEach((phrasing, index) => {
        scores[phrasing] = (scores[phrasing] ?? 0) + weight * (weights?.[index] ?? 0);
      });
    }
    const best = new Map<string, number>();
    phrasings.forEach(([id], at) => {
      const one = scores[at] ?? 0;
      if (one > (best.get(id) ?? 0)) best.set(id, one);
    });
    return best;
  };
  return { score, weighed: weighedOf };
}

/**
 * With the words of which languages a text is read: its own, Dutch, whose terms parents meet in letters, English, and Russian
 * beside Ukrainian, which many mix. A word of any other language would say what nobody meant.
 */
function heardWith(language: Language): readonly Language[] {
  const mixed: readonly Language[] = language === "uk" ? ["ru"] : language === "ru" ? ["uk"] : [];
  return [...new Set<Language>([language, "nl", "en", ...mixed])];
}

export interface Finder {
  /** All items of this language's list that fit at all, and of an organisation's `own`, the best first. */
  find(language: Language, question: string, own?: readonly Phrased[]): Scored[];
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

  /** Of these phrasings the share that have a concept. */
  const sharesOf = (phrasings: readonly (readonly [Language, string])[]): Vector => {
    const all = phrasings.map(([language, text]) => conceptsIn(language, wordsIn(text)));
    const counts = new Map<string, number>();
    for (const concept of all.flatMap((found) => [...found]))
      counts.set(concept, (counts.get(concept) ?? 0) + 1);
    return new Map([...counts].map(([name, count]) => [name, count / Math.max(1, all.length)]));
  };

  // Of each item the share of its phrasings that have a concept, over all languages.
  const ofConcepts = new Map<string, Vector>();
  for (const id of ids) {
    ofConcepts.set(
      id,
      sharesOf(languages.flatMap((one) => phrasingsOf(one, id).map((text) => [one, text] as const))),
    );
  }
  const rareConcept = rarity(
    [...ofConcepts.values()].map((vector) => new Map([...vector].filter(([, share]) => share > 0.15))),
  );
  const weighConcept = (name: string) => rareConcept(name) * concepts[name as Concept];
  const conceptVectors = new Map([...ofConcepts].map(([id, vector]) => [id, weighed(vector, weighConcept)]));

  const spellings = new Map<Language, Spelling>();
  const spellingIn = (language: Language): Spelling => {
    const known = spellings.get(language);
    if (known) return known;
    const sources: readonly Language[] = language === "nl" ? ["nl"] : [language, "nl"];
    const made = indexSpelling(
      ids.flatMap((id) => sources.flatMap((one) => phrasingsOf(one, id).map((text) => [id, text] as const))),
    );
    spellings.set(language, made);
    return made;
  };

  return {
    conceptsIn: (language, question) => conceptsIn(language, wordsIn(question)),
    find(language, question, own = []) {
      const words = wordsIn(question);
      const found = conceptsIn(language, words);
      const asked = weighed(new Map([...found].map((name) => [name, 1])), weighConcept);
      const about = [...found].filter((name) => concepts[name] > 1);
      const weightOf = (names: readonly Concept[]) => names.reduce((sum, name) => sum + concepts[name], 0);
      const unnamedBy = (...named: readonly (Vector | undefined)[]) =>
        weightOf(about.filter((name) => !named.some((vector) => vector?.has(name)))) /
        Math.max(1, weightOf(about));
      const spelling = spellingIn(language);
      const bySpelling = spelling.score(words);
      const scoreOf = (byConcepts: number, spelt: number) =>
        shareOfConcepts * byConcepts + (1 - shareOfConcepts) * spelt;
      const scores = new Map(
        ids.map((id) => [
          id,
          scoreOf(product(asked, conceptVectors.get(id) ?? new Map()), bySpelling.get(id) ?? 0),
        ]),
      );
      const unnamed = new Map(ids.map((id) => [id, unnamedBy(ofConcepts.get(id))]));
      const spelt = own.length > 0 ? spelling.weighed(words) : new Map();
      for (const { id, phrasings } of own) {
        const shares = sharesOf(phrasings.map((text) => [language, text]));
        const likeness = Math.max(
          0,
          ...phrasings.map((text) => product(spelt, spelling.weighed(wordsIn(text)))),
        );
        // Words that a human kept for this item may be about nothing that the lexicon knows.
        const literal = likeness >= literalFrom ? likeness : 0;
        const score = Math.max(scoreOf(product(asked, weighed(shares, weighConcept)), likeness), literal);
        scores.set(id, Math.max(scores.get(id) ?? 0, score));
        unnamed.set(id, literal > 0 ? 0 : unnamedBy(ofConcepts.get(id), shares));
      }
      return [...scores]
        .map(([id, score]) => ({ id, score, unnamed: unnamed.get(id) ?? 0 }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
    },
  };
}
