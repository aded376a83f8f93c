/**
 * Looks for words of crisis in free text (rule R16, security.md 12). A list of words recognises only what its authors
 * thought of: a hit raises a message to the top, no hit means nothing, and a human reads every free text anyway.
 */

import { foldText, foldWord, soundOf, withoutFronts } from "../i18n/fold-words.ts";
import type { Language } from "../i18n/language.ts";
import { type CrisisList, type CrisisRule, crisisRules, gluedWords } from "./crisis-words.ts";
import type { Severity } from "./question-set.ts";

export type { CrisisList } from "./crisis-words.ts";

/** What was found: the rule that matched, never the words of the person. */
export interface CrisisHit {
  readonly severity: Extract<Severity, "urgent" | "crisis">;
  readonly list: CrisisList;
  readonly rule: string;
}

const severityOf: Readonly<Record<CrisisList, CrisisHit["severity"]>> = {
  selfHarm: "crisis",
  overdose: "crisis",
  violence: "crisis",
  noBed: "crisis",
  abuse: "urgent",
  threat: "urgent",
  pregnancyCrisis: "urgent",
  exploitation: "urgent",
};

const longestText = 4096;
/** Words that may stand between two parts of a pattern: by default, where it says `..`, and where it says `_`. */
const gaps = { usual: 1, wide: 5, strict: 0 } as const;
/** From this number on, counted pills are many. */
const manyFrom = 6;
/** A shorter word in Latin letters may be any language's: what sounds like it says nothing. */
const shortestSound = 3;

const repeated = /(\p{L})\1{2,}/gu;

/**
 * A drawn-out word ("doooood") with its letters twice and once. A Latin letter that stands twice stays so: without that
 * "mee" would be "me" and "proud of myself" would be "off myself". In other scripts a double letter is a slip of the finger.
 */
function spellingsOf(word: string): string[] {
  const twice = word.replace(repeated, "$1$1");
  const once = word.replace(/(\p{L})\1+/gu, "$1");
  if (twice === word) return once === word || /[a-z]/.test(word) ? [word] : [word, once];
  return [twice, word.replace(repeated, "$1"), once];
}

const unspace = (words: readonly string[]): string => words.join("").replace(/(\p{L})\1+/gu, "$1");

function wordsOf(folded: string): string[] {
  return folded
    .split(/\s+/u)
    .map(foldWord)
    .filter((word) => word !== "");
}

/** Every way to read a word: drawn out or not, and in Arabic with and without what is written onto its front. */
function formsOf(word: string): string[] {
  const spellings = spellingsOf(word);
  return [...new Set([...spellings, ...spellings.flatMap((spelling) => withoutFronts(spelling, 2))])];
}

interface Pattern {
  readonly rule: CrisisRule;
  /** For every part after the first: how many words may stand before it. */
  readonly gaps: readonly number[];
}
interface Part {
  readonly pattern: number;
  readonly place: number;
}

class Matcher {
  readonly #patterns: Pattern[] = [];
  readonly #exact = new Map<string, Part[]>();
  readonly #starts = new Map<string, Part[]>();
  readonly #ends = new Map<string, Part[]>();
  readonly #sounds = new Map<string, Part[]>();
  readonly #soundStarts = new Map<string, Part[]>();
  readonly #numbers: Part[] = [];
  #longestStem = 0;

  constructor(rules: readonly CrisisRule[]) {
    for (const rule of rules) for (const pattern of rule.patterns) this.#add(rule, pattern);
  }

  #add(rule: CrisisRule, source: string): void {
    const parts: { readonly words: string; readonly gap: number }[] = [];
    let gap: number = gaps.usual;
    for (const piece of source.replace(/_/g, " _ ").trim().split(/\s+/)) {
      if (piece === "..") gap = gaps.wide;
      else if (piece === "_") gap = gaps.strict;
      else {
        parts.push({ words: piece, gap });
        gap = gaps.usual;
      }
    }
    const pattern = this.#patterns.push({ rule, gaps: parts.map((part) => part.gap) }) - 1;
    parts.forEach((part, place) => {
      this.#addPart(part.words, { pattern, place });
    });
  }

  #addPart(words: string, part: Part): void {
    for (const word of new Set(words.split("|"))) {
      const stem = foldWord(foldText(word.replaceAll("*", "")));
      if (word === "#") this.#numbers.push(part);
      else if (stem === "") throw new Error(`an empty word in ${words}`);
      else if (word.startsWith("*")) put(this.#ends, stem, part);
      else if (word.endsWith("*")) put(this.#starts, stem, part);
      else put(this.#exact, stem, part);
      this.#longestStem = Math.max(this.#longestStem, stem.length);
      const sound = /\p{Script=Cyrillic}/u.test(stem) ? soundOf(stem) : undefined;
      if (sound !== undefined && sound.length >= shortestSound)
        put(word.endsWith("*") ? this.#soundStarts : this.#sounds, sound, part);
    }
  }

  #partsFor(word: string): Set<Part> {
    const found = new Set<Part>();
    const take = (parts: readonly Part[] | undefined): void => {
      for (const part of parts ?? []) found.add(part);
    };
    if (/^\p{Nd}+$/u.test(word) && Number(word.slice(0, 9)) >= manyFrom) take(this.#numbers);
    for (const form of formsOf(word)) {
      take(this.#exact.get(form));
      for (let length = 1; length <= Math.min(form.length, this.#longestStem); length++) {
        take(this.#starts.get(form.slice(0, length)));
        take(this.#ends.get(form.slice(-length)));
      }
    }
    const sound = /^[a-z]/.test(word) ? soundOf(word) : undefined;
    take(this.#sounds.get(sound ?? ""));
    for (let length = shortestSound; length <= (sound?.length ?? 0); length++)
      take(this.#soundStarts.get((sound ?? "").slice(0, length)));
    return found;
  }

  /**
   * The rules that match, in one pass: per pattern only the last place that each part was reached is kept, which is
   * enough because a gap is only ever counted from the last one.
   */
  find(words: readonly string[]): Set<CrisisRule> {
    const rules = new Set<CrisisRule>();
    const reached = new Map<number, number[]>();
    words.forEach((word, position) => {
      // Later parts first, so that one word cannot be two parts of the same pattern.
      for (const { pattern, place } of [...this.#partsFor(word)].sort((a, b) => b.place - a.place)) {
        const { rule, gaps: allowed } = this.#patterns[pattern] as Pattern;
        const places = reached.get(pattern) ?? [];
        const before = place === 0 ? position - 1 : places[place - 1];
        if (before === undefined || position - before - 1 > (place === 0 ? 0 : (allowed[place] ?? 0)))
          continue;
        places[place] = position;
        reached.set(pattern, places);
        if (place === allowed.length - 1) rules.add(rule);
      }
    });
    return rules;
  }
}

function put(map: Map<string, Part[]>, key: string, part: Part): void {
  const parts = map.get(key);
  if (parts === undefined) map.set(key, [part]);
  else parts.push(part);
}

const matcher = new Matcher(crisisRules);
const glued = gluedWords.map(({ rule, words }) => ({
  rule,
  words: words.map((word) => unspace([foldWord(foldText(word))])),
}));

/** Every rule that `text` meets, in no order. Reads the first 4,096 characters; searches every language. Never throws. */
function findRules(text: string): Set<CrisisRule> {
  const folded = foldText(text.slice(0, longestText));
  // Signs inside a word may part two words ("dood,wil") or hide one ("d.o.o.d"), so both readings count.
  const parted = wordsOf(folded.replace(/[^\p{L}\p{N}$@\s]+/gu, " "));
  const joined = wordsOf(folded.replace(/[^\p{L}\p{N}$@\s]+/gu, ""));
  const found = matcher.find(parted);
  for (const rule of matcher.find(joined)) found.add(rule);
  const unspaced = unspace(joined);
  for (const { rule, words } of glued) if (words.some((word) => unspaced.includes(word))) found.add(rule);
  return found;
}

/**
 * The most serious sign of crisis in `text`, or null (rule R16, security.md 12 and 13). Always searches every
 * language; `language` only decides which of two equally serious rules is named. It never suppresses on humour or
 * negation, so text that comes after a space or a new line can only raise the outcome. Reads the first 4,096
 * characters and takes time in proportion to them. Never throws.
 */
export function findCrisisWords(text: string, language?: Language): CrisisHit | null {
  return screenText(text, language)[0] ?? null;
}

/** All that findCrisisWords chooses from, the most serious first and then `language` before the others. */
export function screenText(text: string, language?: Language): readonly CrisisHit[] {
  const rank = (rule: CrisisRule): number =>
    (severityOf[rule.list] === "crisis" ? 0 : 2) + (rule.language === language ? 0 : 1);
  return [...findRules(text)]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ id, list }) => ({ severity: severityOf[list], list, rule: id }));
}
