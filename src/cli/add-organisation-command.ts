import { type Command, Option } from "commander";
import { addOrganisation } from "../people/add-organisation.ts";
import type { Seam } from "./seam.ts";
import { parseStaffedHours, showStaffedHours } from "./staffed-hours.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly timeZone: string;
  readonly hours: string;
  readonly alertDetail: "firstName" | "reference";
  readonly language: string;
  readonly kind: "school" | "region" | "board";
}

/** `organisation add NAME`: makes a school or a region. */
export function addOrganisationCommand(parent: Command, seam: Seam): void {
  parent
    .command("add")
    .description("make an organisation")
    .argument("<name>", "as young people know it")
    .option("--time-zone <zone>", "where its people are", "Europe/Amsterdam")
    .option("--hours <hours>", "when somebody is at work", "mo-fr 08:00-17:00")
    .addOption(
      new Option("--alert-detail <what>", "what an alert shows before somebody opens it")
        .choices(["firstName", "reference"])
        .default("firstName"),
    )
    .addOption(
      new Option("--kind <kind>", "a region or a board has schools (`organisation join`)")
        .choices(["school", "region", "board"])
        .default("school"),
    )
    .option("--language <code>", "its language", "nl")
    .action(async (name: string, options: Options) => {
      const staffedHours = parseStaffedHours(options.hours);
      const row = await withOffice(seam, ({ db, now }) =>
        addOrganisation(db, now, { ...options, name, staffedHours }),
      );
      seam.stdout.write(`${row.name} is there, with somebody at work ${showStaffedHours(staffedHours)}.\n`);
    });
}
