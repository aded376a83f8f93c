import { and, eq, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { talk } from "../db/schema/index.ts";

/** The talks that are not over: a query. */
export const talksOf = (db: Db, personId: string) =>
  db
    .select({ id: talk.id })
    .from(talk)
    .where(and(eq(talk.personId, personId), ne(talk.state, "ended")));

/** With whom a human talks through the robot now: a query. */
export const personsInTalks = (db: Db) =>
  db.select({ id: talk.personId }).from(talk).where(ne(talk.state, "ended"));

/** Whether a human talks with this young person through the robot now: then the robot asks nothing. */
export async function hasTalk(db: Db, personId: string): Promise<boolean> {
  return (await talksOf(db, personId)).length > 0;
}

/** Whether this case worker has a talk through the robot now: what they type may be meant for the other side. */
export async function isInTalk(db: Db, caseWorkerId: string): Promise<boolean> {
  const own = and(eq(talk.ownerId, caseWorkerId), ne(talk.state, "ended"));
  return (await db.select({ id: talk.id }).from(talk).where(own).limit(1)).length > 0;
}
