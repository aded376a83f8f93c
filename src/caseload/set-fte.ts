import { eq } from "drizzle-orm";
import { caseWorker } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { findStaffByName } from "../people/find-staff.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

/**
 * Which part of a full-time job somebody of the staff has, as a number from 0.05 to 1; undefined lets own working hours say it
 * again. Throws Refused for a number out of bounds, or a name that is not on the staff.
 */
export async function setFte(
  { db, vault, now }: Office,
  organisation: OrganisationRow,
  name: string,
  fte: number | undefined,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change the staff.");
  if (fte !== undefined && !(fte >= 0.05 && fte <= 1))
    throw new Refused("The size of a job is a number from 0.05 to 1, such as 0.8. Nothing was changed.");
  await db.transaction(async (tx) => {
    const row = await findStaffByName(tx, vault, organisation, name);
    const fteHundredths = fte === undefined ? null : Math.round(fte * 100);
    await tx.update(caseWorker).set({ fteHundredths }).where(eq(caseWorker.id, row.id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setFte",
      subject: { kind: "caseWorker", id: row.id },
    });
  });
}
