import type { Button } from "../../delivery/outgoing.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { formatWeekday } from "../../i18n/format-moment.ts";
import type { Say } from "../../i18n/texts.ts";
import { expectWords } from "../expect-words.ts";
import { findColleagueFor, openColleague } from "../find-colleagues.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../store.ts";
import type { Spans } from "./read-hours.ts";
import { hoursPresets, type Weekday, weekdays } from "./set-hours.ts";

const spansText = (spans: Spans) => spans.map(({ from, to }) => `${from}–${to}`).join(", ");
/** `08:00–12:00, 13:00–17:00`, or that the day is free. */
export const sayHours = (t: Say, spans: Spans | undefined): string =>
  spans && spans.length > 0 ? spansText(spans) : t("people:duty.hours.free");

/** The week of somebody of the staff, with a button for each day. False when it is not this reader's to change. */
export async function showHours(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  saved = false,
): Promise<boolean> {
  const person = await findColleagueFor(work, by, "arrangeDuty", caseWorkerId);
  if (!person || by.chatId === null) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const { staffedHours } = await findOrganisation(work.db, person.organisationId);
  const hours = person.hours ?? staffedHours;
  const { firstName: name } = await openColleague(work, person);
  const lines = [
    ...(saved ? [t("people:duty.hours.saved")] : []),
    person.id === by.id ? t("people:duty.hours.own") : t("people:duty.hours.of", { name }),
    ...weekdays.map((day) =>
      t("people:duty.hours.line", {
        day: formatWeekday(language, Number(day)),
        hours: sayHours(t, hours[day]),
      }),
    ),
    ...(person.hours ? [] : [t("people:duty.hours.asSchool")]),
    t("people:duty.hours.choose"),
  ];
  const button = (day: Weekday): Button => ({
    label: formatWeekday(language, Number(day)),
    action: { do: "hours", person: person.id, day, to: "show" },
  });
  const school: Button = {
    label: t("people:duty.hours.school"),
    action: { do: "hours", person: person.id, day: "all", to: "school" },
  };
  const buttons = [
    weekdays.slice(0, 3).map(button),
    weekdays.slice(3, 5).map(button),
    weekdays.slice(5).map(button),
    ...(person.hours ? [[school]] : []),
  ];
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: lines.join("\n"), buttons } });
  return true;
}

/** Asks for the hours of a day: by a tap, or (`typed`) in words that are read next. False when it is not this reader's. */
export async function askHours(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  day: Weekday,
  typed = false,
): Promise<boolean> {
  const person = await findColleagueFor(work, by, "arrangeDuty", caseWorkerId);
  if (!person || by.chatId === null) return false;
  const language = await languageOfStaff(work.db, by);
  const t = work.texts(language);
  const values = { day: formatWeekday(language, Number(day)) };
  if (typed) {
    await expectWords(work, by.chatId, { kind: "hours", caseWorkerId: person.id, day });
    const text = t("people:duty.hours.type", values);
    await say(work, { chatId: by.chatId, outgoing: { kind: "say", text } });
    return true;
  }
  const button = (to: keyof typeof hoursPresets | "other", label: string): Button => ({
    label,
    action: { do: "hours", person: person.id, day, to },
  });
  const { day: whole, office, morning, afternoon } = hoursPresets;
  const buttons = [
    [button("day", spansText(whole)), button("office", spansText(office))],
    [button("morning", t("people:duty.hours.morning", { hours: spansText(morning) }))],
    [button("afternoon", t("people:duty.hours.afternoon", { hours: spansText(afternoon) }))],
    [button("off", t("people:duty.hours.off")), button("other", t("people:duty.hours.other"))],
  ];
  const text = t("people:duty.hours.ask", values);
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text, buttons } });
  return true;
}
