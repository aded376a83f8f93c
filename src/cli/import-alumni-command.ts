import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { errorCode } from "../db/error-code.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { type ImportResult, importAlumni } from "../people/import/import-alumni.ts";
import { joinMappings, noMapping, readMapping } from "../people/import/import-mapping.ts";
import { type AlumniFile, readAlumniFile } from "../people/import/read-alumni-file.ts";
import { writeFaultyRows } from "../people/import/write-faulty-rows.ts";
import type { InNoCohort } from "../programme/decide-in-no-cohort.ts";
import { findInNoCohort } from "../programme/find-in-no-cohort.ts";
import { localDay } from "./local-moment.ts";
import { sayChanges, sayCounts, sayDoubles, sayFault, sayInNoCohort } from "./say-import.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly sheet?: string;
  readonly map?: readonly string[];
  readonly mapValue?: readonly string[];
  readonly saveMap?: boolean;
  readonly errors?: string;
}

/** `alumni import FILE`: brings the alumni in line with a school's list, all of it or nothing. */
export function importAlumniCommand(parent: Command, seam: Seam): void {
  parent
    .command("import")
    .description("read a school's list of alumni (.xlsx or CSV); with a fault in any row nothing is written")
    .argument("<file>", "the list")
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--dry-run", "say what would happen, write nothing")
    .option("--yes", "make the changes without asking, for scripts")
    .option("--sheet <name>", "which sheet of a workbook; the first one that looks like a list when left out")
    .option(
      "--map <meaning>",
      'what a heading of the file means, as in "Lln.nr=own number"; "Mobiel=-" for nothing; repeat it for more',
      collect,
    )
    .option(
      "--map-value <meaning>",
      'what a word of the file means, as in "school type: P.O.=pro"; repeat it for more',
      collect,
    )
    .option("--save-map", "remember --map and --map-value for the next imports of this organisation")
    .option("--errors <file>", "write the faulty rows and the reasons to a new file, to be mended")
    .action(async (file: string, options: Options) => {
      const bytes = await readFile(file).catch((error: unknown) => {
        throw new Refused(`The file cannot be read (${errorCode(error)}).`);
      });
      const said = readMapping(options.map ?? [], options.mapValue ?? []);
      checkErrorsFile(options.errors);
      await withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const mapping = joinMappings(organisation.importMapping ?? noMapping, said);
        const list = await readAlumniFile(bytes, localDay(office.now, organisation.timeZone), {
          mapping,
          ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
        });
        for (const note of list.notes) seam.stderr.write(`Note: ${note}\n`);
        const planned = await importAlumni(office, organisation, list, {
          dryRun: options.dryRun ? "report" : "question",
        });
        for (const line of sayDoubles(planned)) seam.stderr.write(`Note: ${line}\n`);
        for (const line of sayChanges(planned)) seam.stdout.write(`${line}\n`);
        if (!planned.ok) {
          for (const fault of planned.faults) seam.stderr.write(`${sayFault(fault)}\n`);
          if (options.dryRun) seam.stdout.write(`${organisation.name}: ${sayWould(planned)}\n`);
          const told = await writeErrors(options.errors, list, planned);
          throw new Refused([sayNothing(planned), ...told].join("\n"));
        }
        if (options.dryRun) {
          seam.stdout.write(`${organisation.name}: ${sayWould(planned)}\n`);
          const exitDays = list.rows.map(({ record }) => record.exitDate);
          writeInNoCohort(seam, await findInNoCohort(office, organisation, exitDays));
          if (options.saveMap) seam.stderr.write("A dry run does not remember the mapping.\n");
          return;
        }
        if (planned.changed > 0 && !options.yes) await askForYes(seam, planned);
        const result = await importAlumni(office, organisation, list, {
          confirmed: planned.seal,
          ...(options.saveMap ? { mapping } : {}),
        });
        if (!result.ok) throw new Refused("Meanwhile something changed in the system. Run the import again.");
        seam.stdout.write(`${organisation.name}: ${sayCounts(result)}.\n`);
        writeInNoCohort(seam, await findInNoCohort(office, organisation));
        if (options.saveMap)
          seam.stderr.write("The mapping is remembered: npm run cli -- alumni mapping shows it.\n");
        if (options.errors) seam.stderr.write(`There was no fault: ${options.errors} was not written.\n`);
      });
    });
}

function writeInNoCohort(seam: Seam, found: InNoCohort | undefined): void {
  for (const line of sayInNoCohort(found)) seam.stderr.write(`Note: ${line}\n`);
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

const sayWould = (planned: ImportResult) => `this would be ${sayCounts(planned)}. Nothing was written.`;

function sayNothing({ faults }: Pick<ImportResult, "faults">): string {
  const rows = new Set(faults.map(({ row }) => row)).size;
  return `Nothing was imported: ${count(faults.length, "fault")} in ${count(rows, "row")}.`;
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;

async function askForYes(seam: Seam, { changed }: ImportResult): Promise<void> {
  const people = changed === 1 ? "1 person" : `${changed} people`;
  if (!seam.ask)
    throw new Refused(
      `${people} would change, as shown above. Nothing was written. If that is right, run it again with --yes.`,
    );
  const answer = await seam.ask(`Change ${people} as shown above? [y/N] `);
  if (!/^\s*(y|yes|j|ja)\s*$/i.test(answer)) throw new Refused("Nothing was written.");
}

/** Before anything is read: a file that somebody mended must not be written over. */
function checkErrorsFile(errors: string | undefined): void {
  if (errors !== undefined && existsSync(errors))
    throw new Refused(`${errors} is there already. Name a file that is not, so that nothing is lost.`);
}

async function writeErrors(
  errors: string | undefined,
  list: AlumniFile,
  { faults }: ImportResult,
): Promise<string[]> {
  if (errors === undefined) return [];
  const written = list.source && (await writeFaultyRows(list.source, faults));
  if (!written) return [`The fault is in no row of a person: ${errors} was not written.`];
  const kind = list.source?.table.kind ?? "csv";
  // Names and birth dates: for this user alone, and never over another file.
  await writeFile(errors, written, { mode: 0o600, flag: "wx" }).catch((error: unknown) => {
    throw new Refused(`${sayNothing({ faults })} ${errors} cannot be written (${errorCode(error)}).`);
  });
  const other = path.extname(errors).toLowerCase() !== `.${kind}` ? ` It is a .${kind} file.` : "";
  return [
    `The faulty rows are in ${errors}, with the reasons in the last column.${other} It holds personal data: mend the rows, import, and throw it away.`,
  ];
}
