import type { Command } from "commander";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { setPhotos } from "../talk/set-photos.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `photos on`, `photos off`: whether photos are passed on in talks. */
export function photosCommand(root: Command, seam: Seam): void {
  root
    .command("photos")
    .description("say whether case workers and young people can send each other photos in a talk")
    .argument("<on|off>", "on until you say otherwise")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((word: string, { organisation }: { readonly organisation?: string }) =>
      withOffice(seam, async (office) => {
        if (word !== "on" && word !== "off") throw new Refused("Say on or off. Nothing was changed.");
        const row = await findOrganisationByName(office.db, organisation);
        await setPhotos(office, row, word === "on");
        seam.stdout.write(
          word === "on"
            ? `Photos are passed on at ${row.name}.\n`
            : `Photos are no longer passed on at ${row.name}.\n`,
        );
      }),
    );
}
