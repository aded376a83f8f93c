import { and, eq, inArray, isNotNull, isNull, max } from "drizzle-orm";
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
        eq(contactRecord.alumnusId, alumnus.id),
        eq(contactRecord.caseWorkerId, alumnus.caseWorkerId),
        eq(contactRecord.result, "reached"),
        isNull(contactRecord.undoneAt),
      ),
    )
    .where(and(inArray(alumnus.id, [...alumnusIds]), isNotNull(alumnus.caseWorkerSince)))
    .groupBy(alumnus.id);
  return new Set(rows.flatMap(({ id, since, last }) => (isHelloDue(since, last ?? undefined) ? [id] : [])));
}
