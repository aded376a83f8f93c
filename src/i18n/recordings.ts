import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { translatedTexts } from "./find-standings.ts";
import { type Language, languages } from "./language.ts";
import { localesFolder } from "./read-locale.ts";
import { canBeSpoken } from "./spoken-texts.ts";
import { hashOf } from "./text-status.ts";

/** `locales/<language>/audio/status.json`: of each recording which words it says, who says them, and since when it is there. */
const recorded = z.record(z.string(), z.strictObject({ text: z.string(), by: z.string(), at: z.iso.date() }));
export type Recorded = Readonly<z.infer<typeof recorded>>;

const folderOf = (language: Language, folder: URL) => new URL(`${language}/audio/`, folder);
/** A colon cannot stand in the name of a file everywhere. */
const fileOf = (language: Language, key: string, folder: URL) =>
  new URL(`${key.replace(":", ".")}.ogg`, folderOf(language, folder));

/** What is noted of a language's recordings; nothing when there are none. Throws for a file that is no such list. */
export function readRecorded(language: Language, folder = localesFolder): Recorded {
  const file = new URL("status.json", folderOf(language, folder));
  return existsSync(file) ? recorded.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
}

/** The words of a text, for telling whether a recording still says them. */
export const wordsHash = (text: string): string => hashOf([["", text]]);

/** `stale`: the words have changed since, so it is not sent. */
export type RecordingStanding = "recorded" | "stale" | "missing";

/** Where the recording of each text stands that can have one. */
export function findRecordingStandings(
  language: Language,
  folder = localesFolder,
): ReadonlyMap<string, RecordingStanding> {
  const noted = readRecorded(language, folder);
  const standings = [...translatedTexts(language, folder)].flatMap(
    ([key, forms]): [string, RecordingStanding][] => {
      if (!canBeSpoken(key)) return [];
      const known = existsSync(fileOf(language, key, folder)) ? noted[key] : undefined;
      if (!known) return [[key, "missing"]];
      return [[key, known.text === hashOf(forms) ? "recorded" : "stale"]];
    },
  );
  return new Map(standings);
}

/** Keeps a recording of a text as it stands today, in place of an earlier one. */
export async function keepRecording(
  language: Language,
  key: string,
  recording: { readonly bytes: Uint8Array; readonly text: string; readonly by: string; readonly at: string },
  folder = localesFolder,
): Promise<void> {
  const { bytes, text, by, at } = recording;
  const noted = { ...readRecorded(language, folder), [key]: { text: wordsHash(text), by, at } };
  await mkdir(folderOf(language, folder), { recursive: true });
  await writeFile(fileOf(language, key, folder), bytes);
  const lines = Object.keys(noted)
    .sort()
    .map((one) => `  ${JSON.stringify(one)}: ${JSON.stringify(noted[one])}`);
  writeFileSync(new URL("status.json", folderOf(language, folder)), `{\n${lines.join(",\n")}\n}\n`);
}

/** The recordings that can be sent. */
export interface Recordings {
  /** Whether there is one that says these words: of today, or those with this hash. */
  has(language: Language, key: string, words?: string): boolean;
  /** The file; undefined when there is none. */
  read(language: Language, key: string): Promise<Uint8Array | undefined>;
}

/** Looks once which recordings there are. */
export function loadRecordings(folder = localesFolder): Recordings {
  const known = new Map<string, string>();
  for (const language of languages) {
    const noted = readRecorded(language, folder);
    // Most languages have none: their texts are not read for it.
    if (Object.keys(noted).length === 0) continue;
    for (const [key, standing] of findRecordingStandings(language, folder))
      if (standing === "recorded") known.set(`${language} ${key}`, noted[key]?.text ?? "");
  }
  return {
    has(language, key, words) {
      const said = known.get(`${language} ${key}`);
      return said !== undefined && (words === undefined || words === said);
    },
    async read(language, key) {
      if (!known.has(`${language} ${key}`)) return undefined;
      return readFile(fileOf(language, key, folder));
    },
  };
}
