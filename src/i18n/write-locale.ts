import { renameSync, writeFileSync } from "node:fs";
import { pluralFormsOf } from "./complete-locale.ts";
import { dutch, rooms } from "./dutch.ts";
import type { Language } from "./language.ts";
import { localesFolder, type Tree } from "./read-locale.ts";
import type { Forms } from "./text-status.ts";

/**
 * Writes a language's files, in the order of the Dutch and with the forms that the language has: JSON as Weblate reads it
 * (i18next, plural forms by their endings). Texts that are not among `texts` are left out.
 */
export function writeLocale(
  language: Language,
  texts: ReadonlyMap<string, Forms>,
  folder = localesFolder,
): void {
  const order = ["", ...pluralFormsOf(language).map((form) => `_${form}`)];
  const keep = (from: Tree, before: string): Record<string, string | object> => {
    const made: Record<string, string | object> = {};
    for (const [name, value] of Object.entries(from)) {
      if (typeof value !== "string") {
        const inside = keep(value, `${before}${name}.`);
        if (Object.keys(inside).length > 0) made[name] = inside;
        continue;
      }
      const forms = texts.get(before + name);
      if (forms?.[0]) made[name] = forms[0][1];
      const base = name.replace(/_one$/, "");
      const counted = base === name ? undefined : texts.get(before + base);
      for (const form of order)
        for (const [own, text] of counted ?? []) if (own === form) made[base + own] = text;
    }
    return made;
  };
  const files = rooms.flatMap((room) => {
    const tree = keep(dutch[room], `${room}:`);
    if (Object.keys(tree).length === 0) return [];
    const file = new URL(`${language}/${room}.json`, folder);
    const fresh = new URL(`${language}/${room}.json.new`, folder);
    writeFileSync(fresh, `${JSON.stringify(tree, null, 2)}\n`);
    return [{ file, fresh }];
  });
  for (const { file, fresh } of files) renameSync(fresh, file);
}
