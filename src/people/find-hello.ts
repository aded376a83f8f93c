import { and, eq, inArray, isNotNull, isNull, max, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, contactRecord } from "../db/schema/index.ts";
import { isHelloDue } from "./is-hello-due.ts";

/**
 * Those of these people whom their new case worker has still to meet: nobody reached them since the change (R12). Only a contact
 * that the new one had counts; one that was taken back does not.
 */
export async function findHellosDue(db: Db, alumnusIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (alumnusIds.length === 0) return new Set();
  const rows = await db
    .select({ id: alumnus.id, since: alumnus.caseWorkerSince, last: max(contactRecord.at) })
    .from(alumnus)
    .leftJoin(
      contactRecord,
      and(
        eq(contactRecord.personId, alumnus.id),
        eq(contactRecord.caseWorkerId, alumnus.caseWorkerId),
        eq(contactRecord.result, "reached"),
        isNull(contactRecord.undoneAt),
      ),
    )
    .where(and(inArray(alumnus.id, [...alumnusIds]), isNotNull(alumnus.caseWorkerSince)))
    .groupBy(alumnus.id);
  return new Set(rows.flatMap(({ id, since, last }) => (isHelloDue(since, last ?? undefined) ? [id] : [])));
}

/**
 * For an update of alumni who get another case worker: since when that is. Who never took part meets the new one as the first:
 * nobody has to be introduced again.
 */
export const sinceIfKnown = (now: Date): SQL<Date | null> =>
  sql`case when ${alumnus.joinedAt} is null then null else ${now.toISOString()}::timestamptz end`;
