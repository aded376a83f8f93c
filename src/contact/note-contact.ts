import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type ContactChannel, type ContactRow, mostMinutes } from "./contact-record.ts";
import { findForContact } from "./find-for-contact.ts";
import { recordContact } from "./record-contact.ts";

export type Noted =
  | { readonly ok: true; readonly row: ContactRow }
  | { readonly ok: false; readonly reason: "notYours" | "already" };

/**
 * A case worker writes down a contact that they just had, by whatever way, with its minutes; without minutes nobody was reached
 * (CAP-13). The id comes with the button, so that a second tap writes nothing (`already`). Refuses `notYours` for whoever is
 * not theirs. Throws RangeError for minutes that no screen offers.
 */
export async function noteContact(
  work: Work,
  by: CaseWorkerRow,
  contact: {
    readonly id: string;
    readonly personId: string;
    readonly channel: ContactChannel;
    readonly minutes: number | undefined;
  },
): Promise<Noted> {
  const { id, personId, channel, minutes } = contact;
  if (minutes !== undefined && !(minutes >= 0 && minutes <= mostMinutes))
    throw new RangeError("Minutes of a contact out of bounds");
  const person = await findForContact(work, by, personId);
  if (!person) return { ok: false, reason: "notYours" };
  const row = await recordContact(work, {
    ...{ id, personId, channel, caseWorkerId: by.id },
    result: minutes === undefined ? "notReached" : "reached",
    ...(minutes === undefined ? {} : { minutes }),
  });
  if (!row) return { ok: false, reason: "already" };
  await recordAccess(work.db, {
    at: work.now,
    actor: { kind: "caseWorker", id: by.id },
    action: "noteContact",
    subject: { kind: "alumnus", id: personId },
    facts: { channel },
  });
  return { ok: true, row };
}
