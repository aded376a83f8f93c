import { and, eq, gt, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { talk, talkMessage } from "../db/schema/index.ts";

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

/** So long after their own words somebody is at the keyboard. */
export const writingMilliseconds = 30 * 60_000;

/** Whoever talks with this young person and said something there within half an hour: they are there, whatever their hours say. */
export async function findWriter(db: Db, personId: string, now: Date): Promise<string | undefined> {
  const [row] = await db
    .select({ ownerId: talk.ownerId })
    .from(talk)
    .innerJoin(talkMessage, and(eq(talkMessage.talkId, talk.id), eq(talkMessage.caseWorkerId, talk.ownerId)))
    .where(
      and(
        eq(talk.personId, personId),
        eq(talk.state, "open"),
        gt(talkMessage.at, new Date(now.getTime() - writingMilliseconds)),
      ),
    )
    .limit(1);
  return row?.ownerId;
}
