import { and, eq, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { escalation } from "../db/schema/index.ts";

/** Whether this person said something that is a crisis and no human has recorded an outcome yet. */
export async function isInCrisis(db: Db, personId: string): Promise<boolean> {
  const [row] = await db
    .select({ id: escalation.id })
    .from(escalation)
    .where(
      and(
        eq(escalation.personId, personId),
        eq(escalation.severity, "crisis"),
        ne(escalation.state, "resolved"),
      ),
    )
    .limit(1);
  return row !== undefined;
}
