import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { isLongOver } from "../checkin/personal-part.ts";
import { alumnus, caseWorker, contactRecord } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { nameOfStaff } from "../people/name-of-staff.ts";
import type { PersonRow, PersonView } from "../people/store.ts";
import type { Item, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { findTheme } from "./contact-record.ts";
import { openContactNote } from "./correct-contact.ts";

/** Every contact with a human, with the notes: the person may read what is written about them (AVG 15). */
async function gather(work: Work, view: PersonView, reader: Reader): Promise<readonly Section[]> {
  const { t, language, timeZone } = reader;
  const rows = await work.db
    .select({ contact: contactRecord, worker: caseWorker })
    .from(contactRecord)
    .innerJoin(caseWorker, eq(caseWorker.id, contactRecord.caseWorkerId))
    .where(and(eq(contactRecord.personId, view.row.id), isNull(contactRecord.undoneAt)))
    .orderBy(asc(contactRecord.at), asc(contactRecord.seq));
  const items: Item[] = [];
  const data: unknown[] = [];
  for (const { contact, worker } of rows) {
    const name = await nameOfStaff(work, worker);
    const { at, result, channel, direction, minutes, themes } = contact;
    const about = themes.flatMap((one) => findTheme(one) ?? []).map((one) => t(`checkin:theme.${one}`));
    const more = [
      t(`contact:channel.${channel}`),
      ...(minutes === null ? [] : [t("contact:minutes", { n: minutes })]),
      ...about,
    ];
    const what = t(`rights:contact.${result}`, { worker: name ?? t("rights:formerStaff") });
    items.push({ label: formatWithYear(language, timeZone, at), text: [what, ...more].join(" · ") });
    const note = await openContactNote(work, view.row.keyId, contact);
    if (note) items.push({ label: t("rights:note"), text: `“${note}”` });
    data.push({ at, result, channel, direction, minutes, themes, note: note ?? null, by: name ?? null });
  }
  return [{ id: "contacts", title: t("contact:section"), items, data }];
}

/** Notes go; that there was a contact, how long and about what, stays as a figure of nobody. */
async function erase({ db }: Work, row: PersonRow): Promise<string[]> {
  await db.update(contactRecord).set({ note: null }).where(eq(contactRecord.personId, row.id));
  return [];
}

/** Records of contacts, with their notes; nothing while something of the same person is open. */
async function forgetContacts({ db }: Work, run: RetentionRun): Promise<number> {
  const old = db
    .select({ id: contactRecord.id })
    .from(contactRecord)
    .innerJoin(alumnus, eq(alumnus.id, contactRecord.personId))
    .where(isLongOver(db, run))
    .limit(run.most);
  return (await db.delete(contactRecord).where(inArray(contactRecord.id, old)).returning()).length;
}

/** When humans had contact with somebody, or tried. */
export const contactPart: PersonalPart = {
  name: "contact",
  gather,
  erase,
  retain: { contacts: forgetContacts },
};
