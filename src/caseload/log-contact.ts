import { type Noted, noteContact } from "../contact/note-contact.ts";
import { findContact } from "../contact/record-contact.ts";
import type { Work } from "../delivery/work.ts";
import { moveEscalation } from "../escalation/move-escalation.ts";
import { lockRunningEscalation } from "../escalation/store.ts";
import type { CaseWorkerRow } from "../people/store.ts";

/**
 * Writes a contact down as `noteContact` does. Where somebody was reached about whom this case worker has an alert that waits for
 * contact, it is the contact of that alert too, so that nothing is tapped twice: the alert asks for its outcome.
 */
export async function logContact(
  work: Work,
  by: CaseWorkerRow,
  contact: Parameters<typeof noteContact>[2],
): Promise<Noted> {
  const { id, channel, minutes } = contact;
  const running = await lockRunningEscalation(work.db, contact.personId);
  const waits = running?.ownerId === by.id && running.state === "acknowledged";
  if (!running || !waits || minutes === undefined || (await findContact(work.db, id)))
    return noteContact(work, by, contact);
  const moved = await moveEscalation(work, by, running.id, {
    do: "reached",
    contact: { id, channel, minutes },
  });
  const row = moved.ok ? await findContact(work.db, id) : undefined;
  return row ? { ok: true, row } : { ok: false, reason: "notYours" };
}
