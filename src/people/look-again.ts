import { and, eq, isNotNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { standing } from "../db/schema/index.ts";

/**
 * Something happened that may change where somebody stands: time looks at it within seconds. Whoever is in no programme
 * has no standing, and whose guidance is over has none to look at.
 */
export async function lookAgain(
  { db, now }: { readonly db: Db; readonly now: Date },
  alumnusId: string,
): Promise<void> {
  await db
    .update(standing)
    .set({ lookAt: now })
    .where(and(eq(standing.alumnusId, alumnusId), isNotNull(standing.lookAt)));
}
