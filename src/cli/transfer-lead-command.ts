import type { Command } from "commander";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { findAlumnusByNumber } from "../people/import/find-alumnus-by-number.ts";
import { transferLead } from "../programme/transfer-lead.ts";
import { readCliDay } from "./read-cli-day.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly to: string;
  readonly from: string;
  readonly until?: string;
}

/** `alumni lead NUMBER --to ORGANISATION --from DAY`: who leads somebody's guidance, from when to when. */
export function transferLeadCommand(parent: Command, seam: Seam): void {
  parent
    .command("lead")
    .description("write down which organisation leads somebody's guidance, and from when")
    .argument("<own number>", "whose guidance it is")
    .requiredOption("--to <organisation>", "who leads; the own organisation takes it back")
    .requiredOption("--from <day>", "the first day")
    .option("--until <day>", "the last day; it lasts when left out")
    .option("--organisation <name>", "the person's own organisation, when there are several")
    .action((number: string, { organisation, to, from, until }: Options) =>
      withOffice(seam, async (office) => {
        const { db } = office;
        const own = await findOrganisationByName(db, organisation);
        const person = await findAlumnusByNumber(office, own.id, number);
        if (!person) throw new Refused("Nobody of this organisation has this number. Nothing was changed.");
        const lead = await findOrganisationByName(db, to);
        const fromDay = readCliDay(from);
        const last = until === undefined ? {} : { untilDay: readCliDay(until) };
        await transferLead(office, person, { to: lead, fromDay, ...last });
        seam.stdout.write(`${lead.name} leads from ${fromDay}${until ? ` until ${last.untilDay}` : ""}.\n`);
      }),
    );
}
