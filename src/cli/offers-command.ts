import type { Command } from "commander";
import { findOrganisationByName, listOrganisations } from "../people/find-organisation.ts";
import { agreements, setAgreement } from "../people/link/set-agreement.ts";
import { type CohortOffers, countOffers } from "../programme/count-offers.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Which {
  readonly organisation?: string;
}

const lineOf = (school: string, one: CohortOffers) => [
  school,
  one.cohort,
  `${one.people} people`,
  `${one.offered} offered, ${one.offeredBeforeExit} before the exit, ${one.delivered} delivered`,
  `${one.yes} yes, ${one.notNow} not now, ${one.talkFirst} talk first, ${one.noAnswer} no answer`,
  `again: ${one.reoffersDue} due, ${one.reoffersMade} made (${one.reoffersByHuman} by a human), ${one.reoffersDelivered} delivered`,
];

/** `offers [--json]`: what was offered to whom, and what came of it, by cohort (LAW-08, LAW-11). */
export function offersCommand(root: Command, seam: Seam): void {
  root
    .command("offers")
    .description("count offers, answers and second offers by cohort, for whoever asks for proof")
    .option("--organisation <name>", "only this one")
    .option("--json", "as JSON, for a machine")
    .action(({ organisation, json }: Which & { readonly json?: boolean }) =>
      withOffice(seam, async (office) => {
        const schools =
          organisation === undefined
            ? await listOrganisations(office.db)
            : [await findOrganisationByName(office.db, organisation)];
        const found = [];
        for (const row of schools) found.push({ name: row.name, cohorts: await countOffers(office, row) });
        if (json) {
          const list = found.map(({ name, cohorts }) => ({ organisation: name, cohorts }));
          seam.stdout.write(`${JSON.stringify(list, null, 2)}\n`);
          return;
        }
        if (found.every(({ cohorts }) => cohorts.length === 0))
          seam.stderr.write("There is no cohort yet: npm run cli -- cohort add NAME\n");
        writeTable(
          seam.stdout,
          found.flatMap(({ name, cohorts }) => cohorts.map((one) => lineOf(name, one))),
        );
      }),
    );
}

/** `organisation agreement WHOM`: whether an agreement about taking part is asked, and of whom (CAP-03). */
export function agreementCommand(parent: Command, seam: Seam): void {
  parent
    .command("agreement")
    .description(
      "set who is asked to agree about taking part; nothing is withheld from who does not, unless you say so",
    )
    .argument("<whom>", agreements.join(", "))
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--needed", "ask nothing of anybody who has not agreed")
    .action((whom: string, { organisation, needed }: Which & { readonly needed?: boolean }) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        await setAgreement(office, row, whom, needed === true);
        seam.stdout.write(`${row.name} asks for an agreement: ${whom}.\n`);
      }),
    );
}
