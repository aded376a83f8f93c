import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { translatedTexts } from "../i18n/find-standings.ts";
import { type Language, languageOf, languages } from "../i18n/language.ts";
import { localesFolder } from "../i18n/read-locale.ts";
import { findRecordingStandings, keepRecording, type RecordingStanding } from "../i18n/recordings.ts";
import { Refused } from "../people/find-organisation.ts";
import { numberAloud } from "../people/safety/number-lines.ts";
import { checkRecording } from "./read-recording.ts";
import type { Seam } from "./seam.ts";
import { writeTable } from "./write-table.ts";

/** A number that is the same in the whole country is read aloud with its line; those of one school cannot be. */
const sayNumber = (key: string, text: string) => {
  const kind = /^people:number\.for\.([a-z]+)/.exec(key)?.[1];
  return text.replace("{{number}}", (kind && numberAloud(kind)) ?? "{{number}}");
};

/** Texts that are read aloud, for who does not read well: `audio status`, `audio add`. No database is needed. */
export function audioCommand(root: Command, seam: Seam): void {
  const audio = root.command("audio").description("texts that are read aloud, for who does not read well");
  audio
    .command("status")
    .description("show how many texts have been recorded; of one language: which have not, and what to read")
    .argument("[language]")
    .option("--json", "for another program")
    .action((code: string | undefined, { json }: { readonly json?: boolean }) => {
      const shown = code === undefined ? languages : [readCode(code)];
      const standings = shown.map((language) => ({
        language,
        of: findRecordingStandings(language, localesOf(seam)),
      }));
      if (json) {
        const all = standings.map(({ language, of }) => ({ language, ...countOf(of), open: openOf(of) }));
        return void seam.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
      }
      if (code === undefined) {
        const rows = standings.map(({ language, of }) => [
          language,
          ...Object.values(countOf(of)).map(String),
        ]);
        return writeTable(seam.stdout, [["language", "texts", "recorded", "stale", "missing"], ...rows]);
      }
      for (const { language, of } of standings) {
        const texts = translatedTexts(language, localesOf(seam));
        for (const key of openOf(of)) {
          const words = (texts.get(key) ?? []).map(([, text]) => sayNumber(key, text)).join("\n");
          seam.stdout.write(`${of.get(key)}  ${key}\n${words.replace(/^/gm, "    ")}\n\n`);
        }
        seam.stdout.write(
          "Names in {{braces}} are left out, or read as “your case worker”, “your school”. Add one with: npm run -s cli -- audio add <language> <key> <file> --by <name>\n",
        );
      }
    });
  audio
    .command("add")
    .description("keep a recording of a text: an Ogg file with Opus in it, as a voice message is")
    .argument("<language>")
    .argument("<key>", "such as people:link.robot; audio status lists them")
    .argument("<file>")
    .requiredOption("--by <name>", "who reads it aloud")
    .action(async (code: string, key: string, file: string, { by }: { readonly by: string }) => {
      const language = readCode(code);
      if (!findRecordingStandings(language, localesOf(seam)).has(key))
        throw new Refused(
          `${key} is no text that can be recorded in this language: see audio status ${language}. Nothing was kept.`,
        );
      if (by.trim() === "") throw new Refused("Say who reads it aloud with --by. Nothing was kept.");
      const bytes = await readFile(file).catch(() => {
        throw new Refused(`There is no file ${file} that can be read. Nothing was kept.`);
      });
      const seconds = await checkRecording(bytes, path.basename(file));
      const [[, text] = ["", ""]] = translatedTexts(language, localesOf(seam)).get(key) ?? [];
      const at = seam.now().toISOString().slice(0, 10);
      await keepRecording(language, key, { bytes, text, by: by.trim(), at }, localesOf(seam));
      seam.stdout.write(`${language} ${key}: ${Math.round(seconds)} seconds, read by ${by.trim()}.\n`);
    });
}

const localesOf = ({ locales }: Seam): URL => locales ?? localesFolder;

/** Any of the languages. Throws Refused for what is not there. */
function readCode(code: string): Language {
  const language = languageOf(code);
  if (!language) throw new Refused(`There are: ${languages.join(", ")}. Nothing was done.`);
  return language;
}

const openOf = (standings: ReadonlyMap<string, RecordingStanding>): string[] =>
  [...standings].filter(([, standing]) => standing !== "recorded").map(([key]) => key);

function countOf(standings: ReadonlyMap<string, RecordingStanding>) {
  const number = (one: RecordingStanding) =>
    [...standings.values()].filter((standing) => standing === one).length;
  return {
    texts: standings.size,
    recorded: number("recorded"),
    stale: number("stale"),
    missing: number("missing"),
  };
}
