import { type Command, Option } from "commander";
import { loadTexts } from "../i18n/texts.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { findAlumnusByNumber } from "../people/import/find-alumnus-by-number.ts";
import { type AgreedOn, agreeOnMonths } from "../programme/agree-on-months.ts";
import { termLimits } from "../programme/decide-faults.ts";
import { type Form, forms } from "../programme/programme.ts";
import { readMonths } from "../programme/read-months.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly months: string;
  readonly form?: Form;
}

/** `alumni agree NUMBER --months "oct, feb-mar, jun"`: the months that somebody and their case worker agreed on. */
export function agreeMonthsCommand(parent: Command, seam: Seam): void {
  parent
    .command("agree")
    .description("write down in which months somebody and their case worker have contact, and how")
    .argument("<own number>", "whose months they are")
    .requiredOption("--months <months>", 'as words or numbers, such as "oct, feb-mar, jun" or "10, 2-3, 6"')
    .addOption(new Option("--form <form>", "how; as the programme has it when left out").choices(forms))
    .option("--organisation <name>", "which organisation, when there are several")
    .action((number: string, { organisation, months, form }: Options) =>
      withOffice(seam, async ({ db, vault, now }) => {
        const windows = readMonths(months);
        if (!windows)
          throw new Refused(
            `"${months}" are no months. Write them as "oct, feb-mar, jun". Nothing was changed.`,
          );
        const { id } = await findOrganisationByName(db, organisation);
        const texts = await loadTexts();
        const agreed = await db.transaction(async (tx) => {
          const work = { db: tx, vault, now, texts };
          const person = await findAlumnusByNumber(work, id, number);
          if (!person) throw new Refused("Nobody of this organisation has this number. Nothing was changed.");
          return agreeOnMonths(work, "operator", person.id, { windows, ...(form ? { form } : {}) });
        });
        if (!agreed.ok) throw new Refused(`${sayRefusal(agreed, texts("en"))} Nothing was changed.`);
        seam.stdout.write(
          `Agreed: ${windows.map((window) => window.join("-")).join(", ")}${form ? `, ${form}` : ""}. What lies ahead was planned anew.\n`,
        );
      }),
    );
}

type Refusal = Extract<AgreedOn, { ok: false }>;

function sayRefusal(refusal: Refusal, t: ReturnType<Awaited<ReturnType<typeof loadTexts>>>): string {
  switch (refusal.reason) {
    case "fault":
      return t(`programme:fault.${refusal.fault}`, termLimits.guidance);
    case "otherForm":
      return "The programme does not have contact in this form.";
    case "nothingToAgree":
      return "This person's programme names the months itself, or they are in no cohort.";
    case "notYours":
      return "This person's data was erased.";
  }
}
