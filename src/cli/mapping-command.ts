import type { Command } from "commander";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { type ColumnName, columnNames, columnOf } from "../people/import/alumni-columns.ts";
import { forgetMapping, type ImportMapping, noMapping } from "../people/import/import-mapping.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

/** `alumni mapping`: what the headings and words of a school's own list were said to mean. */
export function mappingCommand(parent: Command, seam: Seam): void {
  parent
    .command("mapping")
    .description("show what --save-map of `alumni import` remembered for an organisation")
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--forget", "forget all of it")
    .action((options: { readonly organisation?: string; readonly forget?: boolean }) =>
      withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        if (options.forget) {
          await forgetMapping(office, organisation);
          seam.stderr.write(`${organisation.name}: the mapping is forgotten.\n`);
          return;
        }
        const lines = linesOf(organisation.importMapping ?? noMapping);
        if (lines.length > 0) writeTable(seam.stdout, lines);
        else
          seam.stderr.write(
            `${organisation.name}: nothing was saved; known headings need no mapping. See alumni import --help.\n`,
          );
      }),
    );
}

function linesOf({ headings, values }: ImportMapping): string[][] {
  const byColumn = (name: ColumnName | "unused") => [...columnNames, "unused"].indexOf(name);
  const ofHeadings = Object.entries(headings).sort(([, a], [, b]) => byColumn(a) - byColumn(b));
  return [
    ...ofHeadings.map(([heading, name]) => [
      heading,
      "→",
      name === "unused" ? "not used" : columnOf(name).label,
    ]),
    ...columnNames.flatMap((name) =>
      Object.entries(values[name] ?? {}).map(([word, value]) => [
        `${columnOf(name).label}: ${word}`,
        "→",
        value,
      ]),
    ),
  ];
}
