import { and, count, eq, exists, isNull, ne, not, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { asker, escalation, organisation, talk } from "../db/schema/index.ts";

/**
 * Names who of the staff is asked first. Those who asked before go along, but for those of whom something is open: whoever works on it
 * goes on with it. Says how many those are.
 */
export async function setAnswerer(db: Db, organisationId: string, workerId: string): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.update(organisation).set({ answererId: workerId }).where(eq(organisation.id, organisationId));
    const rests = not(isSomethingOpen(tx));
    const others = and(
      eq(asker.organisationId, organisationId),
      isNull(asker.erasedAt),
      ne(asker.caseWorkerId, workerId),
    );
    await tx.update(asker).set({ caseWorkerId: workerId }).where(and(others, rests));
    const [staying] = await tx.select({ count: count() }).from(asker).where(others);
    return staying?.count ?? 0;
  });
}

/** For a query over those who ask: a human works on something of theirs, or writes with them. */
const isSomethingOpen = (db: Db) =>
  sql`(${exists(
    db
      .select({ one: sql`1` })
      .from(escalation)
      .where(and(eq(escalation.personId, asker.id), ne(escalation.state, "resolved"))),
  )} or ${exists(
    db
      .select({ one: sql`1` })
      .from(talk)
      .where(and(eq(talk.personId, asker.id), ne(talk.state, "ended"))),
  )})`;
