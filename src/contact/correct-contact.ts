import { eq } from "drizzle-orm";
import { contactRecord } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findOrganisation,
  findPerson,
  type PersonRow,
  subjectOfPerson,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { contactMoment } from "./contact-moment.ts";
import {
  type ContactChannel,
  type ContactRow,
  type ContactTheme,
  correctDays,
  notedAtOf,
} from "./contact-record.ts";
import { findContact } from "./record-contact.ts";

export type Correction =
  | { readonly minutes: number }
  | { readonly channel: ContactChannel }
  /** On when it was off, and the other way round. */
  | { readonly theme: ContactTheme }
  | { readonly note: string }
  | { readonly result: "reached" | "notReached" }
  | { readonly direction: "in" | "out" }
  /** A local day, `2026-11-24`, today or before. */
  | { readonly day: string };

export type CorrectRefusal = "notYours" | "undone" | "tooLate" | "ofAlert" | "future";
export type Corrected =
  | { readonly ok: true; readonly row: ContactRow; readonly person: PersonRow }
  | { readonly ok: false; readonly reason: CorrectRefusal };

/** A contact that this case worker wrote down and can still complete, with whom it was. Refuses as `correctContact` does. */
export async function findToCorrect(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  contactId: string,
): Promise<Corrected> {
  const row = await findContact(db, contactId);
  const person = row && (await findPerson(db, row.personId));
  if (!row || !person || row.caseWorkerId !== by.id || person.details.length === 0 || person.erasedAt)
    return { ok: false, reason: "notYours" };
  // Whoever had the contact completes it, also when the alert behind it is settled or the person is a colleague's by now.
  const subject = { ...subjectOfPerson(person), ownerId: row.caseWorkerId };
  if (!may(actorOfStaff(by), "logContact", subject)) return { ok: false, reason: "notYours" };
  if (row.undoneAt) return { ok: false, reason: "undone" };
  if (now.getTime() - notedAtOf(row).getTime() > correctDays * 86_400_000)
    return { ok: false, reason: "tooLate" };
  return { ok: true, row, person };
}

/**
 * Completes a contact: minutes, way, themes, a note (sealed with the young person's key), who began, whether somebody was
 * reached, on which day. Only who wrote it down, for fourteen days. Refuses `ofAlert` for day and result of a contact that
 * stands in an alert (the alert's own buttons say that), and `future` for a day that is still to come.
 */
export async function correctContact(
  work: Work,
  by: CaseWorkerRow,
  contactId: string,
  correction: Correction,
): Promise<Corrected> {
  const { db, now } = work;
  const found = await findToCorrect(work, by, contactId);
  if (!found.ok) return found;
  const { row, person } = found;
  const isOfAlert = row.escalationId !== null;
  if (isOfAlert && ("day" in correction || "result" in correction)) return { ok: false, reason: "ofAlert" };
  const organisation = await findOrganisation(db, person.organisationId);
  if ("day" in correction && correction.day > localDay(organisation, now))
    return { ok: false, reason: "future" };
  const values = async (): Promise<Partial<ContactRow>> => {
    if ("note" in correction)
      return { note: await work.vault.seal(db, person.keyId, notePlace(row.id), correction.note) };
    if ("theme" in correction) return { themes: toggled(row.themes, correction.theme) };
    if ("day" in correction) return { at: contactMoment(organisation, correction.day, notedAtOf(row)) };
    // An attempt that was none: how long nobody was reached does not count.
    if ("result" in correction && correction.result === "notReached") return { ...correction, minutes: null };
    return correction;
  };
  const [changed] = await db
    .update(contactRecord)
    .set(await values())
    .where(eq(contactRecord.id, row.id))
    .returning();
  if (!changed) throw new Error("A contact that is gone");
  await lookAgainAtStanding(work, person.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "correctContact",
    subject: { kind: "alumnus", id: person.id },
    facts: { what: Object.keys(correction)[0] ?? "" },
  });
  return { ok: true, row: changed, person };
}

const toggled = (themes: readonly string[], theme: string): readonly string[] =>
  themes.includes(theme) ? themes.filter((one) => one !== theme) : [...themes, theme];

const notePlace = (id: string) => ({ table: "contact_record", column: "note", row: id });

/** The short note with a contact, opened with the young person's key; undefined when there is none. */
export async function openContactNote(
  { db, vault }: Pick<Work, "db" | "vault">,
  keyId: string,
  row: Pick<ContactRow, "id" | "note">,
): Promise<string | undefined> {
  return row.note ? vault.open(db, keyId, notePlace(row.id), row.note) : undefined;
}
