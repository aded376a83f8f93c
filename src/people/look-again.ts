import { and, eq, inArray, isNotNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { deadlineLook, standing } from "../db/schema/index.ts";

/** The same for many at once. */
export async function lookAgainAtAll(
  { db, now }: { readonly db: Db; readonly now: Date },
  alumnusIds: readonly string[],
): Promise<void> {
  if (alumnusIds.length === 0) return;
  await db
    .update(standing)
    .set({ lookAt: now })
    .where(and(inArray(standing.alumnusId, [...alumnusIds]), isNotNull(standing.lookAt)));
}

/** A sign of life of somebody who was missed ends what a human was asked to do about the silence. */
export async function lookAgainIfMissed(
  { db, now }: { readonly db: Db; readonly now: Date },
  alumnusId: string,
): Promise<void> {
  await db
    .update(standing)
    .set({ lookAt: now })
    .where(
      and(eq(standing.alumnusId, alumnusId), inArray(standing.state, ["silent", "outOfSight", "blocked"])),
    );
}

/**
 * Something happened that may change where somebody stands: time looks at it within seconds. Whoever is in no programme
 * has no standing, and whose guidance is over has none to look at; the dates that are watched are looked at all the same.
 */
export async function lookAgain(
  { db, now }: { readonly db: Db; readonly now: Date },
  alumnusId: string,
): Promise<void> {
  await db
    .update(standing)
    .set({ lookAt: now })
    .where(and(eq(standing.alumnusId, alumnusId), isNotNull(standing.lookAt)));
  await db.update(deadlineLook).set({ lookAt: now }).where(eq(deadlineLook.alumnusId, alumnusId));
}
