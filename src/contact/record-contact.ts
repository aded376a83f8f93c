import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { contactRecord } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import type { ContactRow } from "./contact-record.ts";

export interface NewContact {
  /** Given where a second tap must not write it twice. */
  readonly id?: string;
  readonly personId: string;
  readonly caseWorkerId: string;
  readonly escalationId?: string | null;
  readonly result: ContactRow["result"];
  /** By phone when left out. */
  readonly channel?: ContactRow["channel"];
  readonly minutes?: number;
  /** When it was; now when left out. */
  readonly at?: Date;
}

/**
 * Writes down that a human had contact now, or tried. The caller has asked `may`. Undefined when there is a record of this id
 * already: then nothing is written.
 */
export async function recordContact(
  { db, now }: Pick<Work, "db" | "now">,
  contact: NewContact,
): Promise<ContactRow | undefined> {
  const [row] = await db
    .insert(contactRecord)
    .values({
      id: contact.id ?? randomUUID(),
      personId: contact.personId,
      caseWorkerId: contact.caseWorkerId,
      escalationId: contact.escalationId ?? null,
      at: contact.at ?? now,
      notedAt: now,
      result: contact.result,
      channel: contact.channel ?? "phone",
      minutes: contact.minutes ?? null,
    })
    .onConflictDoNothing()
    .returning();
  if (row) await lookAgainAtStanding({ db, now }, row.personId);
  return row;
}

export async function findContact(db: Db, id: string): Promise<ContactRow | undefined> {
  const [row] = await db.select().from(contactRecord).where(eq(contactRecord.id, id));
  return row;
}
