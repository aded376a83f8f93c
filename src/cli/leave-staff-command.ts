import type { Command } from "commander";
import { loadTexts } from "../i18n/texts.ts";
import { findOrganisationByName } from "../people/find-organisation.ts";
import { letStaffGo } from "../rights/let-staff-go.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly handOverTo?: string;
}

/** `staff leave NAME`: takes somebody off the staff; their young people go to a colleague. */
export function leaveStaffCommand(parent: Command, seam: Seam): void {
  parent
    .command("leave")
    .description("take somebody off the staff and hand their young people over")
    .argument("<name>", "as in `staff list`")
    .option("--hand-over-to <name>", "who guides their young people from now on")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((name: string, { organisation, handOverTo }: Options) =>
      withOffice(seam, async (office) => {
        const row = await findOrganisationByName(office.db, organisation);
        const wanted = { name, ...(handOverTo === undefined ? {} : { handOverTo }) };
        const left = await letStaffGo({ ...office, texts: await loadTexts() }, row, wanted);
        seam.stdout.write(`${left.name} has left ${row.name}.\n`);
        if (left.heir)
          seam.stdout.write(
            `${left.heir} guides ${left.handedOver} more young ${left.handedOver === 1 ? "person" : "people"}.\n`,
          );
        if (left.released > 0)
          seam.stdout.write(`${left.released} alerts that were taken are everybody's again.\n`);
      }),
    );
}
