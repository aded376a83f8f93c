import { eq } from "drizzle-orm";
import { organisation } from "../../db/schema/index.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import type { Office } from "../add-staff.ts";
import { Refused } from "../find-organisation.ts";
import { lookAgainAtOrganisation } from "../look-again.ts";
import type { OrganisationRow } from "../store.ts";

export const agreements = ["off", "alumnus", "alumnusAndParent"] as const;

/** Sets whether a school asks for an agreement about taking part, and whom (CAP-03). `isNeeded`: nothing is asked
 * of anybody before. What was agreed stays. Throws Refused. */
export async function setAgreement(
  { db, now }: Pick<Office, "db" | "now">,
  row: OrganisationRow,
  to: string,
  isNeeded = false,
): Promise<void> {
  const agreement = agreements.find((one) => one === to);
  if (!agreement) throw new Refused(`There is no "${to}". There are: ${agreements.join(", ")}.`);
  await db
    .update(organisation)
    .set({ agreement, agreementNeeded: isNeeded && agreement !== "off" })
    .where(eq(organisation.id, row.id));
  // Whom nothing holds back any more is asked now, and a task about it ends.
  await lookAgainAtOrganisation({ db, now }, row.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "operator" },
    action: "setAgreement",
    subject: { kind: "organisation", id: row.id },
    facts: { agreement, isNeeded },
  });
}
