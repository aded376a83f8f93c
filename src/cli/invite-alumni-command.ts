import type { Command } from "commander";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { type InvitedAlumni, inviteAlumni } from "../people/link/invite-alumni.ts";
import { askUsername, cardLink, sayWhyNot } from "./ask-telegram.ts";
import { localMoment } from "./local-moment.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly number?: readonly string[];
  readonly all?: boolean;
  readonly renew?: boolean;
}

/** `alumni invite`: one-time links for cards, as CSV on stdout by the school's own number, never by name. */
export function inviteAlumniCommand(parent: Command, seam: Seam): void {
  parent
    .command("invite")
    .description("make one-time links for alumni who are not linked yet, and print them as CSV")
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--number <own number...>", "only these people; an earlier link of theirs ends")
    .option("--all", "everybody who has no link that still works")
    .option("--renew", "with --all: also those who have one, for a list of links that was lost")
    .action((options: Options) => {
      const numbers = options.number ?? [];
      if (numbers.length > 0 === (options.all === true))
        throw new Refused("Say for whom: either --all, or --number with one or more own numbers.");
      if (options.renew && !options.all) throw new Refused("--renew goes with --all.");
      return withOffice(seam, async (office, config) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const username = await askUsername(config, patienceOf(seam));
        if (!username.ok)
          throw new Refused(`${sayWhyNot(username)} Without it there are no links; none was made.`);
        const result = await inviteAlumni(
          office,
          organisation,
          options.all ? { kind: "all", renew: options.renew === true } : { kind: "numbers", numbers },
        );
        const lines = result.invited.map((one) => {
          const expires = localMoment(one.expiresAt, organisation.timeZone);
          return [one.ownNumber, cardLink(username.result, one), expires].map(cellOf).join(";");
        });
        seam.stdout.write(`${["own number;link;expires", ...lines].join("\n")}\n`);
        seam.stderr.write(`${summary(result)}\n`);
      });
    });
}

/** A spreadsheet runs what begins with one of these as a formula (CWE-1236); an apostrophe makes it text. */
function cellOf(value: string): string {
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Who was left out and why, as a sentence; empty when nobody was. */
export function sayLeftOut({ left }: Pick<InvitedAlumni, "left">): string {
  const parts = [
    [left.linked, "linked already"],
    [left.invited, "with a link that still works (--renew replaces it)"],
    [left.beingLinked, "being linked right now (--number makes a new link all the same)"],
    [left.stopped, "who stopped taking part"],
    [left.otherChannel, "who prefer another channel than Telegram (--number makes a link all the same)"],
  ] as const;
  const leftOut = parts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : []));
  return leftOut.length > 0 ? `Left out: ${leftOut.join("; ")}.` : "";
}

function summary(result: InvitedAlumni): string {
  const { length } = result.invited;
  const leftOut = sayLeftOut(result);
  return [
    `${length} ${length === 1 ? "link was" : "links were"} made. Each works once; hand it to that person alone.`,
    ...(leftOut ? [leftOut] : []),
  ].join("\n");
}
