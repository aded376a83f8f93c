/**
 * The words that findCrisisWords looks for (rule R16), as data: `crisis/<language>.json`, read and checked here.
 *
 * In such a file one line is one way of saying it, written as people type it; case, marks, drawn-out letters, leetspeak and
 * letters that are written in two ways are folded before comparing, and Cyrillic is found in Latin letters as well.
 * A pattern is a row of parts with at most one other word between two of them; `..` allows five, `_` none.
 * In a part `a|b` is either, `a|b_c` either `a` or the two words `b c`, `word*` a beginning, `*word` an ending, `#` a number
 * from six on, `<name>` a list of `words`. `glued` is found with every space and sign left out. Names of rules are
 * append-only: a hit is stored with the id of its rule and nothing else. `reviewed` says who has looked at the list, a native
 * speaker or a professional, and when; each was written by one author and is not reviewed yet.
 */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Language, languages } from "../i18n/language.ts";

const crisisLists = [
  "selfHarm",
  "violence",
  "abuse",
  "threat",
  "overdose",
  "noBed",
  "pregnancyCrisis",
  "exploitation",
] as const;
export type CrisisList = (typeof crisisLists)[number];

export interface CrisisRule {
  /** `<language>.<list>.<name>`. */
  readonly id: string;
  readonly list: CrisisList;
  readonly language: Language;
  /** Without `<name>`, and with `_` only between two parts. */
  readonly patterns: readonly string[];
}

/** Words that are found with every space and sign left out: glued, spelled out, or cut in two. */
export interface GluedWords {
  readonly rule: CrisisRule;
  readonly words: readonly string[];
}

const name = z.string().regex(/^[a-zA-Z]+$/);
const pattern = z.string().regex(/^[^_|\s][^\n]*[^_|\s]$/);
const crisisFile = z.strictObject({
  reviewed: z.strictObject({ by: z.string().min(1), on: z.iso.date() }).nullable(),
  words: z.record(name, z.string().regex(/^[^|\s]+(\|[^|\s]+)*$/)),
  rules: z.partialRecord(z.enum(crisisLists), z.record(name, z.array(pattern).min(1))),
  glued: z.array(z.string().regex(/^\S{6,}$/)),
});
type CrisisFile = z.infer<typeof crisisFile>;

/**
 * Puts the lists of words in place, and makes a pattern of its own for every `b_c` that stands in a choice. Throws when the
 * pattern names a list that is not there.
 */
export function readPattern(source: string, words: CrisisFile["words"]): string[] {
  const parts = source
    .replace(/<(\w+)>/g, (_, list: string) => {
      const found = words[list];
      if (found === undefined) throw new Error(`no words called ${list} for ${source}`);
      return found;
    })
    .split(/\s+/);
  let patterns = [""];
  for (const part of parts) {
    const choices = [...new Set(part.split("|"))];
    const single = choices.filter((choice) => !choice.includes("_"));
    const several = choices.filter((choice) => choice.includes("_"));
    const ways = part === "_" ? [part] : [...(single.length > 0 ? [single.join("|")] : []), ...several];
    patterns = patterns.flatMap((before) => ways.map((way) => `${before} ${way}`.trimStart()));
  }
  return patterns;
}

/** The list of a language as its file has it, or undefined when there is none. Throws when it cannot be read. */
function readCrisisFile(language: Language): CrisisFile | undefined {
  let text: string;
  try {
    text = readFileSync(new URL(`./crisis/${language}.json`, import.meta.url), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  return crisisFile.parse(JSON.parse(text));
}

const files = new Map(languages.map((language) => [language, readCrisisFile(language)]));

const rulesOf = (language: Language, { rules, words }: CrisisFile): CrisisRule[] =>
  crisisLists.flatMap((list) =>
    Object.entries(rules[list] ?? {}).map(([rule, patterns]) => ({
      id: `${language}.${list}.${rule}`,
      list,
      language,
      patterns: patterns.flatMap((each) => readPattern(each, words)),
    })),
  );

export const crisisRules: readonly CrisisRule[] = [...files].flatMap(([language, file]) =>
  file === undefined ? [] : rulesOf(language, file),
);

export const gluedWords: readonly GluedWords[] = [...files].flatMap(([language, file]) =>
  file === undefined || file.glued.length === 0
    ? []
    : [
        {
          rule: { id: `${language}.selfHarm.glued`, list: "selfHarm" as const, language, patterns: [] },
          words: file.glued,
        },
      ],
);

/** The languages in which nothing is looked for, and those whose list no native speaker or professional has looked at. */
export const crisisGaps = (): Readonly<Record<"without" | "unreviewed", readonly Language[]>> => ({
  without: languages.filter((language) => files.get(language) === undefined),
  unreviewed: languages.filter((language) => files.get(language)?.reviewed === null),
});
