import { eq } from "drizzle-orm";
import { contactRecord } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { notedAtOf, undoMinutes } from "./contact-record.ts";
import { type Corrected, findToCorrect } from "./correct-contact.ts";

/**
 * Takes a contact back that was noted by mistake, within ten minutes: it is marked and counts no more, and stays in the rows.
 * Refuses `tooLate` after that, `ofAlert` where an alert's own "undo" takes it back, and whatever `correctContact` refuses.
 */
export async function undoContact(work: Work, by: CaseWorkerRow, contactId: string): Promise<Corrected> {
  const { db, now } = work;
  const found = await findToCorrect(work, by, contactId);
  if (!found.ok) return found;
  const { row, person } = found;
  if (row.escalationId !== null) return { ok: false, reason: "ofAlert" };
  if (now.getTime() - notedAtOf(row).getTime() > undoMinutes * 60_000)
    return { ok: false, reason: "tooLate" };
  const [undone] = await db
    .update(contactRecord)
    .set({ undoneAt: now })
    .where(eq(contactRecord.id, row.id))
    .returning();
  if (!undone) throw new Error("A contact that is gone");
  await lookAgainAtStanding(work, person.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "undoContact",
    subject: { kind: "alumnus", id: person.id },
  });
  return { ok: true, row: undone, person };
}
