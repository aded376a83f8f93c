import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

/** No full-time case worker knows more people than this by name. */
const mostPeople = 200;

/** How many young people a full-time case worker of this organisation guides. Throws Refused for a number out of bounds. */
export async function setNorm({ db, now }: Office, { id }: OrganisationRow, norm: number): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not set the norm.");
  if (!Number.isInteger(norm) || norm < 1 || norm > mostPeople)
    throw new Refused(
      `The norm is a whole number of young people from 1 to ${mostPeople}. Nothing was changed.`,
    );
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ caseloadNorm: norm }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setNorm",
      subject: { kind: "organisation", id },
      facts: { norm },
    });
  });
}
