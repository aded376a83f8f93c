import type { Command } from "commander";
import { listStaff, type StaffMember } from "../people/add-staff.ts";
import { findOrganisationByName, listOrganisations } from "../people/find-organisation.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

const inWords: Readonly<Record<StaffMember["state"], string>> = {
  linked: "linked",
  blocked: "linked, but has blocked the bot",
  invited: "has a link that was not used yet",
  notLinked: "not linked, and no link that works",
  left: "has left",
};

/** `staff list`: who is on the staff, and whether messages reach them. */
export function listStaffCommand(parent: Command, seam: Seam): void {
  parent
    .command("list")
    .description("show the staff of one organisation, or of all")
    .option("--organisation <name>", "only this one")
    .action((options: { readonly organisation?: string }) =>
      withOffice(seam, async (office) => {
        const organisations =
          options.organisation === undefined
            ? await listOrganisations(office.db)
            : [await findOrganisationByName(office.db, options.organisation)];
        const rows: string[][] = [];
        for (const organisation of organisations)
          for (const member of await listStaff(office, organisation))
            rows.push([organisation.name, member.name, member.role, inWords[member.state]]);
        if (rows.length === 0) seam.stderr.write("There is no staff yet: npm run cli -- staff add NAME\n");
        writeTable(seam.stdout, rows);
      }),
    );
}
