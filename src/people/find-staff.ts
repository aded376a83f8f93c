import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { caseWorker } from "../db/schema/index.ts";
import { caseWorkerNameHash, type Office } from "./add-staff.ts";
import { Refused } from "./find-organisation.ts";
import type { CaseWorkerRow, OrganisationRow } from "./store.ts";

/** Who of the staff of an organisation has this name. Throws Refused when nobody does. */
export async function findStaffByName(
  db: Db,
  vault: Office["vault"],
  organisation: OrganisationRow,
  name: string,
): Promise<CaseWorkerRow> {
  const [row] = await db
    .select()
    .from(caseWorker)
    .where(
      and(
        eq(caseWorker.organisationId, organisation.id),
        eq(caseWorker.nameHash, caseWorkerNameHash(vault, name)),
        isNull(caseWorker.leftAt),
      ),
    );
  if (!row)
    throw new Refused(
      `Nobody of the name “${name}” is on the staff of ${organisation.name}. \`npm run cli -- staff list\` shows who is. Nothing was changed.`,
    );
  return row;
}
