import { type Command, Option } from "commander";
import { loadTexts } from "../i18n/texts.ts";
import type { Office } from "../people/add-staff.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { findAlumnusByNumber } from "../people/import/find-alumnus-by-number.ts";
import {
  type ContactChannel,
  chooseContact,
  contactChannels,
  noteOffer,
  type OfferAnswer,
  type OfferHow,
  offerAnswers,
  offerHows,
} from "../people/link/note-offer.ts";
import { type ParentHow, parentHows, recordParentAnswer } from "../people/link/parent-answer.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly how: OfferHow;
  readonly answer: OfferAnswer;
  readonly contact?: ContactChannel;
  readonly parent?: ParentHow;
}

/** `alumni answer NUMBER`: writes down what somebody said to the offer on paper, on the phone or in a talk, and a parent's answer. */
export function noteOfferCommand(parent: Command, seam: Seam): void {
  parent
    .command("answer")
    .description("write down an answer to the offer that was given without Telegram")
    .argument("<own number>", "whose answer it is")
    .option("--organisation <name>", "which organisation, when there are several")
    .addOption(choice("--how <how>", "how it was given", offerHows).makeOptionMandatory())
    .addOption(choice("--answer <answer>", "what was said", offerAnswers).makeOptionMandatory())
    .addOption(choice("--contact <channel>", "how contact is kept from now on", contactChannels))
    .addOption(choice("--parent <how>", "under sixteen: how a parent said yes, or no", parentHows))
    .action((number: string, options: Options) =>
      withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        seam.stdout.write(`${await note(office, organisation.id, number, options)}\n`);
      }),
    );
}

const choice = (flags: string, description: string, choices: readonly string[]) =>
  new Option(flags, description).choices([...choices]);

/** One transaction: a parent's answer that does not fit leaves nothing behind. */
async function note(
  { db, vault, now }: Office,
  organisationId: string,
  number: string,
  options: Options,
): Promise<string> {
  const texts = await loadTexts();
  return db.transaction(async (tx) => {
    const work = { db: tx, vault, now, texts };
    const person = await findAlumnusByNumber(work, organisationId, number);
    if (!person) throw new Refused("Nobody of this organisation has this number. Nothing was changed.");
    const noted = await noteOffer(work, "operator", person.id, options.how, options.answer);
    if (!noted.ok)
      throw new Refused(
        noted.reason === "linked"
          ? "This person is linked to Telegram and answers there. Nothing was changed."
          : "Operators may not write down answers.",
      );
    if (options.contact) await chooseContact(work, "operator", person.id, options.contact);
    if (!options.parent) return `Written down.${noted.waitsForParent ? waits : ""}`;
    const recorded = await recordParentAnswer(work, "operator", person.id, options.parent);
    if (!recorded.ok && recorded.reason !== "already")
      throw new Refused(
        "A parent's answer is for somebody under sixteen who takes part. Nothing was changed.",
      );
    return "Written down, with the parent's answer.";
  });
}

const waits =
  " This person is under sixteen: a parent's yes is needed too (--parent, or /waiting in the chat).";
