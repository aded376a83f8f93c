import type { Command } from "commander";
import { loadTexts } from "../i18n/texts.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { describeMoment, drawProgrammes } from "../programme/draw-programmes.ts";
import { findOwnProgramme, type Held, listOwnProgrammes } from "../programme/find-own-programme.ts";
import { importProgramme } from "../programme/import-programme.ts";
import type { Programme } from "../programme/programme.ts";
import { findTemplate, templates } from "../programme/templates.ts";
import { readJsonFile } from "./read-json-file.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Which {
  readonly organisation?: string;
}

const whose = "as this organisation has it; ours as we ship it when left out";

/**
 * `programme list`, `programme show KEY [--json]` and `programme table`: the programmes that we ship, without a database. With
 * `--organisation` as that organisation has them. `programme export KEY > file.json`, change it, `programme import file.json`:
 * an organisation's own, without touching code.
 */
export function programmeCommand(root: Command, seam: Seam): void {
  const parent = root.command("programme").description("how a school stays in touch, and when");
  const heldBy = async ({ organisation }: Which, key: string): Promise<Programme> => {
    const found =
      organisation === undefined
        ? findTemplate(key)
        : await withOffice(seam, async ({ db }) => {
            const { id } = await findOrganisationByName(db, organisation);
            return (await findOwnProgramme(db, id, key))?.programme;
          });
    if (!found) throw noSuch(key);
    return found;
  };
  parent
    .command("list")
    .description("print the programmes, a line each")
    .option("--organisation <name>", whose)
    .action(async ({ organisation }: Which) => {
      const held: readonly Held[] =
        organisation === undefined
          ? templates.map((programme) => ({ programme, isOwn: false }))
          : await withOffice(seam, async ({ db }) =>
              listOwnProgrammes(db, (await findOrganisationByName(db, organisation)).id),
            );
      writeTable(
        seam.stdout,
        held.map(({ programme: { key, basis, level, months, minimumPerYear, guidance, version }, isOwn }) => [
          key,
          basis,
          level,
          `${months} months`,
          guidance === "inboundOnly" ? "only inbound" : `at least ${minimumPerYear} a year`,
          ...(isOwn ? [`own, version ${version}`] : []),
        ]),
      );
    });
  parent
    .command("show")
    .description("print one programme: its moments, who takes them, and what comes after")
    .argument("<key>", "which programme")
    .option("--json", "as data")
    .option("--organisation <name>", whose)
    .action(async (key: string, { json, ...which }: Which & { readonly json?: boolean }) => {
      const programme = await heldBy(which, key);
      if (json) seam.stdout.write(`${JSON.stringify(programme, null, 2)}\n`);
      else writeTable(seam.stdout, linesOf(programme));
    });
  parent
    .command("export")
    .description("print an organisation's programme as JSON, to be changed and imported")
    .argument("<key>", "which programme")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(async (key: string, { organisation }: Which) =>
      withOffice(seam, async ({ db }) => {
        const { id } = await findOrganisationByName(db, organisation);
        const held = await findOwnProgramme(db, id, key);
        if (!held) throw noSuch(key);
        seam.stdout.write(`${JSON.stringify(held.programme, null, 2)}\n`);
      }),
    );
  parent
    .command("import")
    .description(
      "give an organisation its own version of a programme, or a new one; cohorts keep what they have",
    )
    .argument("<file>", "JSON like the one that `export` prints")
    .requiredOption("--why <words>", "why; it is kept")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(async (file: string, { organisation, why }: Which & { readonly why: string }) => {
      const content = await readJsonFile(file);
      const t = (await loadTexts())("en");
      await withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const made = await importProgramme(office, row, content, why, (code, limits) =>
          t(`programme:fault.${code}`, limits),
        );
        seam.stdout.write(
          `${row.name} has version ${made.version} of ${made.key}. Cohorts keep the version that they have; \`cohort change\` goes over to this one.\n`,
        );
      });
    });
  parent
    .command("table")
    .description("print all programmes and their due days for one leaver as Markdown (docs/programmes.md)")
    .action(() => void seam.stdout.write(drawProgrammes()));
}

const noSuch = (key: string) =>
  new Refused(
    `There is no programme called ${key}. There are: ${templates.map((one) => one.key).join(", ")}`,
  );

const linesOf = (programme: Programme): string[][] => [
  ["key", `${programme.key}, version ${programme.version}`],
  ["for", `${programme.basis}, level ${programme.level}`],
  ["lasts", `${programme.months} months after the exit; begins ${programme.opens} months before it`],
  [
    "contact",
    programme.guidance === "active"
      ? `at least ${programme.minimumPerYear} moments a year`
      : `only when the young person asks${programme.yearlyHello ? ", and a hello once a year" : ""}`,
  ],
  ...programme.moments.map((moment) => [
    moment.key,
    `${describeMoment(moment)}; themes ${moment.themes.join(" ") || "none besides mood and situation"}`,
  ]),
  ["after", programme.afterTerm === "closes" ? "a closing message" : "the door stays open"],
];
