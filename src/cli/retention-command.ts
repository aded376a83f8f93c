import type { Command } from "commander";
import { desc, eq, isNull, or } from "drizzle-orm";
import { retentionRecord } from "../db/schema/index.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { setRetention } from "../people/set-retention.ts";
import { decideDays, retentionClasses, retentionRules } from "../privacy/decide-retention.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Options {
  readonly organisation?: string;
}

/** Lines of what was removed that `show` writes. */
const shownRecords = 30;

/** `organisation retention show` and `… set CLASS DAYS`: what is kept how long, and what was removed. */
export function retentionCommand(parent: Command, seam: Seam): void {
  const retention = parent.command("retention").description("what is kept, and for how long");
  retention
    .command("show")
    .description("show what is kept how long, and what was removed lately")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((options: Options) => withOffice(seam, ({ db }) => show(seam, db, options)));
  retention
    .command("set")
    .description("set how many days this organisation keeps a class of data; the next run goes by it")
    .argument("<class>", "as `show` names it")
    .argument("<days>", "whole days, inside the limits that `show` names")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, days: string, options: Options) =>
      withOffice(seam, async (office) => {
        if (!/^\d{1,5}$/.test(days))
          throw new Refused(`“${days}” is no number of days. Nothing was changed.`);
        const row = await findOrganisationByName(office.db, options.organisation);
        await setRetention(office, row, name, Number(days));
        seam.stdout.write(`${row.name} keeps ${name} for ${days} days from now on.\n`);
      }),
    );
}

async function show(
  seam: Seam,
  db: Parameters<Parameters<typeof withOffice>[1]>[0]["db"],
  options: Options,
): Promise<void> {
  const row = await findOrganisationByName(db, options.organisation);
  writeTable(
    seam.stdout,
    retentionClasses.map((name) => {
      const { what, after, min, max, scope } = retentionRules[name];
      const limits = scope === "everywhere" ? "the same everywhere" : `${min} to ${max}`;
      return [name, `${decideDays(name, row.retention)} days`, limits, `${what}, after ${after}`];
    }),
  );
  const removed = await db
    .select()
    .from(retentionRecord)
    .where(or(eq(retentionRecord.organisationId, row.id), isNull(retentionRecord.organisationId)))
    .orderBy(desc(retentionRecord.day), desc(retentionRecord.id))
    .limit(shownRecords);
  seam.stdout.write(removed.length > 0 ? "\nRemoved:\n" : "\nNothing was removed yet.\n");
  writeTable(
    seam.stdout,
    removed.map(({ day, class: name, count, organisationId }) => [
      day,
      name,
      String(count),
      organisationId === null ? "everywhere" : row.name,
    ]),
  );
}
