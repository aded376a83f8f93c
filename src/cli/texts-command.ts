import { readFile, writeFile } from "node:fs/promises";
import type { Command } from "commander";
import { mustBeChecked } from "../i18n/checked-texts.ts";
import { dutchTexts, findStandings, translatedTexts } from "../i18n/find-standings.ts";
import { readStatuses, writeStatuses } from "../i18n/keep-statuses.ts";
import { languageOf, type Translated, translated } from "../i18n/language.ts";
import { localesFolder } from "../i18n/read-locale.ts";
import { noteTexts, type Standing } from "../i18n/text-status.ts";
import { Refused } from "../people/find-organisation.ts";
import { csvOf, workbookOf } from "../people/import/write-rows.ts";
import { importSheet } from "./import-texts.ts";
import type { Seam } from "./seam.ts";
import { sheetOf } from "./texts-sheet.ts";
import { writeTable } from "./write-table.ts";

/** What a volunteer translates, and how far it has come: `texts status`, `adopt`, `export`, `import`. No database is needed. */
export function textsCommand(root: Command, seam: Seam): void {
  const texts = root.command("texts").description("the translations, and who has checked them");
  texts
    .command("status")
    .description("show how far each language has come")
    .argument("[language]", "one language: the texts that need somebody, by name")
    .option("--json", "for another program")
    .action((code: string | undefined, { json }: { readonly json?: boolean }) => {
      if (code !== undefined) return showOne(seam, readCode(code));
      if (json)
        seam.stdout.write(
          `${JSON.stringify(
            translated.map((one) => countOf(one, localesOf(seam))),
            null,
            2,
          )}\n`,
        );
      else showAll(seam);
    });
  texts
    .command("adopt")
    .description(
      "note translations that came by another way than a sheet: new and changed ones count as made today",
    )
    .argument("<language>")
    .option("--draft", "a person made them; otherwise a machine did")
    .action((code: string, { draft }: { readonly draft?: boolean }) => {
      const language = readCode(code);
      const before = readStatuses(language, localesOf(seam));
      const after = noteTexts(
        before,
        dutchTexts,
        translatedTexts(language, localesOf(seam)),
        draft ? "draft" : "machine",
      );
      writeStatuses(language, after, localesOf(seam));
      const changed = Object.entries(after).filter(([key, one]) => before[key]?.text !== one.text).length;
      const gone = Object.keys(before).filter((key) => !after[key]).length;
      seam.stdout.write(`${language}: ${changed} noted as new or changed, ${gone} let go of.\n`);
    });
  texts
    .command("export")
    .description("write a sheet for somebody who translates or reviews: .xlsx, or .csv")
    .argument("<language>")
    .requiredOption("--out <file>", "such as tigrinya.xlsx")
    .option("--open", "only what no native speaker has reviewed yet")
    .action(async (code: string, options: { readonly out: string; readonly open?: boolean }) => {
      const language = readCode(code);
      const kind = /\.(xlsx|csv)$/i.exec(options.out)?.[1]?.toLowerCase();
      if (!kind) throw new Refused("The file must end in .xlsx or .csv. Nothing was written.");
      const rows = sheetOf(language, options.open === true, localesOf(seam));
      await writeFile(options.out, kind === "xlsx" ? await workbookOf(language, rows) : csvOf(rows, ";"), {
        flag: "wx",
      }).catch(() => {
        throw new Refused(`${options.out} cannot be written, or is there already. Nothing was written.`);
      });
      seam.stdout.write(`${rows.length - 1} texts are in ${options.out}.\n`);
    });
  texts
    .command("import")
    .description("take a sheet back: all of it, or nothing when a row is faulty")
    .argument("<language>")
    .argument("<file>")
    .option("--check", "say what would be done, and change nothing")
    .action(async (code: string, file: string, { check }: { readonly check?: boolean }) => {
      const language = readCode(code);
      const bytes = await readFile(file).catch(() => {
        throw new Refused(`There is no file ${file} that can be read. Nothing was changed.`);
      });
      const done = await importSheet(language, bytes, {
        ...{ now: seam.now(), folder: localesOf(seam), writes: check !== true },
      });
      for (const { row, key, reason } of done.faults)
        seam.stderr.write(`row ${row}${key ? ` (${key})` : ""}: ${reason}\n`);
      if (done.faults.length > 0)
        throw new Refused(`Nothing was changed: ${done.faults.length} faults in ${file}.`);
      const would = check ? "would be" : "are";
      seam.stdout.write(
        `${language}: ${done.changed} texts ${would} changed, ${done.reviewed} ${would} reviewed.\n`,
      );
    });
}

const localesOf = ({ locales }: Seam): URL => locales ?? localesFolder;

/** Any language but Dutch, from which the others are made. Throws Refused for what is not there. */
function readCode(code: string): Translated {
  const language = languageOf(code);
  if (!language || language === "nl")
    throw new Refused(`There are: ${translated.join(", ")}. Nothing was done.`);
  return language;
}

const standings = [
  "reviewed",
  "draft",
  "machine",
  "stale",
  "unnoted",
  "missing",
] as const satisfies Standing[];

function countOf(language: Translated, folder: URL) {
  const all = findStandings(language, folder);
  const number = (standing: Standing) => [...all.values()].filter((one) => one === standing).length;
  const counts = Object.fromEntries(standings.map((one) => [one, number(one)])) as Record<Standing, number>;
  const dutchBeneath = [...all].filter(([key, one]) => mustBeChecked(key) && one !== "reviewed").length;
  return { language, texts: all.size, ...counts, dutchBeneath };
}

function showAll(seam: Seam): void {
  const rows = translated.map((one) => countOf(one, localesOf(seam)));
  writeTable(seam.stdout, [
    ["language", "texts", ...standings, "with the Dutch beneath"],
    ...rows.map((row) => [
      row.language,
      ...[row.texts, ...standings.map((one) => row[one]), row.dutchBeneath].map(String),
    ]),
  ]);
}

function showOne(seam: Seam, language: Translated): void {
  const open = [...findStandings(language, localesOf(seam))].filter(([, one]) => one !== "reviewed");
  writeTable(
    seam.stdout,
    open.map(([key, one]) => [one, mustBeChecked(key) ? "Dutch beneath" : "", key]),
  );
}
