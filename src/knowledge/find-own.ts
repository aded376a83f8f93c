import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { knowledgeEntry, membership } from "../db/schema/index.ts";
import type { Entry } from "./decide-own.ts";

/**
 * What an organisation says about the items, as approved by a second person; of each item the newest. What its region or board says
 * counts where the organisation itself says nothing.
 */
export async function findOwn(db: Db, organisationId: string): Promise<Entry[]> {
  const above = await db
    .select({ id: membership.parentId })
    .from(membership)
    .where(eq(membership.schoolId, organisationId));
  const from = [...above.map(({ id }) => id), organisationId];
  const rows = await db
    .select()
    .from(knowledgeEntry)
    .where(inArray(knowledgeEntry.organisationId, from))
    .orderBy(asc(knowledgeEntry.seq));
  const approved = rows.filter(({ decision }) => decision === "approved");
  return from.flatMap((id) => approved.filter((row) => row.organisationId === id));
}
