import { type Dutch, dutch, type Room, rooms } from "./dutch.ts";
import { type Language, readsStaffTexts } from "./language.ts";
import type { Tree } from "./read-locale.ts";
import { isStaffText } from "./staff-texts.ts";

const pluralForms = ["zero", "one", "two", "few", "many", "other"] as const;

/** The plural forms that a language has, in the order of the files: `one` and `other` in Dutch, six in Arabic. */
export function pluralFormsOf(language: Language) {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  return pluralForms.filter((form) => pluralCategories.includes(form));
}

/** The name that the forms of a counted Dutch text share, or undefined: `situation.school_other` only ends alike. */
function countedBase(name: string, tree: Tree): string | undefined {
  const base = /^(.+)_(?:one|other)$/.exec(name)?.[1];
  return base && typeof tree[`${base}_one`] === "string" && typeof tree[`${base}_other`] === "string"
    ? base
    : undefined;
}

/** A language's texts with nothing left out: what it lacks is there in Dutch, and is named in `missing`. */
export interface Complete {
  readonly texts: Dutch;
  /** Of the texts that the language should have: keys such as `people:link.robot`, in the Dutch order. */
  readonly missing: readonly string[];
  /** Keys that stand in Dutch here, plural forms by the name they share: what is missing, and what is for staff. */
  readonly inDutch: ReadonlySet<string>;
}

/**
 * Completes a language from the Dutch. An empty text counts as missing. A plural form that is missing takes the language's own
 * `_other`, or else the Dutch form. A language that staff does not read has no texts of staff.
 */
export function completeLocale(language: Language, own: Readonly<Record<Room, Tree>>): Complete {
  const isForStaff = readsStaffTexts(language);
  const missing: string[] = [];
  const inDutch = new Set<string>();
  const forms = pluralFormsOf(language);

  const complete = (from: Tree, mine: Tree, before: string): Tree => {
    const made: Record<string, string | Tree> = {};
    for (const [name, value] of Object.entries(from)) {
      const there = mine[name];
      if (typeof value !== "string") {
        made[name] = complete(value, typeof there === "object" ? there : {}, `${before}${name}.`);
        continue;
      }
      const base = countedBase(name, from);
      if (base === undefined) made[name] = textOr(there, value, before + name, before + name);
      else if (name.endsWith("_one"))
        for (const form of forms) {
          const instead = mine[`${base}_other`] || from[`${base}_${form === "one" ? form : "other"}`];
          const key = `${before}${base}_${form}`;
          made[`${base}_${form}`] = textOr(mine[`${base}_${form}`], String(instead), key, before + base);
        }
    }
    return made;
  };
  const textOr = (there: string | Tree | undefined, instead: string, key: string, base: string): string => {
    const isStaff = isStaffText(key);
    if (typeof there === "string" && there.trim() !== "" && (isForStaff || !isStaff)) return there;
    if (isForStaff || !isStaff) missing.push(key);
    inDutch.add(base);
    return instead;
  };
  const texts = Object.fromEntries(
    rooms.map((room) => [room, complete(dutch[room] as Tree, own[room], `${room}:`)]),
  );
  return { texts: texts as unknown as Dutch, missing, inDutch };
}
