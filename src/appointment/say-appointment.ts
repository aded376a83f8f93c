import type { Buttons, Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatDate, formatTime } from "../i18n/format-moment.ts";
import { type Language, rightToLeft } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { localDay, nextStaffed } from "../people/duty/is-staffed.ts";
import { isReachable, languageOfStaff } from "../people/store.ts";
import type { OpenAppointment } from "./open-appointment.ts";
import { openPlaceText } from "./place-text.ts";
import { writeEvent } from "./write-event.ts";

/** Why a side reads about its appointment. */
export type News =
  | "booked"
  | "bookedByOther"
  | "moved"
  | "movedByOther"
  | "cancelled"
  | "cancelledByOther"
  | "handedOver"
  | "place"
  | "placeByOther"
  | "show";

/** The same for the staff: `movedAway`, a colleague has it from now on, at another time. */
export type StaffNews = News | "movedAway";

/** What else one of the staff reads under the news: a line, and buttons instead of the usual ones. */
export type Below = (t: Say) => { readonly line: string; readonly buttons: Buttons };

/** `donderdag 3 december, 10:30–11:00`: when it is, in the organisation's time zone. */
export function sayWhen(
  language: Language,
  timeZone: string,
  { startsAt, endsAt }: { readonly startsAt: Date | null; readonly endsAt: Date | null },
  now: Date,
): string {
  if (!startsAt || !endsAt) return "";
  const day = formatDate(language, localDay({ timeZone }, startsAt), localDay({ timeZone }, now));
  const comma = rightToLeft.has(language) ? "،" : ",";
  return `${day}${comma} ${formatTime(language, timeZone, startsAt)}–${formatTime(language, timeZone, endsAt)}`;
}

/** Where it is, for the young person; on a phone that others read neither a number nor what somebody typed. */
async function placeForYoung(work: Work, open: OpenAppointment, t: Say): Promise<string> {
  const { row, view, workerName: worker } = open;
  if (view.row.sharedPhone) return t(`appointment:place.shared.${row.form}`, { worker });
  const typed = await openPlaceText(work, view.row.keyId, row);
  if (typed !== undefined) return t(`appointment:place.own.typed.${row.form}`, { worker, place: typed });
  const { phone } = view.details;
  if (row.place === "phone" && !phone) return t("appointment:place.own.noNumber", { worker });
  return t(`appointment:place.own.${row.place === "typed" ? "school" : row.place}`, {
    worker,
    end: lastDigits(phone ?? ""),
  });
}

const lastDigits = (phone: string) => phone.replace(/\D/g, "").slice(-2);

/** Where it is, for the case worker. */
export async function placeForWorker(work: Work, open: OpenAppointment, t: Say): Promise<string> {
  const { row, view } = open;
  const typed = await openPlaceText(work, view.row.keyId, row);
  if (typed !== undefined) return t(`appointment:place.staff.typed.${row.form}`, { place: typed });
  if (row.place === "phone" && !view.details.phone) return t("appointment:place.staff.noNumber");
  return t(`appointment:place.staff.${row.place === "typed" ? "school" : row.place}`);
}

export const youngButtons = (t: Say, { row }: Pick<OpenAppointment, "row">): Buttons => {
  const appointment = row.id;
  const labelOf = (what: "alone" | "together" | "place" | "cancel") =>
    t(`appointment:button.${what === "place" && row.form === "phone" ? "number" : what}`);
  const verb = (what: "alone" | "together" | "place" | "cancel") =>
    ({ label: labelOf(what), action: { do: "appointment", appointment, what } }) as const;
  return [
    ...(row.form === "physical" && row.company === null ? [[verb("alone"), verb("together")]] : []),
    [
      verb("place"),
      { label: t("appointment:button.otherTime"), action: { do: "slots", appointment, page: "0" } },
    ],
    [verb("cancel")],
  ];
};

/**
 * Tells the young person about their appointment, with the file for the calendar; nothing where the robot may not write. `formerStart`:
 * the time that is off, of one that was moved: they have to know it before that.
 */
export async function tellYoung(
  work: Work,
  open: OpenAppointment,
  news: News,
  formerStart?: Date | null,
): Promise<void> {
  const { row, view, workerName: worker } = open;
  const { chatId } = view.row;
  if (chatId === null || !open.canWrite) return;
  const t = work.texts(view.language);
  const when = sayWhen(view.language, view.organisation.timeZone, row, work.now);
  const isOff = row.state !== "booked";
  const again = {
    label: t("appointment:button.newTime"),
    action: { do: "ownAppointment", form: row.form },
  } as const;
  const text = [
    t(`appointment:young.${news}`, { when, worker }),
    ...(isOff ? [] : [await placeForYoung(work, open, t)]),
    ...(!isOff && row.form === "physical" && row.company === null ? [t("appointment:young.company")] : []),
  ].join("\n");
  const buttons: Buttons = isOff ? [[again]] : youngButtons(t, open);
  const isOwnTap =
    news === "booked" || news === "moved" || news === "cancelled" || news === "place" || news === "show";
  const { dueAt, isNow } = beforeItBegins(work, open, formerStart);
  const send = (outgoing: Outgoing) =>
    say(work, {
      chatId,
      outgoing,
      // What cannot wait for a good hour does not do so either when an outage has kept it.
      lane: isOwnTap || isNow ? "reply" : "relay",
      ...(isOwnTap ? {} : { dueAt, subject: { kind: "appointment", id: row.id } }),
    });
  await send({ kind: "say", text, buttons });
  if (news !== "show") await send(fileForYoung(work, open, t));
}

/** At an hour at which messages may go, unless it would be too late then (`isNow`). */
function beforeItBegins(
  { now }: Work,
  { row, view }: OpenAppointment,
  formerStart?: Date | null,
): { readonly dueAt: Date; readonly isNow: boolean } {
  const at = nextMessageTime(view.organisation, view.row.ownTime, now);
  const isNow = isTooLate(at, row.startsAt) || isTooLate(at, formerStart);
  return { dueAt: isNow ? now : at, isNow };
}

const isTooLate = (at: Date, start: Date | null | undefined): boolean => start != null && at >= start;

function fileForYoung(work: Work, open: OpenAppointment, t: Say): Outgoing {
  const { row, view, workerName: worker } = open;
  const summary = view.row.sharedPhone
    ? t("appointment:file.shared")
    : t(`appointment:file.own.${row.form}`, { worker });
  // Nothing that somebody typed goes into a calendar: calendars are read by others.
  const location = !view.row.sharedPhone && row.place === "school" ? view.organisation.name : undefined;
  return fileOf(work, open, t, summary, location);
}

function fileOf(
  { now }: Work,
  { row }: OpenAppointment,
  t: Say,
  summary: string,
  location: string | undefined,
): Outgoing {
  const { id, sequence, startsAt, endsAt, state } = row;
  if (!startsAt || !endsAt) throw new Error("A file of an appointment without a time");
  const isCancelled = state !== "booked";
  const content = writeEvent({
    ...{ id, sequence, startsAt, endsAt, summary, isCancelled, now },
    ...(location === undefined ? {} : { location }),
  });
  const caption = t(isCancelled ? "appointment:file.remove" : "appointment:file.add");
  return { kind: "sayDocument", fileName: isCancelled ? "afgezegd.ics" : "afspraak.ics", content, caption };
}

/**
 * Tells the case worker, at once when they did it themselves, else at their next working time; with the file for the calendar. A
 * chat that is closed or gone hears nothing: `/afspraken` and the day's list have it. False then.
 */
export async function tellWorker(
  work: Work,
  open: OpenAppointment,
  news: StaffNews,
  byThemselves: boolean,
  { below, formerStart }: { readonly below?: Below | undefined; readonly formerStart?: Date | null } = {},
): Promise<boolean> {
  const { row, view } = open;
  const { chatId } = open.worker;
  if (chatId === null || !(await isReachable(work.db, chatId))) return false;
  const language = await languageOfStaff(work.db, open.worker);
  const t = work.texts(language);
  const name = view.details.firstName;
  const when = sayWhen(language, view.organisation.timeZone, row, work.now);
  const isOff = row.state !== "booked";
  const more = below?.(t);
  const text = [
    t(
      `appointment:staff.${news === "cancelledByOther" && row.endedBy === "alumnus" ? "cancelledByYoung" : news}`,
      {
        name,
        when,
      },
    ),
    ...(isOff ? [] : [await placeForWorker(work, open, t)]),
    ...(!isOff && row.company !== null ? [t(`appointment:company.${row.company}`)] : []),
    ...(more ? [more.line] : []),
  ].join("\n");
  const dueAt = byThemselves ? work.now : staffTime(work, open, formerStart);
  const about = { chatId, dueAt, subject: { kind: "appointment", id: row.id } } as const;
  const buttons = [...(more?.buttons ?? []), ...(isOff ? [] : staffButtons(t, open))];
  await say(work, { ...about, outgoing: { kind: "say", text, buttons } });
  if (news === "show") return true;
  const { alertDetail } = view.organisation;
  const summary = t(`appointment:file.staff.${row.form}.${alertDetail}`, { name });
  const location = row.place === "school" ? view.organisation.name : undefined;
  await say(work, { ...about, outgoing: fileOf(work, open, t, summary, location) });
  return true;
}

/** The case worker's next working time, unless it would be too late then, for the time that is off (`formerStart`) too. */
export function staffTime(
  { now }: Pick<Work, "now">,
  { row, view, worker }: OpenAppointment,
  formerStart?: Date | null,
): Date {
  const staffing = { ...view.organisation, staffedHours: worker.hours ?? view.organisation.staffedHours };
  const at = nextStaffed(staffing, now) ?? now;
  return isTooLate(at, row.startsAt) || isTooLate(at, formerStart) ? now : at;
}

export const staffButtons = (t: Say, { row }: Pick<OpenAppointment, "row">): Buttons => {
  const appointment = row.id;
  return [
    [
      { label: t("appointment:button.otherTime"), action: { do: "slots", appointment, page: "0" } },
      {
        label: t(row.form === "phone" ? "appointment:button.number" : "appointment:button.place"),
        action: { do: "appointment", appointment, what: "place" },
      },
    ],
    [{ label: t("appointment:button.cancel"), action: { do: "appointment", appointment, what: "cancel" } }],
  ];
};
