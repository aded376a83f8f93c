import { type FileHandle, open, rm } from "node:fs/promises";
import { type Command, Option } from "commander";
import { errorCode } from "../db/error-code.ts";
import { languageOf, staffLanguageOf } from "../i18n/language.ts";
import { loadTexts } from "../i18n/texts.ts";
import type { Office } from "../people/add-staff.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { type InvitedAlumni, type InviteWhom, inviteAlumni } from "../people/link/invite-alumni.ts";
import { shortName } from "../people/show-waiting.ts";
import { findCaseWorker, type OrganisationRow } from "../people/store.ts";
import { askUsername, cardLink, sayWhyNot } from "./ask-telegram.ts";
import { type Card, drawSheet } from "./draw-sheet.ts";
import { sayLeftOut } from "./invite-alumni-command.ts";
import { localMoment } from "./local-moment.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly all?: boolean;
  readonly class?: string;
  readonly number?: readonly string[];
  readonly renew?: boolean;
  readonly layout: "person" | "class";
  readonly out: string;
}

/**
 * `alumni sheet`: new one-time links, drawn as cards to print. Only the hash of a link is stored, so the paper is the only
 * copy; who holds a card that works is left out unless `--renew` or a name says otherwise.
 */
export function drawSheetCommand(parent: Command, seam: Seam): void {
  parent
    .command("sheet")
    .description("make one-time links and draw them as cards to print (an HTML page, A4)")
    .argument("[names...]", "first and last names, in quotes, of those who get a card")
    .option("--organisation <name>", "which organisation, when there are several")
    .option("--all", "everybody who has no card that still works")
    .option("--class <year>", "those who left school in this year and have no card that still works")
    .option("--number <own number...>", "the people of these own numbers; an earlier card of theirs ends")
    .option("--renew", "with --all or --class: also those who have a card, for cards that were lost")
    .addOption(
      new Option("--layout <layout>", "a card a page, or six on a page")
        .choices(["person", "class"])
        .default("class"),
    )
    .requiredOption("--out <file>", "where the page is written; a file that is there already is not replaced")
    .action(async (names: string[], options: Options) => {
      const whom = readWhom(names, options);
      await withOffice(seam, async (office, config) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const username = await askUsername(config, patienceOf(seam));
        if (!username.ok)
          throw new Refused(`${sayWhyNot(username)} Without it there are no cards; no link was made.`);
        const file = await openNew(options.out);
        let isKept = false;
        try {
          const result = await inviteAlumni(office, organisation, whom);
          if (result.invited.length > 0) {
            const page = await draw(office, organisation, result, username.result, options.layout);
            await write(file, page);
            isKept = true;
          }
          seam.stderr.write(`${summary(result, organisation, options)}\n`);
        } finally {
          await file.close();
          if (!isKept) await rm(options.out, { force: true });
        }
      });
    });
}

function readWhom(names: readonly string[], options: Options): InviteWhom {
  const numbers = options.number ?? [];
  const ways = [options.all === true, options.class !== undefined, numbers.length > 0, names.length > 0];
  if (ways.filter(Boolean).length !== 1)
    throw new Refused("Say for whom, in one way: --all, --class with a year, --number, or names.");
  const renew = options.renew === true;
  if (renew && !options.all && options.class === undefined)
    throw new Refused("--renew goes with --all or --class; who is named gets a new card anyway.");
  if (options.class !== undefined) {
    if (!/^\d{4}$/.test(options.class)) throw new Refused("--class takes a year, such as 2026.");
    return { kind: "class", year: options.class, renew };
  }
  if (options.all) return { kind: "all", renew };
  return numbers.length > 0 ? { kind: "numbers", numbers } : { kind: "names", names };
}

/** Opened before any link is made, readable by nobody else: who has the page has the links. Throws Refused. */
async function openNew(path: string): Promise<FileHandle> {
  return open(path, "wx", 0o600).catch((error: unknown) => {
    throw new Refused(
      errorCode(error) === "EEXIST"
        ? "There is a file of this name already, perhaps with cards that still work. Choose another with --out. No link was made."
        : `The page cannot be written there (${errorCode(error)}). No link was made.`,
    );
  });
}

/** The links are committed by now; a full disk must not leave the operator with cards that nobody has. Throws Refused. */
async function write(file: FileHandle, page: string): Promise<void> {
  try {
    await file.writeFile(page);
    await file.sync();
  } catch (error) {
    throw new Refused(
      `The links were made, but the page could not be written (${errorCode(error)}). Run the command again with --renew, or with the same names or numbers: the lost links end then.`,
    );
  }
}

async function draw(
  office: Office,
  organisation: OrganisationRow,
  { invited }: InvitedAlumni,
  username: string,
  layout: Options["layout"],
): Promise<string> {
  const { db, vault, now } = office;
  const workers = new Map<string, string>();
  const cards: Card[] = [];
  for (const one of invited) {
    const { person, details } = one;
    const known = workers.get(person.caseWorkerId);
    const row = known === undefined ? await findCaseWorker(db, person.caseWorkerId) : undefined;
    const worker = known ?? (row ? firstNameOf(await openName(db, vault, row)) : "");
    workers.set(person.caseWorkerId, worker);
    cards.push({
      link: cardLink(username, one),
      language: languageOf(person.language) ?? "nl",
      school: details.school,
      worker,
      expiresAt: one.expiresAt,
      name: shortName(details),
      ownNumber: one.ownNumber,
    });
  }
  return drawSheet(await loadTexts(), {
    cards,
    layout,
    staffLanguage: staffLanguageOf(organisation.language),
    timeZone: organisation.timeZone,
    now,
  });
}

function summary(result: InvitedAlumni, organisation: OrganisationRow, { out }: Options): string {
  const { length } = result.invited;
  const [first] = result.invited;
  const leftOut = sayLeftOut(result);
  const made = first
    ? `${length} ${length === 1 ? "card is" : "cards are"} in ${out}. Each works once, until ${localMoment(first.expiresAt, organisation.timeZone)}. This page is the only copy: print it, cut off the strips, hand each card to that person, and delete the file.`
    : "Nobody needs a card, so no page was written.";
  return [made, ...(leftOut ? [leftOut] : [])].join("\n");
}
