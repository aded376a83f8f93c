import { asc, eq, inArray, lte } from "drizzle-orm";
import { isLongOver } from "../checkin/personal-part.ts";
import { alumnus, appointment, ownHours } from "../db/schema/index.ts";
import { dropUnsentAbout } from "../delivery/drop-unsent.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import type { AlumnusView, PersonRow } from "../people/store.ts";
import type { PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { openPlaceText } from "./place-text.ts";
import { tellOfErased } from "./tell-of-erased.ts";

/** Every appointment, with its place, and what became of it. */
async function gather(work: Work, { row: person }: AlumnusView, reader: Reader): Promise<readonly Section[]> {
  const { t, language, timeZone } = reader;
  const rows = await work.db
    .select()
    .from(appointment)
    .where(eq(appointment.alumnusId, person.id))
    .orderBy(asc(appointment.createdAt));
  const items = [];
  const data = [];
  for (const row of rows) {
    const { form, state, startsAt, endsAt, place, company, createdAt, endedAt } = row;
    const placeText = (await openPlaceText(work, person.keyId, row)) ?? null;
    items.push({
      label: formatWithYear(language, timeZone, startsAt ?? createdAt),
      text: [
        t(`appointment:button.${form}`),
        t(`appointment:state.${state}`),
        ...(placeText === null ? [] : [`“${placeText}”`]),
        ...(company === null ? [] : [t(`appointment:company.${company}`)]),
      ].join(" · "),
    });
    data.push({ form, state, startsAt, endsAt, place, placeText, company, createdAt, endedAt });
  }
  return [{ id: "appointments", title: t("appointment:section"), items, data }];
}

/** Nothing of them stays; whoever had one to come hears, without a name, that it is off. */
async function erase(work: Work, row: PersonRow): Promise<string[]> {
  const gone = await work.db.delete(appointment).where(eq(appointment.alumnusId, row.id)).returning();
  for (const one of gone) {
    // What still waits for a chat of the staff carries the name.
    await dropUnsentAbout(work, { kind: "appointment", id: one.id }, null);
    await tellOfErased(work, one);
  }
  return [];
}

/** Appointments of whose guidance ended long ago; nothing while something of the same person is open. */
async function forgetAppointments({ db }: Work, run: RetentionRun): Promise<number> {
  const old = db
    .select({ id: appointment.id })
    .from(appointment)
    .innerJoin(alumnus, eq(alumnus.id, appointment.alumnusId))
    .where(isLongOver(db, run))
    .limit(run.most);
  return (await db.delete(appointment).where(inArray(appointment.id, old)).returning()).length;
}

/** Own hours of the staff that have passed. */
async function forgetOwnHours({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const old = db.select({ id: ownHours.id }).from(ownHours).where(lte(ownHours.untilAt, before)).limit(most);
  return (await db.delete(ownHours).where(inArray(ownHours.id, old)).returning()).length;
}

export const appointmentPart: PersonalPart = {
  name: "appointment",
  gather,
  erase,
  retain: { contacts: forgetAppointments, messages: forgetOwnHours },
};
