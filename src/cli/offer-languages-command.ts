import type { Command } from "commander";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { offeredLanguages } from "../people/link/offered-languages.ts";
import { setReviewedLanguagesOnly } from "../people/set-reviewed-languages-only.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

/** `organisation languages all|reviewed`: which languages its young people can choose. */
export function offerLanguagesCommand(parent: Command, seam: Seam): void {
  parent
    .command("languages")
    .description("offer all languages, or only those that native speakers have reviewed")
    .argument("<all|reviewed>", "all until you say otherwise")
    .option("--organisation <name>", "which organisation, when there are several")
    .action((word: string, { organisation }: { readonly organisation?: string }) =>
      withOffice(seam, async (office) => {
        if (word !== "all" && word !== "reviewed")
          throw new Refused("Say all or reviewed. Nothing was changed.");
        const row = await findOrganisationByName(office.db, organisation);
        const reviewedLanguagesOnly = word === "reviewed";
        await setReviewedLanguagesOnly(office, row, reviewedLanguagesOnly);
        const offered = offeredLanguages({ reviewedLanguagesOnly }).join(", ");
        seam.stdout.write(`${row.name} offers: ${offered}.\n`);
      }),
    );
}
