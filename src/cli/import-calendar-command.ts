import { readFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { errorCode } from "../db/error-code.ts";
import type { CalendarRemark } from "../people/calendar/calendar-file.ts";
import { type Region, regions } from "../people/calendar/decide-calendar.ts";
import { type CalendarImport, importCalendar } from "../people/calendar/import-calendar.ts";
import { readCalendar } from "../people/calendar/read-calendar.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import { localDay } from "./local-moment.ts";
import { sayDays } from "./say-calendar.ts";
import type { Seam } from "./seam.ts";
import { withOffice } from "./with-office.ts";

interface Options {
  readonly organisation?: string;
  readonly region?: Region;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `calendar import FILE.ics`: school vacations and study days from a calendar, all of it or nothing. */
export function importCalendarCommand(parent: Command, seam: Seam): void {
  parent
    .command("import")
    .description("take over vacations and other closed days from a calendar file (.ics)")
    .argument("<file>", "the calendar")
    .option("--organisation <name>", "which organisation, when there are several")
    .addOption(
      new Option("--region <region>", "whose vacations, in a calendar of all regions").choices(regions),
    )
    .option("--all", "close every whole day of the file, also when its name does not say so")
    .option("--dry-run", "say what would happen, write nothing")
    .option("--yes", "make the changes without asking, for scripts")
    .action(async (path: string, options: Options) => {
      const bytes = await readFile(path).catch((error: unknown) => {
        throw new Refused(`The file cannot be read (${errorCode(error)}).`);
      });
      await withOffice(seam, async (office) => {
        const organisation = await findOrganisationByName(office.db, options.organisation);
        const { timeZone } = organisation;
        const file = readCalendar(bytes, { today: localDay(office.now, timeZone), timeZone });
        const choice = {
          ...(options.region ? { region: options.region } : {}),
          all: options.all === true,
        };
        const planned = await importCalendar(office, organisation, file, choice, { dryRun: true });
        for (const one of planned.leftOut) seam.stderr.write(`Left out: ${sayRemark(one)}\n`);
        refuseFaults(seam, planned);
        for (const one of planned.added) seam.stdout.write(`closes ${sayDays(one)}\n`);
        for (const one of planned.gone) seam.stdout.write(`opens  ${sayDays(one)}\n`);
        if (options.dryRun) {
          seam.stdout.write(
            `${organisation.name}: this would be ${sayCounts(planned)}. Nothing was written.\n`,
          );
          return;
        }
        if (planned.added.length + planned.gone.length > 0 && !options.yes) await askForYes(seam);
        const done = await importCalendar(office, organisation, file, choice, { confirmed: planned.seal });
        if (!done.ok) throw new Refused("Meanwhile somebody changed the closed days. Run the import again.");
        seam.stdout.write(`${organisation.name}: ${sayCounts(done)}.\n`);
      });
    });
}

const sayRemark = ({ line, name, reason }: CalendarRemark) => `line ${line}, ${name}: ${reason}.`;

function refuseFaults(seam: Seam, { faults, regionsToChoose }: CalendarImport): void {
  for (const one of faults) seam.stderr.write(`${sayRemark(one)}\n`);
  if (faults.length > 0)
    throw new Refused(
      `Nothing was imported: ${faults.length} event${faults.length === 1 ? "" : "s"} with a fault.`,
    );
  if (regionsToChoose.length > 0)
    throw new Refused(
      `This calendar has vacations of the regions ${regionsToChoose.join(", ")}. Say whose with --region. Nothing was imported.`,
    );
}

const sayCounts = ({ added, gone, kept, past }: CalendarImport) =>
  [
    `${added.length} new`,
    `${gone.length} gone`,
    `${kept} as before`,
    ...(past > 0 ? [`${past} over already`] : []),
  ].join(", ");

async function askForYes(seam: Seam): Promise<void> {
  if (!seam.ask)
    throw new Refused(
      "These days would change, as shown above. Nothing was written. If that is right, run it again with --yes.",
    );
  const answer = await seam.ask("Change these days? [y/N] ");
  if (!/^\s*(y|yes|j|ja)\s*$/i.test(answer)) throw new Refused("Nothing was written.");
}
