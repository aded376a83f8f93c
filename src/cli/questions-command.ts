import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { eq } from "drizzle-orm";
import { organisation as organisationTable } from "../db/schema/index.ts";
import { type Language, languages } from "../i18n/language.ts";
import { loadTexts } from "../i18n/texts.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { findStaffByName } from "../people/find-staff.ts";
import { readPlaces, setDirectory } from "../questions/directory.ts";
import { setAnswerer } from "../questions/set-answerer.ts";
import { askPayload, findAskCode } from "../questions/welcome-asker.ts";
import { askUsername, sayWhyNot, startLink } from "./ask-telegram.ts";
import { drawPoster } from "./draw-poster.ts";
import { readCliDay } from "./read-cli-day.ts";
import { readJsonFile } from "./read-json-file.ts";
import { patienceOf, type Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly language?: Language;
}

const which = ["--organisation <name>", "which organisation, when there are several"] as const;
const inLanguage = () =>
  new Option("--language <code>", "the language that somebody reads who comes by it").choices(languages);

/** `questions …`: how parents come to ask, and who answers what the robot does not know. */
export function questionsCommand(root: Command, seam: Seam): void {
  const questions = root.command("questions").description("how parents come to ask, and who answers");
  questions
    .command("link")
    .description("the link by which anybody can ask this organisation something; it is no secret")
    .option(...which)
    .addOption(inLanguage())
    .action(async (options: Options) => {
      const { link } = await findLink(seam, options);
      seam.stdout.write(`${link}\n`);
    });
  questions
    .command("poster")
    .description("draw the poster with the link as a code (an HTML page, A4)")
    .option(...which)
    .addOption(inLanguage().makeOptionMandatory())
    .requiredOption("--out <file>", "where the page is written; a file that is there already is not replaced")
    .action(async ({ out, ...options }: Options & { readonly out: string; readonly language: Language }) => {
      const { link, school } = await findLink(seam, options);
      const page = drawPoster(await loadTexts(), { link, school, language: options.language });
      await writeFile(out, page, { flag: "wx" }).catch(() => {
        throw new Refused(`${out} cannot be written, or is there already. No poster was made.`);
      });
      seam.stdout.write(`The poster is in ${out}. Print it on A4, or on A3.\n`);
    });
  questions
    .command("directory")
    .description("who can help, by municipality, from a JSON file; it replaces the list that is there")
    .argument("<file>", 'a list of {"municipality", "name", "what": {"nl": …}, "phone", "url"}')
    .option(...which)
    .action((file: string, options: Options) =>
      withOffice(seam, async ({ db, now }) => {
        const row = await findOrganisationByName(db, options.organisation);
        const read = readPlaces(await readJsonFile(file));
        if (!read.ok)
          throw new Refused([`${file} has faults. Nothing was changed.`, ...read.faults].join("\n"));
        await setDirectory({ db, now }, row.id, read.places);
        const towns = new Set(read.places.map(({ municipality }) => municipality));
        seam.stdout.write(`${read.places.length} in ${towns.size} municipalities.\n`);
      }),
    );
  questions
    .command("evening")
    .description(
      "the school's evening about life after school: parents who want it are reminded a week before",
    )
    .argument("<day>", "such as 2027-02-11, or none")
    .option(...which)
    .action((typed: string, options: Options) =>
      withOffice(seam, async ({ db }) => {
        const row = await findOrganisationByName(db, options.organisation);
        const day = typed === "none" ? null : readCliDay(typed);
        await db.update(organisationTable).set({ exitEvening: day }).where(eq(organisationTable.id, row.id));
        seam.stdout.write(
          day ? `The evening of ${row.name} is on ${day}.\n` : `${row.name} has no evening.\n`,
        );
      }),
    );
  questions
    .command("answerer")
    .description("who is asked first when the robot has no answer; a colleague when they are away")
    .argument("<name>", "somebody of the staff")
    .option(...which)
    .action((name: string, options: Options) =>
      withOffice(seam, async ({ db, vault }) => {
        const row = await findOrganisationByName(db, options.organisation);
        const { id } = await findStaffByName(db, vault, row, name);
        const staying = await setAnswerer(db, row.id, id);
        const stay =
          staying > 0
            ? ` ${staying} of whom something is open ${staying === 1 ? "stays" : "stay"} where they are.`
            : "";
        seam.stdout.write(`${name} answers questions at ${row.name} from now on.${stay}\n`);
      }),
    );
}

function findLink(seam: Seam, { organisation, language }: Options) {
  return withOffice(seam, async ({ db }, config) => {
    const row = await findOrganisationByName(db, organisation);
    const username = await askUsername(config, patienceOf(seam));
    if (!username.ok) throw new Refused(`${sayWhyNot(username)} Without it there is no link.`);
    const code = await findAskCode(db, row);
    return { link: startLink(username.result, askPayload(code, language)), school: row.name };
  });
}
