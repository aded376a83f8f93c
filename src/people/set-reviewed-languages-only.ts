import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Office } from "./add-staff.ts";
import { Refused } from "./find-organisation.ts";
import { may } from "./may.ts";
import type { OrganisationRow } from "./store.ts";

/** Whether an organisation offers only languages that native speakers have reviewed. Nobody's own language changes by it. */
export async function setReviewedLanguagesOnly(
  { db, now }: Office,
  { id }: OrganisationRow,
  reviewedLanguagesOnly: boolean,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change this.");
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ reviewedLanguagesOnly }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setLanguages",
      subject: { kind: "organisation", id },
      facts: { reviewedLanguagesOnly },
    });
  });
}
