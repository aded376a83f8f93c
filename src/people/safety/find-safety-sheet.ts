import { desc, eq } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { safetySheet } from "../../db/schema/index.ts";

export type SafetySheetRow = typeof safetySheet.$inferSelect;

/** The newest safety sheet of an organisation, however old its check is; undefined when nobody ever signed one. */
export async function findSafetySheet(
  { db }: { readonly db: Db },
  organisationId: string,
): Promise<SafetySheetRow | undefined> {
  const [row] = await db
    .select()
    .from(safetySheet)
    .where(eq(safetySheet.organisationId, organisationId))
    .orderBy(desc(safetySheet.seq))
    .limit(1);
  return row;
}
