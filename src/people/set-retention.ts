import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import { decideRefusal, type RetentionSettings } from "../privacy/decide-retention.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Office } from "./add-staff.ts";
import { Refused } from "./find-organisation.ts";
import { may } from "./may.ts";
import type { OrganisationRow } from "./store.ts";

/** How many days this organisation keeps a class of data. Throws Refused for an unknown class, or days outside its limits. */
export async function setRetention(
  { db, now }: Pick<Office, "db" | "now">,
  { id, retention }: OrganisationRow,
  name: string,
  days: number,
): Promise<RetentionSettings> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not set retention.");
  const refusal = decideRefusal(name, days);
  if (refusal) throw new Refused(refusal);
  const settings: RetentionSettings = { ...retention, [name]: days };
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ retention: settings }).where(eq(organisation.id, id));
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setRetention",
      subject: { kind: "organisation", id },
      facts: { class: name, days },
    });
  });
  return settings;
}
