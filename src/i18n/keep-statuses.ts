import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Language } from "./language.ts";
import { localesFolder } from "./read-locale.ts";
import { type Statuses, statusSchema } from "./text-status.ts";

const fileOf = (language: Language, folder: URL) => new URL(`${language}/status.json`, folder);

/** What is noted of a language's translations; nothing when no file is there. Throws for a file that is no such list. */
export function readStatuses(language: Language, folder = localesFolder): Statuses {
  const file = fileOf(language, folder);
  if (!existsSync(file)) return {};
  return z.record(z.string(), statusSchema).parse(JSON.parse(readFileSync(file, "utf8")));
}

/** One text a line, so that a change is a line. */
export function writeStatuses(language: Language, statuses: Statuses, folder = localesFolder): void {
  const lines = Object.entries(statuses).map(
    ([key, one]) => `  ${JSON.stringify(key)}: ${JSON.stringify(one)}`,
  );
  writeFileSync(fileOf(language, folder), `{\n${lines.join(",\n")}\n}\n`);
}
