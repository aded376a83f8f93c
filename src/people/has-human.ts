import { and, eq, inArray, isNotNull, ne, or } from "drizzle-orm";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { talksOf } from "./has-talk.ts";

/** A talk, an alert that somebody took and has not finished, or a serious one that nobody took yet. */
export async function isWithHuman({ db }: Pick<Work, "db">, alumnusId: string): Promise<boolean> {
  const alerts = db
    .select({ id: escalation.id })
    .from(escalation)
    .where(
      and(
        eq(escalation.personId, alumnusId),
        ne(escalation.state, "resolved"),
        or(isNotNull(escalation.ownerId), inArray(escalation.severity, ["urgent", "crisis"])),
      ),
    );
  return (await alerts.unionAll(talksOf(db, alumnusId)).limit(1)).length > 0;
}
