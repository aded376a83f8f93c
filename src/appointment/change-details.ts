import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { expectWords } from "../people/expect-words.ts";
import { languageOfStaff } from "../people/store.ts";
import { type AppointmentPlace, longestPlace, usualPlace } from "./appointment.ts";
import { findToArrange, type Side } from "./open-appointment.ts";
import { sealPlaceText } from "./place-text.ts";
import { staffTime, tellWorker, tellYoung } from "./say-appointment.ts";
import { updateAppointment } from "./store.ts";

export type Changed =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "notYours" | "over" | "already" | "tooLong" };

async function findBookedFor(work: Work, side: Side, id: string) {
  const open = await findToArrange(work, side, id);
  if (!open) return { ok: false, reason: "notYours" } as const;
  const { startsAt, state } = open.row;
  const isComing = state === "booked" && startsAt !== null && startsAt > work.now;
  return isComing ? ({ ok: true, open } as const) : ({ ok: false, reason: "over" } as const);
}

/** The young person says whether somebody comes along; the case worker reads it. A second tap changes nothing (`already`). */
export async function chooseCompany(
  work: Work,
  side: Side,
  id: string,
  company: "alone" | "together",
): Promise<Changed> {
  const found = await findBookedFor(work, side, id);
  if (!found.ok) return found;
  const { open } = found;
  if (open.row.company === company) return { ok: false, reason: "already" };
  await updateAppointment(work, id, { company });
  const { view, worker } = open;
  if (worker.chatId === null || side.kind !== "alumnus") return { ok: true };
  const t = work.texts(await languageOfStaff(work.db, worker));
  const text = t(`appointment:staff.company.${company}`, { name: view.details.firstName });
  await say(work, {
    chatId: worker.chatId,
    dueAt: staffTime(work, open),
    outgoing: { kind: "say", quiet: true, text },
  });
  return { ok: true };
}

/** Shows the places that can be chosen, or for a talk by phone asks for another number. */
export async function askPlace(work: Work, side: Side, id: string): Promise<Changed> {
  const found = await findBookedFor(work, side, id);
  if (!found.ok) return found;
  const { row, view } = found.open;
  const chatId = side.kind === "alumnus" ? view.row.chatId : side.worker.chatId;
  if (chatId === null) return { ok: true };
  const language = side.kind === "alumnus" ? view.language : await languageOfStaff(work.db, side.worker);
  const t = work.texts(language);
  if (row.form === "phone") return askTypedPlace(work, side, id);
  const place = (what: "school" | "walk" | "typed") =>
    ({
      label: t(`appointment:button.${what}`),
      action: { do: "appointment", appointment: id, what },
    }) as const;
  const buttons = [[place("school"), place("walk")], [place("typed")]];
  await say(work, { chatId, outgoing: { kind: "say", text: t("appointment:ask.place"), buttons } });
  return { ok: true };
}

/** The place, or the number, is typed next. */
export async function askTypedPlace(work: Work, side: Side, id: string): Promise<Changed> {
  const found = await findBookedFor(work, side, id);
  if (!found.ok) return found;
  const { row, view } = found.open;
  const chatId = side.kind === "alumnus" ? view.row.chatId : side.worker.chatId;
  if (chatId === null) return { ok: true };
  const language = side.kind === "alumnus" ? view.language : await languageOfStaff(work.db, side.worker);
  await expectWords(work, chatId, { kind: "appointmentPlace", appointmentId: id });
  const text = work.texts(language)(`appointment:ask.typed.${row.form}`);
  await say(work, { chatId, outgoing: { kind: "say", text } });
  return { ok: true };
}

/** Where it is: at the school, on a walk, or in somebody's own words. Both read it, and their calendars get the change. */
export async function choosePlace(
  work: Work,
  side: Side,
  id: string,
  place: Exclude<AppointmentPlace, "typed"> | { readonly typed: string },
): Promise<Changed> {
  const found = await findBookedFor(work, side, id);
  if (!found.ok) return found;
  const { open } = found;
  const { row, view } = open;
  const typed = typeof place === "object" ? place.typed.trim().replace(/\s+/gu, " ") : undefined;
  if (typed !== undefined && (typed.length > longestPlace || typed === ""))
    return { ok: false, reason: "tooLong" };
  const isOfForm = typeof place === "object" || (row.form === "phone") === (place === "phone");
  const wanted = typeof place === "object" ? "typed" : isOfForm ? place : usualPlace(row.form);
  if (wanted !== "typed" && row.place === wanted) return { ok: false, reason: "already" };
  const changed = await updateAppointment(work, id, {
    place: wanted,
    placeText: typed === undefined ? null : await sealPlaceText(work, view.row.keyId, id, typed),
    sequence: row.sequence + 1,
  });
  const now = { ...open, row: changed };
  const isYoung = side.kind === "alumnus";
  await tellYoung(work, now, isYoung ? "place" : "placeByOther");
  await tellWorker(work, now, "place", !isYoung && side.worker.id === open.worker.id);
  return { ok: true };
}

/** The young person says that they come. */
export async function confirmComing(work: Work, side: Side, id: string): Promise<Changed> {
  const found = await findBookedFor(work, side, id);
  if (!found.ok) return found;
  if (side.kind !== "alumnus") return { ok: false, reason: "notYours" };
  if (found.open.row.confirmedAt !== null) return { ok: false, reason: "already" };
  await updateAppointment(work, id, { confirmedAt: work.now });
  return { ok: true };
}
