import { and, eq, gte, isNull, lte, or } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { leadPeriod, membership } from "../db/schema/index.ts";
import { localDay } from "./duty/is-staffed.ts";
import { type AlumnusRow, findOrganisation } from "./store.ts";

/** On a local day, of a period that may have no end. */
export const isLeadOn = (day: string) =>
  and(lte(leadPeriod.fromDay, day), or(isNull(leadPeriod.untilDay), gte(leadPeriod.untilDay, day)));

/**
 * Which organisations beside the own one may know of somebody now: those that lead today, and the region and the board with
 * which the school shares it. What they may see of it says `may.ts`.
 */
export async function findOverseers(
  db: Db,
  { id, organisationId }: Pick<AlumnusRow, "id" | "organisationId">,
  now: Date,
): Promise<string[]> {
  const day = localDay(await findOrganisation(db, organisationId), now);
  const leads = await db
    .select({ id: leadPeriod.organisationId })
    .from(leadPeriod)
    .where(and(eq(leadPeriod.alumnusId, id), isLeadOn(day)));
  const above = await db
    .select({ id: membership.parentId })
    .from(membership)
    .where(and(eq(membership.schoolId, organisationId), eq(membership.shares, true)));
  return [...new Set([...leads, ...above].map((one) => one.id))];
}
