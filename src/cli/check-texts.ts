import { type Language, languages } from "../i18n/language.ts";
import { resources } from "../i18n/texts.ts";
import { bad, type Check, ok } from "./check.ts";

type Tree = { readonly [key: string]: string | Tree };
type Resources = Readonly<Record<Language, Tree>>;

/**
 * Whether every language says all that Dutch says, in each of its own plural forms: a missing text would stop a message on
 * its way to somebody.
 */
export function checkTexts(texts: Resources = resources): Check {
  const wanted = keysOf(texts.nl);
  const faults: string[] = [];
  for (const language of languages) {
    const there = keysOf(texts[language]);
    const missing = [...neededIn(language, wanted)].filter((key) => !there.has(key));
    if (missing.length > 0) {
      const more = missing.length > 3 ? " …" : "";
      faults.push(`${language} lacks ${missing.length} (${missing.slice(0, 3).join(", ")}${more})`);
    }
  }
  return faults.length === 0
    ? ok("texts", `All ${wanted.size} are there in ${languages.join(", ")}.`)
    : bad("texts", `Not complete: ${faults.join("; ")}.`);
}

/** The paths of all texts that are not empty: `people.link.offer`. */
function keysOf(tree: Tree, path = ""): Set<string> {
  const keys = new Set<string>();
  for (const [name, value] of Object.entries(tree)) {
    const key = path ? `${path}.${name}` : name;
    if (typeof value !== "string") for (const inner of keysOf(value, key)) keys.add(inner);
    else if (value.trim() !== "") keys.add(key);
  }
  return keys;
}

/** Dutch has two plural forms, one and other; Arabic has six. A key that only ends in `_other` is no plural. */
function neededIn(language: Language, dutch: ReadonlySet<string>): Set<string> {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const needed = new Set<string>();
  for (const key of dutch) {
    const base = /^(.+)_(one|other)$/.exec(key)?.[1];
    if (base && dutch.has(`${base}_one`) && dutch.has(`${base}_other`))
      for (const form of forms) needed.add(`${base}_${form}`);
    else needed.add(key);
  }
  return needed;
}
