import { foldText, foldWord, soundOf, withoutFronts } from "../i18n/fold-words.ts";

const longestText = 1_000;

/** A word as it is compared: as it stands, without what is written onto the front of it, and as it sounds in Latin letters. */
export interface WordForms {
  readonly word: string;
  readonly forms: readonly string[];
  readonly sound: string | undefined;
}

/** The words of a text in one spelling; letters drawn out ("heeelp") stand twice at most. */
export function wordsIn(text: string): WordForms[] {
  const folded = foldText(text.slice(0, longestText)).replace(/[^\p{L}\p{N}]+/gu, " ");
  return folded.split(" ").flatMap((raw) => {
    const word = foldWord(raw).replace(/(\p{L})\1{2,}/gu, "$1$1");
    if (word === "") return [];
    return [{ word, forms: [...new Set([word, ...withoutFronts(word, 3)])], sound: soundOf(word) }];
  });
}

interface Phrase<Meaning> {
  readonly stems: readonly WordForms[];
  readonly meaning: Meaning;
}

/** A stem this short is a term of its own ("mbo"), and no beginning of another word. */
const wholeUpTo = 3;
const starts = (form: string, stem: string) =>
  stem.length <= wholeUpTo ? form === stem : form.startsWith(stem);
/** A shorter word in Latin letters may be any language's: what sounds like it says nothing. */
const shortestSound = 4;

/**
 * Finds which of these meanings a text has: a stem is the beginning of a word, a phrase of several stems stands together, with one
 * word between two of them at most. What is written in Latin letters is found by its sound.
 */
export function phraseMatcher<Meaning>(
  lists: Iterable<readonly [meaning: Meaning, phrases: readonly string[]]>,
): (words: readonly WordForms[]) => ReadonlySet<Meaning> {
  const byStart = new Map<string, Phrase<Meaning>[]>();
  const startOf = (word: string) => word.slice(0, 2);
  for (const [meaning, phrases] of lists)
    for (const phrase of phrases) {
      const stems = wordsIn(phrase);
      const [first] = stems;
      if (!first) continue;
      for (const key of new Set([startOf(first.word), ...(first.sound ? [startOf(first.sound)] : [])]))
        byStart.set(key, [...(byStart.get(key) ?? []), { stems, meaning }]);
    }

  const fits = (word: WordForms | undefined, stem: WordForms): boolean => {
    if (!word) return false;
    if (word.forms.some((form) => starts(form, stem.word))) return true;
    const { sound } = word;
    return (
      sound !== undefined &&
      stem.sound !== undefined &&
      stem.sound.length >= shortestSound &&
      sound.startsWith(stem.sound)
    );
  };
  const fitsAt = (words: readonly WordForms[], at: number, stems: readonly WordForms[]): boolean => {
    let place = at;
    for (const stem of stems.slice(1)) {
      if (fits(words[place + 1], stem)) place += 1;
      else if (fits(words[place + 2], stem)) place += 2;
      else return false;
    }
    return true;
  };

  return (words) => {
    const found = new Set<Meaning>();
    words.forEach((word, at) => {
      const keys = new Set([...word.forms.map(startOf), ...(word.sound ? [startOf(word.sound)] : [])]);
      for (const key of keys)
        for (const { stems, meaning } of byStart.get(key) ?? [])
          if (stems[0] && fits(word, stems[0]) && fitsAt(words, at, stems)) found.add(meaning);
    });
    return found;
  };
}
