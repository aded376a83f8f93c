import type { Command } from "commander";
import { listOrganisations } from "../people/find-organisation.ts";
import type { Seam } from "./seam.ts";
import { showStaffedHours } from "./staffed-hours.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

/** `organisation list`: all organisations with their settings. */
export function listOrganisationsCommand(parent: Command, seam: Seam): void {
  parent
    .command("list")
    .description("show all organisations")
    .action(async () => {
      const all = await withOffice(seam, ({ db }) => listOrganisations(db));
      if (all.length === 0) seam.stderr.write("There is no organisation yet.\n");
      writeTable(
        seam.stdout,
        all.map((one) => [
          one.name,
          one.language,
          one.timeZone,
          one.alertDetail,
          showStaffedHours(one.staffedHours),
        ]),
      );
    });
}
