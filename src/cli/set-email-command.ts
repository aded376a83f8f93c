import type { Command } from "commander";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { setStaffEmail } from "../people/reach/set-email.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly remove?: boolean;
}

/** `staff email NAME ADDRESS`: where alerts go when Telegram does not work; `--remove` takes it away. */
export function setEmailCommand(parent: Command, seam: Seam): void {
  parent
    .command("email")
    .description("set the mail address to which alerts go when Telegram does not work")
    .argument("<name>", "as in `staff list`")
    .argument("[address]", "such as name@school.nl")
    .option("--remove", "take the address away")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, address: string | undefined, { organisation, remove }: Options) =>
      withOffice(seam, async (office, config) => {
        if ((address === undefined) !== (remove === true))
          throw new Refused("Give an address, or --remove. Nothing was changed.");
        const row = await findOrganisationByName(office.db, organisation);
        const set = await setStaffEmail(office, row, { name, email: address ?? null });
        if (remove) return void seam.stdout.write(`${set.name} has no mail address any more.\n`);
        seam.stdout.write(`${set.name} is reached by mail as well. They confirm the address with /mail.\n`);
        if (!config.mail) seam.stderr.write("SMTP_URL is not set yet, so no mail is sent.\n");
      }),
    );
}
