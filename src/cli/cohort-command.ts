import { type Command, Option } from "commander";
import { asc, eq } from "drizzle-orm";
import { cohort } from "../db/schema/index.ts";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { addCohort } from "../programme/add-cohort.ts";
import { changeCohort } from "../programme/change-cohort.ts";
import { countCohorts } from "../programme/count-cohorts.ts";
import { type Regime, regimes } from "../programme/decide-regime.ts";
import { readCliDay } from "./read-cli-day.ts";
import { partSyntax, readPartWishes } from "./read-part-wishes.ts";
import { sayParts } from "./say-parts.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Which {
  readonly organisation?: string;
}

interface AddOptions extends Which {
  readonly from: string;
  readonly until: string;
  readonly programme: readonly string[];
  readonly regime?: readonly Regime[];
}

interface ChangeOptions extends Which {
  readonly programme: readonly string[];
  readonly from?: string;
  readonly why: string;
}

/** `cohort add NAME`, `cohort list` and `cohort change NAME`: who left together, and which programmes they go through. */
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
    .requiredOption("--programme <key...>", partSyntax)
    .addOption(
      new Option("--regime <regime...>", "only those of whom the law makes this; all when left out").choices(
        regimes,
      ),
    )
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, { organisation, from, until, programme, regime }: AddOptions) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const days = { exitsFrom: readCliDay(from), exitsUntil: readCliDay(until) };
        const programmes = await readPartWishes(office.db, row, programme);
        const whom = regime ? { regimes: regime } : {};
        const made = await addCohort(office, row, { name, ...days, ...whom, programmes });
        seam.stdout.write(`${made.name} of ${row.name}: ${programme.join(", then ")}.\n`);
      }),
    );
  parent
    .command("change")
    .description("go over to another rhythm from a day on: what has begun stays, the rest is planned anew")
    .argument("<name>", "which cohort")
    .requiredOption("--programme <key...>", partSyntax)
    .option("--from <day>", "from which day; tomorrow when left out")
    .requiredOption("--why <words>", "why; it is kept")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, { organisation, programme, from, why }: ChangeOptions) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const programmes = await readPartWishes(office.db, row, programme);
        const day = from === undefined ? {} : { from: readCliDay(from) };
        const done = await changeCohort(office, row, name, { programmes, why, ...day });
        seam.stdout.write(
          `${name} of ${row.name} goes through ${programme.join(", then ")} from ${done.fromDay} on.\n` +
            `${done.people} ${done.people === 1 ? "person" : "people"}: ${done.kept} moments stay, ${done.moved} move, ${done.added} come, ${done.dropped} go.\n`,
        );
      }),
    );
  parent
    .command("list")
    .description("print an organisation's cohorts: their programmes, how many are in each and how they stand")
    .option("--organisation <name>", "which organisation, when there are several")
    .action(({ organisation }: Which) =>
      withOffice(seam, async ({ db }) => {
        const { id } = await findOrganisationByName(db, organisation);
        const rows = await db
          .select()
          .from(cohort)
          .where(eq(cohort.organisationId, id))
          .orderBy(asc(cohort.exitsFrom), asc(cohort.name));
        const counts = await countCohorts(db, id);
        const lines: string[][] = [];
        for (const { id: cohortId, name, exitsFrom, exitsUntil, regimes: own, parts } of rows)
          lines.push([
            name,
            `left ${exitsFrom} to ${exitsUntil}${own ? `, ${own.join(" or ")}` : ""}`,
            await sayParts(db, parts),
            counts.get(cohortId) ?? "nobody yet",
          ]);
        writeTable(seam.stdout, lines);
      }),
    );
}
