import type { Command } from "commander";
import { resources } from "../i18n/texts.ts";
import type { Office } from "../people/add-staff.ts";
import {
  holidayIds,
  holidaysBetween,
  isHolidayId,
  schoolDaysBetween,
  type WorksOnHolidays,
} from "../people/calendar/is-holiday.ts";
import { defaultMessageHours } from "../people/calendar/is-message-time.ts";
import {
  closeDaysAtDesk,
  openDaysAtDesk,
  setMessageHours,
  setStaffedHours,
  setWorksOnHolidays,
} from "../people/calendar/set-calendar.ts";
import { isClosed } from "../people/duty/is-staffed.ts";
import { type Days, readDates } from "../people/duty/read-dates.ts";
import { findOrganisationByName, Refused } from "../people/find-organisation.ts";
import type { OrganisationRow } from "../people/store.ts";
import { importCalendarCommand } from "./import-calendar-command.ts";
import { localDay } from "./local-moment.ts";
import { sayDays } from "./say-calendar.ts";
import type { Seam } from "./seam.ts";
import { parseStaffedHours, showStaffedHours } from "./staffed-hours.ts";
import { withOffice } from "./with-office.ts";
import { writeTable } from "./write-table.ts";

interface Options {
  readonly organisation?: string;
  readonly name?: string;
  readonly from?: string;
  readonly until?: string;
  readonly saturday?: string;
  readonly whenClosed?: string;
}

const organisationOption = ["--organisation <name>", "which organisation, when there are several"] as const;

/** `calendar …`: when nobody is at work, and when messages that can wait may go out. */
export function calendarCommands(parent: Command, seam: Seam): void {
  const inOffice = (
    options: Options,
    work: (office: Office, organisation: OrganisationRow, today: string) => Promise<string | undefined>,
  ) =>
    withOffice(seam, async (office) => {
      const organisation = await findOrganisationByName(office.db, options.organisation);
      const said = await work(office, organisation, localDay(office.now, organisation.timeZone));
      if (said !== undefined) seam.stdout.write(`${organisation.name}: ${said}\n`);
    });
  importCalendarCommand(parent, seam);
  parent
    .command("show")
    .description("show closed days, public holidays and the hours for messages")
    .option(...organisationOption)
    .action((options: Options) =>
      inOffice(options, async (_, organisation, today) => void show(seam, organisation, today)),
    );
  parent
    .command("close")
    .description("close days: nobody is at work then, and messages that can wait do")
    .argument("<days>", 'as in "26-3", "2027-05-05" or "21-12 t/m 3-1"')
    .option("--name <name>", "what they are called, as in Studiedag")
    .option(...organisationOption)
    .action((typed: string, options: Options) =>
      inOffice(options, async (office, organisation, today) => {
        const name = options.name
          ?.replace(/[\p{C}\p{Z}]+/gu, " ")
          .trim()
          .slice(0, 60);
        const days = { ...readDays(typed, today), ...(name ? { name } : {}) };
        return `closed ${sayDays(await closeDaysAtDesk(office, organisation, days))}.`;
      }),
    );
  parent
    .command("open")
    .description("open closed days again")
    .argument("<days>", 'as in "26-3", "2027-05-05" or "21-12 t/m 3-1"')
    .option(...organisationOption)
    .action((typed: string, options: Options) =>
      inOffice(options, async (office, organisation, today) => {
        const days = readDays(typed, today);
        await openDaysAtDesk(office, organisation, days);
        return `${sayDays(days)} open again.`;
      }),
    );
  parent
    .command("holidays")
    .description("say on which public holidays this organisation works; on none when it never said so")
    .argument(
      "<works>",
      `all, none, or some with commas: ${holidayIds.filter((id) => id !== "other").join(",")}`,
    )
    .option(...organisationOption)
    .action((typed: string, options: Options) =>
      inOffice(options, async (office, organisation) => {
        const works = readWorks(typed);
        await setWorksOnHolidays(office, organisation, works);
        const on = works === "all" ? "all public holidays" : works?.map(holidayName).join(", ");
        return on ? `somebody is at work on ${on}.` : "nobody is at work on public holidays.";
      }),
    );
  parent
    .command("staffed")
    .description("set when somebody is at work; whoever has hours of their own keeps them")
    .argument("<hours>", 'as in "mo-fr 08:00-17:00, sa 10:00-12:00", or "none"')
    .option(...organisationOption)
    .action((typed: string, options: Options) =>
      inOffice(options, async (office, organisation) => {
        const hours = parseStaffedHours(typed);
        await setStaffedHours(office, organisation, hours);
        return `somebody is at work ${showStaffedHours(hours)}.`;
      }),
    );
  parent
    .command("hours")
    .description("set when messages that can wait may go to young people")
    .option("--from <time>", "local time of day, as in 10:00")
    .option("--until <time>", "local time of day, as in 19:30")
    .option("--saturday <yes or no>", "also on Saturdays")
    .option("--when-closed <yes or no>", "also on closed days, such as vacations")
    .option(...organisationOption)
    .action((options: Options) =>
      inOffice(options, async (office, organisation) => {
        const before = organisation.messageHours ?? defaultMessageHours;
        const hours = {
          from: readTime(options.from) ?? before.from,
          until: readTime(options.until) ?? before.until,
          saturday: readYesNo("--saturday", options.saturday) ?? before.saturday,
          whenClosed: readYesNo("--when-closed", options.whenClosed) ?? before.whenClosed,
        };
        await setMessageHours(office, organisation, hours);
        return `messages that can wait go out ${sayMessageHours(hours)}.`;
      }),
    );
}

function readDays(typed: string, today: string): Days {
  const read = readDates(typed, today);
  if (read.ok) return read.days;
  const reasons = {
    unclear: `"${typed.slice(0, 80)}" is not understood. Write days like 26-3, 2027-05-05 or "21-12 t/m 3-1".`,
    noSuchDay: "There is no such day.",
    backwards: "The last day comes before the first.",
  };
  throw new Refused(`${reasons[read.reason]} Nothing was changed.`);
}

function readWorks(typed: string): WorksOnHolidays {
  if (/^all$/i.test(typed)) return "all";
  if (/^none$/i.test(typed)) return null;
  return typed.split(/[,\s]+/).map((one) => {
    const id = holidayIds.find((known) => known.toLowerCase() === one.toLowerCase());
    if (id && id !== "other") return id;
    throw new Refused(`"${one.slice(0, 40)}" is no public holiday here. Nothing was changed.`);
  });
}

function readTime(typed: string | undefined): string | undefined {
  if (typed === undefined) return undefined;
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim());
  const [, hour = "", minute = ""] = found ?? [];
  if (!found || Number(hour) > 23 || Number(minute) > 59)
    throw new Refused(`"${typed.slice(0, 40)}" is not a time of day, as in 10:00. Nothing was changed.`);
  return `${hour.padStart(2, "0")}:${minute}`;
}

function readYesNo(option: string, typed: string | undefined): boolean | undefined {
  if (typed === undefined) return undefined;
  if (/^(yes|ja)$/i.test(typed)) return true;
  if (/^(no|nee)$/i.test(typed)) return false;
  throw new Refused(`${option} is yes or no. Nothing was changed.`);
}

const holidayName = (id: keyof typeof resources.en.people.calendar.holiday): string =>
  resources.en.people.calendar.holiday[id];

const sayMessageHours = ({ from, until, saturday, whenClosed }: typeof defaultMessageHours): string =>
  `${from} to ${until}, ${saturday ? "Monday to Saturday" : "Monday to Friday"}, ${whenClosed ? "also" : "not"} on closed days, never on a public holiday`;

function show(seam: Seam, organisation: OrganisationRow, today: string): void {
  const { worksOnHolidays: works, closedDays } = organisation;
  const until = `${Number(today.slice(0, 4)) + 1}-12-31`;
  const closed = (closedDays ?? []).filter((one) => one.until >= today);
  const worksOn = (id: Parameters<typeof isHolidayId>[0]) =>
    works === "all" || (isHolidayId(id) && works?.includes(id) === true);
  const rows = [
    ...closed.map((one) => [
      one.from,
      one.until,
      one.name ?? "closed",
      one.imported ? "from a file" : "typed",
    ]),
    ...holidaysBetween(today, until).map(({ day, id }) => [
      day,
      day,
      holidayName(id),
      worksOn(id) ? "public holiday, somebody is at work" : "public holiday",
    ]),
    ...schoolDaysBetween(today, until).flatMap(({ day, id }) =>
      isClosed(closedDays, day)
        ? []
        : [[day, day, holidayName(id), "an ordinary day here; most schools close it: `calendar close`"]],
    ),
  ].sort(([a = ""], [b = ""]) => a.localeCompare(b));
  writeTable(seam.stdout, rows);
  const hours = sayMessageHours(organisation.messageHours ?? defaultMessageHours);
  seam.stdout.write(`\nMessages that can wait go out ${hours}.\n`);
}
