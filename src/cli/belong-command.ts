import type { Command } from "commander";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { joinParent, leaveParent } from "../people/join-parent.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `organisation join SCHOOL PARENT [--share]` and `organisation leave SCHOOL PARENT`: which school belongs to which region or board. */
export function belongCommands(parent: Command, seam: Seam): void {
  parent
    .command("join")
    .description("let a school belong to a region or a board")
    .argument("<school>", "which school")
    .argument("<parent>", "the region or board")
    .option(
      "--share",
      "its coordinators see who is at the school, whether they take part and who guides them",
    )
    .action((school: string, above: string, { share }: { readonly share?: boolean }) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, school);
        const over = await findOrganisationByName(office.db, above);
        await joinParent(office, row, over, share === true);
        seam.stdout.write(
          `${row.name} belongs to ${over.name}${share ? ", which sees who takes part" : ", which sees nobody of it"}.\n`,
        );
      }),
    );
  parent
    .command("leave")
    .description("let a school belong to a region or a board no longer")
    .argument("<school>", "which school")
    .argument("<parent>", "the region or board")
    .action((school: string, above: string) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, school);
        const over = await findOrganisationByName(office.db, above);
        await leaveParent(office, row, over);
        seam.stdout.write(`${row.name} does not belong to ${over.name} any more.\n`);
      }),
    );
}
