import { and, eq, ne } from "drizzle-orm";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { may } from "../people/may.ts";
import { actorOfStaff, type CaseWorkerRow, findPerson, type PersonRow } from "../people/store.ts";

/**
 * The person about whom this case worker may write a contact down: their own, one for whom they stand in, or whoever's running
 * alert they took. Undefined for anybody else, and for who had everything erased.
 */
export async function findForContact(
  { db, now }: Pick<Work, "db" | "now">,
  by: CaseWorkerRow,
  personId: string,
): Promise<PersonRow | undefined> {
  const person = await findPerson(db, personId);
  if (!person || person.erasedAt || person.details.length === 0) return undefined;
  const [running] = await db
    .select({ ownerId: escalation.ownerId })
    .from(escalation)
    .where(and(eq(escalation.personId, person.id), ne(escalation.state, "resolved")));
  const subject = { ...(await findSubject(db, person, now)), ownerId: running?.ownerId ?? null };
  return may(actorOfStaff(by), "logContact", subject) ? person : undefined;
}
