import type { Command } from "commander";
import { listOrganisations } from "../people/find-organisation.ts";
import { findParents } from "../people/join-parent.ts";
import type { OrganisationRow } from "../people/store.ts";
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
      const all = await withOffice(seam, async ({ db }) => {
        const rows = await listOrganisations(db);
        return Promise.all(rows.map(async (row) => ({ ...row, parents: await findParents(db, row.id) })));
      });
      if (all.length === 0) seam.stderr.write("There is no organisation yet.\n");
      writeTable(
        seam.stdout,
        all.map((one) => [
          one.name,
          sayPlace(one),
          one.language,
          one.timeZone,
          one.alertDetail,
          showStaffedHours(one.staffedHours),
        ]),
      );
    });
}

type Placed = OrganisationRow & { readonly parents: Awaited<ReturnType<typeof findParents>> };

/** `school of Regio Hart (shares)`, `region`. */
const sayPlace = ({ kind, parents }: Placed): string => {
  const above = parents.map(({ row, shares }) => `${row.name}${shares ? " (shares)" : ""}`).join(" and ");
  return above ? `${kind} of ${above}` : kind;
};
