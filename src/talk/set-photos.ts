import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

/** Whether an organisation's case workers and young people can send each other photos in a talk. */
export async function setPhotos(
  { db, now }: Office,
  { id }: OrganisationRow,
  photos: boolean,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change this.");
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ photos }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setPhotos",
      subject: { kind: "organisation", id },
      facts: { photos },
    });
  });
}
