import { type Command, Option } from "commander";
import { addStaff, type StaffRole } from "../people/add-staff.ts";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { checkEmail, setStaffEmail } from "../people/reach/set-email.ts";
import { askUsername, sayWhyNot, startLink } from "./ask-telegram.ts";
import { localMoment } from "./local-moment.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly role?: StaffRole;
  readonly email?: string;
}

/** `staff add NAME`: makes or finds a case worker and prints a one-time link, alone on stdout. */
export function addStaffCommand(parent: Command, seam: Seam): void {
  parent
    .command("add")
    .description("add a case worker, or make a new link for one who is there")
    .argument("<name>", "first and last name, as young people know them")
    .option("--organisation <name>", "which organisation, when there are several")
    .addOption(
      new Option("--role <role>", "caseWorker unless said otherwise").choices([
        "caseWorker",
        "attentionOfficer",
        "coordinator",
      ]),
    )
    .option("--email <address>", "where alerts go when Telegram does not work")
    .action((name: string, options: Options) =>
      withOffice(seam, async (office, config) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const email = options.email === undefined ? undefined : checkEmail(options.email);
        // Asked before anything is written: no call leaves the machine inside a transaction.
        const username = await askUsername(config, patienceOf(seam));
        const role = options.role;
        const added = await addStaff(office, organisation, { name, ...(role ? { role } : {}) });
        if (email !== undefined) await setStaffEmail(office, organisation, { name: added.name, email });
        const until = localMoment(added.expiresAt, organisation.timeZone);
        if (username.ok) seam.stdout.write(`${startLink(username.result, added.token)}\n`);
        else {
          seam.stdout.write(`${added.token}\n`);
          seam.stderr.write(
            `${sayWhyNot(username)} So this is the token alone: the link is https://t.me/<username of the bot>?start=<token>.\n`,
          );
        }
        seam.stderr.write(
          added.isNew
            ? `${added.name} (${added.role}) now belongs to ${organisation.name}. `
            : `${added.name} (${added.role}) was there already; an earlier link that was not used no longer works. ` +
                "Is it somebody else of the same name? Then add them under a name that tells the two apart. ",
        );
        seam.stderr.write(`The link works once, until ${until}. Give it to nobody else.\n`);
      }),
    );
}
