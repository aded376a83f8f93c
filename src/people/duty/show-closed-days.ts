import { Temporal } from "temporal-polyfill";
import type { Button, Buttons } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import type { Say } from "../../i18n/texts.ts";
import type { ClosedDay } from "../calendar/decide-closed-days.ts";
import { holidaysBetween, isHoliday, schoolDaysBetween } from "../calendar/is-holiday.ts";
import { expectWords } from "../expect-words.ts";
import { findColleagues, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff, type OrganisationRow } from "../store.ts";
import { mayCloseDays } from "./close-days.ts";
import { isClosed, localDay } from "./is-staffed.ts";
import { packDays, sayDays, shortDays } from "./say-days.ts";

/** Holidays further away than this are for another time. */
const monthsAhead = 6;
const mostButtons = 12;

/**
 * The days on which the organisation is closed with their names, and the public holidays of the next half year that fall on its
 * working days; a coordinator changes them here, everybody may read them.
 */
export async function showClosedDays(work: Work, by: CaseWorkerRow): Promise<void> {
  if (by.chatId === null) return;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const organisation = await findOrganisation(work.db, by.organisationId);
  const today = localDay(organisation, work.now);
  const closed = (organisation.closedDays ?? []).filter(({ until }) => until >= today);
  const text = (days: ClosedDay) => named(t, sayDays(t, language, days, today), days.name);
  const lines =
    closed.length > 0 ? [t("people:duty.closed.title"), ...closed.map(text)] : [t("people:duty.closed.none")];
  const holidays = holidaysOf(t, language, organisation, today);
  const reopen = closed.slice(0, mostButtons).map((days): Button[] => [
    {
      label: t("people:duty.closed.reopen", { days: named(t, shortDays(language, days), days.name) }),
      action: { do: "closedDays", days: packDays(days) },
    },
  ]);
  const close: Button = {
    label: t("people:duty.closed.close"),
    action: { do: "closedDays", days: "ask" },
  };
  const buttons: Buttons = mayCloseDays(by) ? [[close], ...reopen, ...holidays.buttons] : [];
  const all = [lines.join("\n"), ...holidays.paragraphs].join("\n\n");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: all, buttons } });
}

const named = (t: Say, days: string, name: string | undefined): string =>
  name === undefined ? days : t("people:calendar.named", { days, name });

/** Public holidays on days with hours, and the days that most schools close themselves while this one has not. */
function holidaysOf(t: Say, language: Language, organisation: OrganisationRow, today: string) {
  const { worksOnHolidays: works, staffedHours, closedDays } = organisation;
  const last = Temporal.PlainDate.from(today).add({ months: monthsAhead }).toString();
  const isWorkingDay = ({ day }: { readonly day: string }) => {
    const weekday = String(Temporal.PlainDate.from(day).dayOfWeek) as keyof typeof staffedHours;
    return (staffedHours[weekday] ?? []).length > 0 && !isClosed(closedDays, day);
  };
  const sayOn = (day: string) => sayDays(t, language, { from: day, until: day }, today);
  const holidays = holidaysBetween(today, last)
    .filter(isWorkingDay)
    .map(({ day, id }) => {
      const name = t(`people:calendar.holiday.${id}`);
      const isOff = isHoliday(day, works);
      const key = isOff ? "people:calendar.named" : "people:calendar.works";
      const label = t(isOff ? "people:calendar.work" : "people:calendar.rest", { name });
      const to = isOff ? ("work" as const) : ("off" as const);
      const button: Button = { label, action: { do: "holiday", which: id, to } };
      return { line: t(key, { days: sayOn(day), name }), button };
    });
  const open = schoolDaysBetween(today, last)
    .filter(isWorkingDay)
    .map(({ day, id }) => {
      const line = named(t, sayOn(day), t(`people:calendar.holiday.${id}`));
      const days = named(
        t,
        shortDays(language, { from: day, until: day }),
        t(`people:calendar.holiday.${id}`),
      );
      const label = t("people:calendar.close", { days });
      const button: Button = { label, action: { do: "holiday", which: id, to: "close" } };
      return { line, button };
    });
  const paragraph = (title: string, found: readonly { readonly line: string }[]) =>
    found.length > 0 ? [[title, ...found.map(({ line }) => line)].join("\n")] : [];
  return {
    paragraphs: [
      ...paragraph(t("people:calendar.holidays"), holidays),
      ...paragraph(t("people:calendar.open"), open),
    ],
    buttons: [...holidays, ...open].map(({ button }) => [button]),
  };
}

/** Asks for closed days in words; they are read next. False for whoever may not close any. */
export async function askClosedDays(work: Work, by: CaseWorkerRow): Promise<boolean> {
  if (by.chatId === null || !mayCloseDays(by)) return false;
  await expectWords(work, by.chatId, { kind: "closedDays" });
  const text = work.texts(await languageOfStaff(work.db, by))("people:duty.closed.type");
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
  return true;
}

/** Says to the whole staff that days are closed or open again: it moves everybody's waiting times. */
export async function sayClosedDays(
  work: Work,
  by: CaseWorkerRow,
  what: "done" | "reopened",
  days: ClosedDay,
): Promise<void> {
  const today = localDay(await findOrganisation(work.db, by.organisationId), work.now);
  const { firstName: name } = await openColleague(work, by);
  for (const { row } of await findColleagues(work, by.organisationId)) {
    const isOwn = row.id === by.id;
    const other = what === "done" ? "tell" : "tellReopened";
    await tellStaff(work, row, (t, language) => ({
      text: t(`people:duty.closed.${isOwn ? what : other}`, {
        name,
        days: named(t, sayDays(t, language, days, today), days.name),
      }),
    }));
  }
}
