import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { directoryEntry, membership } from "../db/schema/index.ts";

/** Who can help, as this organisation and its region say, in the order of their lists. */
export async function findDirectory(db: Db, organisationId: string, municipality?: string) {
  const above = db
    .select({ id: membership.parentId })
    .from(membership)
    .where(eq(membership.schoolId, organisationId));
  const rows = await db
    .select()
    .from(directoryEntry)
    .where(
      and(
        inArray(directoryEntry.organisationId, [organisationId, ...(await above).map(({ id }) => id)]),
        municipality === undefined ? undefined : eq(directoryEntry.municipality, municipality),
      ),
    )
    .orderBy(asc(directoryEntry.municipality), asc(directoryEntry.place));
  return rows;
}
