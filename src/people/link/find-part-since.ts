import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { unlinking } from "../../db/schema/index.ts";
import { decidePartSince } from "../decide-said-yes.ts";
import type { AlumnusRow } from "../store.ts";
import { findSaidYes } from "./find-said-yes.ts";

/** Since when somebody takes part, with a phone or with a yes that stands (`decidePartSince`); null for whoever does not. */
export async function findPartSince(
  db: Db,
  row: Pick<AlumnusRow, "id" | "joinedAt" | "stoppedAt" | "erasedAt">,
): Promise<Date | null> {
  if (row.joinedAt !== null) return decidePartSince({ ...row, saidYes: undefined, released: undefined });
  const saidYes = (await findSaidYes(db, [row.id])).get(row.id);
  if (!saidYes) return null;
  const [released] = await db
    .select({ at: unlinking.at, joinedAt: unlinking.joinedAt })
    .from(unlinking)
    .where(and(eq(unlinking.alumnusId, row.id), isNull(unlinking.undoneAt)))
    .orderBy(desc(unlinking.at))
    .limit(1);
  return decidePartSince({ ...row, saidYes, released });
}
