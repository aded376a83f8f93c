import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { errorCode } from "../db/error-code.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { importAlumni } from "../people/import-alumni.ts";
import { readAlumniFile } from "../people/read-alumni-file.ts";
import type { RowFault } from "../people/read-alumni-row.ts";
import { localDay } from "./local-moment.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly dryRun?: boolean;
}

/** `alumni import FILE`: brings the alumni in line with a school's list, all of it or nothing. */
export function importAlumniCommand(parent: Command, seam: Seam): void {
  parent
    .command("import")
    .description("read a school's list of alumni (CSV); with a fault in any row nothing is written")
    .argument("<file>", "the list")
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--dry-run", "say what would happen, write nothing")
    .action(async (path: string, options: Options) => {
      const bytes = await readFile(path).catch((error: unknown) => {
        throw new Refused(`The file cannot be read (${errorCode(error)}).`);
      });
      await withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const file = readAlumniFile(bytes, localDay(office.now, organisation.timeZone));
        for (const note of file.notes) seam.stderr.write(`Note: ${note}\n`);
        const result = await importAlumni(office, organisation, file, { dryRun: options.dryRun === true });
        if (!result.ok) {
          for (const fault of result.faults) seam.stderr.write(`${sayFault(fault)}\n`);
          const rows = new Set(result.faults.map(({ row }) => row)).size;
          throw new Refused(
            `Nothing was imported: ${count(result.faults.length, "fault")} in ${count(rows, "row")}.`,
          );
        }
        const counts = `${result.added} new, ${result.changed} changed, ${result.unchanged} unchanged`;
        seam.stdout.write(
          options.dryRun
            ? `${organisation.name}: this would be ${counts}. Nothing was written.\n`
            : `${organisation.name}: ${counts}.\n`,
        );
      });
    });
}

const sayFault = ({ row, column, reason }: RowFault) =>
  column === undefined ? `Row ${row}: ${reason}.` : `Row ${row}, ${column}: ${reason}.`;

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
