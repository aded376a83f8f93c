import { createHash } from "node:crypto";
import { z } from "zod";
import { pluralSuffix } from "./text-paths.ts";

/** How far a translation has come: by a machine, by a person, read by a native speaker. */
export const stages = ["machine", "draft", "reviewed"] as const;
export type Stage = (typeof stages)[number];

/** What is known of a translation: `locales/<language>/status.json`, beside the texts, by key; plural forms share one. */
export const statusSchema = z.strictObject({
  /** Of the Dutch text that it was made from. */
  dutch: z.string(),
  /** Of the translation: a text that somebody changes is no longer the one that was reviewed. */
  text: z.string(),
  stage: z.enum(stages),
  /** Who reviewed it, and on which day (`2026-11-26`). */
  by: z.string().optional(),
  at: z.iso.date().optional(),
});
export type Status = z.infer<typeof statusSchema>;
export type Statuses = Readonly<Record<string, Status>>;

/** A text with its plural forms, in the order of the file. */
export type Forms = readonly (readonly [form: string, text: string])[];

/** The key that the forms of a counted text share; `counted` are those that are counted in Dutch. */
export const baseOf = (key: string, counted: ReadonlySet<string>): string => {
  const base = key.replace(pluralSuffix, "");
  return counted.has(base) ? base : key;
};

/** The texts of a language by the key that their forms share. */
export function formsOf(
  texts: ReadonlyMap<string, string>,
  counted: ReadonlySet<string>,
): Map<string, [form: string, text: string][]> {
  const all = new Map<string, [string, string][]>();
  for (const [key, text] of texts) {
    const base = baseOf(key, counted);
    const forms = all.get(base) ?? [];
    forms.push([key.slice(base.length), text]);
    all.set(base, forms);
  }
  return all;
}

/** The keys that have a singular and a plural in Dutch: `situation.school_other` only ends alike. */
export function countedIn(dutch: ReadonlyMap<string, string>): ReadonlySet<string> {
  const bases = [...dutch.keys()].filter((key) => key.endsWith("_one")).map((key) => key.slice(0, -4));
  return new Set(bases.filter((base) => dutch.has(`${base}_other`)));
}

/** Changes with every letter of a text or of one of its forms. */
export const hashOf = (forms: Forms): string =>
  createHash("sha256").update(JSON.stringify(forms)).digest("base64url").slice(0, 12);

/**
 * Where a translation stands today. `missing`: there is none. `unnoted`: nothing is known of it, or it was changed since.
 * `stale`: the Dutch has changed since it was made.
 */
export type Standing = "missing" | "unnoted" | "stale" | Stage;

export function standingOf(status: Status | undefined, dutch: Forms, text: Forms | undefined): Standing {
  if (!text) return "missing";
  if (status?.text !== hashOf(text)) return "unnoted";
  return status.dutch === hashOf(dutch) ? status.stage : "stale";
}

/**
 * The statuses with every translation noted: one that is new or was changed counts as made from today's Dutch, at this stage;
 * what is gone is let go of; the rest stays as it is, also what is stale.
 */
export function noteTexts(
  statuses: Statuses,
  dutch: ReadonlyMap<string, Forms>,
  texts: ReadonlyMap<string, Forms>,
  stage: "machine" | "draft",
): Statuses {
  const noted = [...dutch].flatMap(([key, from]): [string, Status][] => {
    const text = texts.get(key);
    if (!text) return [];
    const known = statuses[key];
    if (known?.text === hashOf(text)) return [[key, known]];
    return [[key, { dutch: hashOf(from), text: hashOf(text), stage }]];
  });
  return Object.fromEntries(noted);
}
