import { francAll } from "franc";
import type { Language } from "./language.ts";
import { type Script, scriptOf } from "./script-of.ts";

/** What franc calls the languages here, and others that are easily taken for one of them. */
const codes: Readonly<Record<string, Language | "other">> = {
  ...{
    nld: "nl",
    eng: "en",
    arb: "ar",
    ukr: "uk",
    tir: "ti",
    tur: "tr",
    pol: "pl",
    som: "so",
    pes: "fa",
    rus: "ru",
  },
  ...{
    amh: "other",
    prs: "fa",
    urd: "other",
    pbu: "other",
    ckb: "other",
    bul: "other",
    srp: "other",
    bel: "other",
  },
  ...{ deu: "other", fra: "other", spa: "other", por: "other", ita: "other", ron: "other", hun: "other" },
  ...{ ces: "other", slk: "other", hrv: "other", swe: "other", dan: "other", kmr: "other", swh: "other" },
};

/** The languages between which each script leaves a choice. */
const written: Partial<Record<Script, readonly string[]>> = {
  arabic: ["arb", "pes", "prs", "urd", "pbu", "ckb"],
  ethiopic: ["tir", "amh"],
  cyrillic: ["ukr", "rus", "bul", "srp", "bel"],
  latin: [
    ...[
      "nld",
      "eng",
      "tur",
      "pol",
      "som",
      "deu",
      "fra",
      "spa",
      "por",
      "ita",
      "ron",
      "hun",
      "ces",
      "slk",
      "hrv",
    ],
    ...["swe", "dan", "kmr", "swh"],
  ],
};

/** Letters and small words that one language has and those beside it have not; what is another's ends the guess. */
const signs: Partial<Record<Script, readonly (readonly [RegExp, Language | "other"])[]>> = {
  arabic: [
    [/[ټډړږښڼۍېګٹڈںےۆێەڕڵ]/u, "other"],
    [/[پچژگکی]/u, "fa"],
    [/[ةىكأإ]|(?<!\p{L})[وب]?ال\p{L}{3}/u, "ar"],
  ],
  ethiopic: [
    [/[ቐ-ቝኸ-ዅኣ]/u, "ti"],
    [/(?<!\p{L})(ነው|ነህ|ነሽ|ነኝ|ነበር|እንዴት|የለኝም|አለኝ|ምን)(?!\p{L})/u, "other"],
  ],
  cyrillic: [
    [/[ўђјљњћџ]/iu, "other"],
    [/[іїєґ]/iu, "uk"],
    [/[ыэё]/iu, "ru"],
  ],
  latin: [
    // Arabic in Latin letters has digits for sounds.
    [/(?<!\p{N})[235789](?=\p{Script=Latin})|(?<=\p{Script=Latin})[235789](?=\p{Script=Latin})/u, "other"],
    [/[êîûñ¿ßåøæăâțőűčřěů]/iu, "other"],
    [/[ąęłżźśń]/iu, "pl"],
    [/[ığ]|ş/u, "tr"],
  ],
};

const lettersIn = (text: string) => text.match(/\p{L}/gu)?.length ?? 0;
const wordsIn = (text: string) => text.match(/\p{L}+/gu)?.length ?? 0;

/** How much there must be: with a sign of a language, and without one, where trigrams decide. */
const least = { withSign: { letters: 8, words: 2 }, without: { letters: 24, words: 5 } };
/** So much better must the best fit the text than the next, on franc's scale from 0 to 1. */
const margins: Partial<Record<Script, number>> = { latin: 0.1, arabic: 0.15, ethiopic: 0.1 };

/**
 * In which of our languages a text is written: by the letters that it uses, and where they leave a choice by franc's trigrams.
 * Undefined for a text that is too short to tell, for one in two languages, in Latin letters that stand for other ones, and for a
 * language that is none of ours. It is only ever a reason to ask: nobody is switched by it.
 */
export function guessLanguage(text: string): Language | undefined {
  const script = scriptOf(text);
  const among = script && written[script];
  if (!script || !among || !holds(text, least.withSign)) return undefined;
  const [only, ...more] = signsIn(text, script);
  if (only) return more.length > 0 || only === "other" ? undefined : only;
  if (!holds(text, least.without)) return undefined;
  const [best, next] = francAll(text, { only: [...among], minLength: 1 });
  const found = best && codes[best[0]];
  if (!found || found === "other") return undefined;
  // Without one of its letters a text of some length is hardly Ukrainian.
  if (script === "cyrillic") return "ru";
  // Persian of Iran and of Afghanistan is one here.
  const rival = next && codes[next[0]] !== found ? next[1] : 0;
  return (best?.[1] ?? 0) - rival >= (margins[script] ?? 1) ? found : undefined;
}

/** Less would refuse a name, a street or a sentence of three short words that looks like another language. */
const leastToRefuse = { withSign: { letters: 16, words: 3 }, without: { letters: 40, words: 6 } };
/** So far from the best fit stands no text that is in its own language; what is in another stands farther (measured on all texts). */
const distance = 0.25;

/**
 * Whether a text that should be in this language is in another one of the same script: by the letters that only another has, and in
 * Latin script by trigrams. For refusing somebody's work, so it is silent where there is a doubt.
 */
export function isSurelyAnother(text: string, language: Language): boolean {
  const script = scriptOf(text);
  if (!script || !holds(text, leastToRefuse.withSign)) return false;
  const [only, ...more] = signsIn(text, script);
  if (only && only !== "other") return only !== language && more.length === 0;
  if (script !== "latin" || !holds(text, leastToRefuse.without)) return false;
  const ours = (written.latin ?? []).filter((code) => codes[code] !== "other");
  const own = francAll(text, { only: ours, minLength: 1 }).find(([code]) => codes[code] === language);
  return own !== undefined && 1 - own[1] >= distance;
}

const signsIn = (text: string, script: Script) =>
  new Set(signs[script]?.flatMap(([sign, language]) => (sign.test(text) ? [language] : [])));

const holds = (text: string, { letters, words }: { readonly letters: number; readonly words: number }) =>
  lettersIn(text) >= letters && wordsIn(text) >= words;
