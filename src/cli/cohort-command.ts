import type { Command } from "commander";
import { asc, eq } from "drizzle-orm";
import { cohort } from "../db/schema/index.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { readDay } from "../people/import/alumni-columns.ts";
import { addCohort } from "../programme/add-cohort.ts";
import { countCohorts } from "../programme/count-cohorts.ts";
import { findTemplate } from "../programme/templates.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Options {
  readonly organisation?: string;
  readonly from: string;
  readonly until: string;
  readonly programme: readonly string[];
}

/** `cohort add NAME` and `cohort list`: who left together, and which programmes they go through. */
export function cohortCommand(root: Command, seam: Seam): void {
  const parent = root
    .command("cohort")
    .description("who left together, and which programmes they go through");
  parent
    .command("add")
    .description("make a cohort; whoever left on its days is enrolled within a minute")
    .argument("<name>", 'such as "Klas van 26"')
    .requiredOption("--from <day>", "the first exit day that belongs to it")
    .requiredOption("--until <day>", "the last one")
    .requiredOption("--programme <key...>", "one or more programmes, one after another (`programme list`)")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, { organisation, from, until, programme }: Options) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const programmes = programme.map((key) => {
          const found = findTemplate(key);
          if (!found)
            throw new Refused(`There is no programme called ${key}. \`programme list\` shows them.`);
          return { programme: found };
        });
        const days = { exitsFrom: dayOf(from), exitsUntil: dayOf(until) };
        const made = await addCohort(office, row, { name, ...days, programmes });
        seam.stdout.write(`${made.name} of ${row.name}: ${programme.join(", then ")}.\n`);
      }),
    );
  parent
    .command("list")
    .description("print an organisation's cohorts, with how many are in each and how they stand")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation }: Pick<Options, "organisation">) =>
      withOffice(seam, async ({ db }) => {
        const { id } = await findOrganisationByName(db, organisation);
        const rows = await db
          .select()
          .from(cohort)
          .where(eq(cohort.organisationId, id))
          .orderBy(asc(cohort.exitsFrom));
        const counts = await countCohorts(db, id);
        writeTable(
          seam.stdout,
          rows.map(({ id: cohortId, name, exitsFrom, exitsUntil }) => [
            name,
            `left ${exitsFrom} to ${exitsUntil}`,
            counts.get(cohortId) ?? "nobody yet",
          ]),
        );
      }),
    );
}

function dayOf(text: string): string {
  const day = readDay(text);
  if (!day) throw new Refused(`"${text}" is no day. Write it as 2026-07-17.`);
  return day;
}
