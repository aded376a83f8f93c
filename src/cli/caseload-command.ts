import type { Command } from "commander";
import { defaultNorm } from "../caseload/decide-workload.ts";
import { findWorkload, type WorkloadOfOne } from "../caseload/find-workload.ts";
import { setFte } from "../caseload/set-fte.ts";
import { setNorm } from "../caseload/set-norm.ts";
import { findOrganisationByName, listOrganisations } from "../people/find-organisation.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Which {
  readonly organisation?: string;
}

const fteInWords: Readonly<Record<WorkloadOfOne["fteFrom"], string>> = {
  said: "",
  hours: " (own hours)",
  assumed: " (assumed)",
};

const lineOf = (school: string, { colleague, people, fte, fteFrom, room, isOver }: WorkloadOfOne) => [
  school,
  colleague.name,
  `${people} young ${people === 1 ? "person" : "people"}`,
  `${fte} fte${fteInWords[fteFrom]}`,
  `room for ${room}`,
  isOver ? `${people - room} over` : "within the norm",
];

/** `caseload [--json]`, `caseload norm 32`, `caseload fte NAME 0.8`: who guides how many, against the norm. */
export function caseloadCommand(root: Command, seam: Seam): void {
  const command = root
    .command("caseload")
    .description("show how many young people everybody guides, against the norm for a full-time job")
    .option("--organisation <name>", "only this one")
    .option("--json", "as JSON, for a machine")
    .action((options: Which & { readonly json?: boolean }) =>
      withOffice(seam, async (office) => {
        const organisations =
          options.organisation === undefined
            ? await listOrganisations(office.db)
            : [await findOrganisationByName(office.db, options.organisation)];
        const found = [];
        for (const row of organisations) found.push({ row, staff: await findWorkload(office, row) });
        if (options.json) {
          const schools = found.map(({ row, staff }) => ({
            organisation: row.name,
            norm: row.caseloadNorm ?? defaultNorm,
            staff: staff.map(({ colleague, ...load }) => ({ name: colleague.name, ...load })),
          }));
          seam.stdout.write(`${JSON.stringify(schools, null, 2)}\n`);
          return;
        }
        if (found.every(({ staff }) => staff.length === 0))
          seam.stderr.write("There is no staff yet: npm run cli -- staff add NAME\n");
        writeTable(
          seam.stdout,
          found.flatMap(({ row, staff }) => staff.map((one) => lineOf(row.name, one))),
        );
      }),
    );
  command
    .command("norm")
    .description(`set for how many young people a full-time job is (${defaultNorm} until then)`)
    .argument("<people>", "a whole number")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((people: string, { organisation }: Which) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        await setNorm(office, row, Number(people));
        seam.stdout.write(`A full-time job at ${row.name} is for ${Number(people)} young people.\n`);
      }),
    );
  command
    .command("fte")
    .description("set which part of a full-time job somebody has; without a number own working hours say it")
    .argument("<name>", "as in `staff list`")
    .argument("[fte]", "such as 0.8")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, fte: string | undefined, { organisation }: Which) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const size = fte === undefined ? undefined : Number(fte.replace(",", "."));
        await setFte(office, row, name, size);
        seam.stdout.write(
          size === undefined
            ? `What the own hours of ${name} say counts again.\n`
            : `${name} has ${size} of a full-time job.\n`,
        );
      }),
    );
}
