import { isSurelyAnother } from "./guess-language.ts";
import { autonyms, type Language, rightToLeft } from "./language.ts";
import { sameAsDutch } from "./same-as-dutch.ts";
import { isInOtherScript } from "./script-of.ts";
import { aMessage, limitOf } from "./text-limits.ts";
import { pluralSuffix } from "./text-paths.ts";

/** A translation of one text, or of one of its plural forms. */
export interface Translation {
  readonly language: Language;
  /** `people:link.robot`, or with its form `simulator:page.unread_few`. */
  readonly key: string;
  readonly dutch: string;
  readonly text: string;
  /** Whether the key's ending is a plural form, and not part of a name such as `school_other`. */
  readonly isCounted: boolean;
}

const placeholder = /\{\{[^}]*\}\}/g;
const isolated = /[\u2066-\u2068][^\u2069]*\u2069/g;

/** Terms that young people and parents meet in letters: they stay as they are, in Latin script. */
const kept = [
  ...["Wajong", "UWV", "DigiD", "Doorstroompunt", "Veilig Thuis", "Kindertelefoon", "EEGA", "REA"],
  ...["Participatiewet", "studiefinanciering", "zorgtoeslag", "bewindvoerder"],
  ...["banenafspraak", "loonkostensubsidie", "proefplaatsing", "beschut werk", "dagbesteding", "jobcoach"],
  ...["uitkering", "startkwalificatie", "deurwaarder", "proeftijd"],
];

/**
 * What is wrong with a translation, in words for whoever made it; nothing when it can be used. It is compared with the Dutch:
 * placeholders, lines, signs, numbers, commands, terms; it must be in its language, whole, and fit where it is shown.
 */
export function findTextFaults(translation: Translation): string[] {
  const { language, text, dutch, key } = translation;
  if (text.trim() === "") return ["is empty"];
  const faults = [
    ...comparePlaceholders(translation),
    ...compareLines(text, dutch),
    ...compareAll("the emergency numbers", text, dutch, /\b(?:112|113|0800-\d{3,4}|0900-\d{4})\b/g, false),
    ...compareAll("the commands", text, dutch, /(?<![\w}])\/[a-z]+/g),
    ...compareAll("the words STOP and HELP", text, dutch, /\b(?:STOP|HELP)\b/g, false),
    ...compareAll("the pictures and bullets", text, dutch, /\p{Extended_Pictographic}|[•→✓]/gu, false),
    ...kept
      .filter((term) => has(dutch, term) && !has(text, term))
      .map((term) => `must keep the Dutch term ${term}`),
    ...findMarks(language, text),
    ...findRuins(text),
    ...findOtherLanguage(translation),
    ...tooLong(language, key, text),
  ];
  if (/(?![0-9])\p{Nd}/u.test(text)) faults.push("must have its digits as 0 to 9");
  return faults;
}

/** What a spreadsheet leaves of letters that its kind of file does not have. */
function findRuins(text: string): string[] {
  return /\?{2,}|\ufffd|\p{L}\?\p{L}/u.test(text)
    ? ["has lost letters: save the sheet as .xlsx, or as CSV in UTF-8"]
    : [];
}

const wordsOf = (text: string) => text.replace(placeholder, " ").match(/[\p{L}\p{M}'’-]+/gu) ?? [];
const lettersOf = (text: string) => text.replace(placeholder, " ").match(/\p{L}/gu)?.length ?? 0;

/** From so many letters of Dutch on its length tells something; Tigrinya, which has a sign for a syllable, needs a third of them. */
const leastDutch = 20;
const leastShare = 0.25;
/** So many of a sentence's words may be Dutch terms that stay as they are. */
const mostDutch = { words: 4, share: 0.8 };

/** Words that stand in the Dutch text too are terms, and tell nothing of the language around them. */
function findOtherLanguage({ language, key, dutch, text }: Translation): string[] {
  if (language === "nl") return [];
  const inDutch = dutch.toLowerCase();
  const dutchWords = new Set(wordsOf(inDutch));
  const words = wordsOf(text);
  const terms = words.filter((word) => dutchWords.has(word.toLowerCase()));
  const isMostlyDutch = words.length >= mostDutch.words && terms.length / words.length > mostDutch.share;
  if (((text === dutch && words.length > 0) || isMostlyDutch) && !(key in sameAsDutch))
    return ["is the same as the Dutch"];
  const own = words
    .filter((word) => word.length < 3 || !inDutch.includes(word.toLowerCase()))
    .filter((word) => !dutchWords.has(word.toLowerCase()))
    .join(" ");
  const faults: string[] = [];
  if (isInOtherScript(own, language)) faults.push(`must be in letters of ${autonyms[language]}`);
  else if (isSurelyAnother(own, language)) faults.push(`is not in ${autonyms[language]}`);
  if (lettersOf(dutch) >= leastDutch && lettersOf(text) < leastShare * lettersOf(dutch))
    faults.push("is much shorter than the Dutch: nothing may be left out");
  return faults;
}

const has = (text: string, term: string) => new RegExp(`(?<!\\p{L})${term}(?!\\p{L})`, "iu").test(text);

const found = (text: string, pattern: RegExp) => text.match(pattern) ?? [];

function comparePlaceholders({ language, key, dutch, text, isCounted }: Translation): string[] {
  const form = isCounted ? pluralSuffix.exec(key)?.[1] : undefined;
  // A word may stand for the number where the form means one number alone.
  const inWords = form !== undefined && isOneNumber(language, form) && !text.includes("{{count}}");
  const wanted = found(dutch, placeholder).filter((name) => !(inWords && name === "{{count}}"));
  return String([...wanted].sort()) === String([...found(text, placeholder)].sort())
    ? []
    : [`must have these between braces, each as often: ${wanted.join(" ") || "none"}`];
}

/** Whether a plural form stands for one number alone; `one` is 1, 21, 31 … in Ukrainian. */
function isOneNumber(language: Language, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  return Array.from({ length: 200 }, (_, n) => rules.select(n)).filter((one) => one === form).length === 1;
}

function compareLines(text: string, dutch: string): string[] {
  const lines = text.split("\n");
  const there = dutch.split("\n");
  const faults: string[] = [];
  if (lines.length !== there.length || lines.some((line, index) => (line === "") !== (there[index] === "")))
    faults.push(
      `must have ${there.length === 1 ? "one line" : `${there.length} lines, with the same ones empty`}`,
    );
  if (lines.some((line) => line !== line.trim()))
    faults.push("has a space at the beginning or end of a line");
  return faults;
}

function compareAll(what: string, text: string, dutch: string, pattern: RegExp, inAnyOrder = true): string[] {
  const sorted = (all: readonly string[]) => (inAnyOrder ? [...all].sort() : all);
  const wanted = found(dutch, pattern);
  return String(sorted(wanted)) === String(sorted(found(text, pattern)))
    ? []
    : [`must have ${what} of the Dutch: ${wanted.join(" ") || "none"}`];
}

function findMarks(language: Language, text: string): string[] {
  const faults: string[] = [];
  if (/[\u200e\u200f\u202a-\u202e]/.test(text)) faults.push("has marks of direction of an older kind");
  if (!rightToLeft.has(language))
    return /[\u2066-\u2069]/.test(text)
      ? [...faults, "has isolates, in a language from left to right"]
      : faults;
  for (const line of text.split("\n")) {
    const marks = found(line, /[\u2066-\u2069]/g);
    if (marks.some((mark, index) => (mark === "\u2069") !== (index % 2 === 1)) || marks.length % 2 === 1)
      faults.push("must close each isolate (U+2066 … U+2069) in its line, before the next one opens");
    if (found(line, isolated).some((inside) => inside.includes("{{")))
      faults.push("must not isolate what stands between braces: that is done already");
    const bare = line.replace(isolated, "").replace(placeholder, "");
    // A line whose first letter is Latin would flip as a whole.
    if (/\p{Script=Latin}|\/[a-z]|11[23]|0800/u.test(bare))
      faults.push("must isolate each Latin word, command and telephone number (U+2066 … U+2069)");
  }
  return [...new Set(faults)];
}

function tooLong(language: Language, key: string, text: string): string[] {
  const limit = limitOf(key) ?? aMessage;
  const filled = text.replace(placeholder, (name) => (name === "{{count}}" ? "12" : limit.filledWith));
  const length = [...new Intl.Segmenter(language, { granularity: "grapheme" }).segment(filled)].length;
  return length <= limit.most ? [] : [`is ${length} long, and ${limit.what} takes ${limit.most}`];
}
