import { eq } from "drizzle-orm";
import { organisation } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { lookAgainAtOrganisation } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { decideSilenceRefusal } from "./decide-silence-refusal.ts";
import type { SilenceDays } from "./standing/standing.ts";

/**
 * After how many days of silence this organisation asks again, sends a human, and calls somebody out of sight (R9, R10); with null
 * ours again. Everybody of it is looked at by them at once. Throws Refused for days that are none or out of order.
 */
export async function setSilenceDays(
  { db, now }: Pick<Office, "db" | "now">,
  { id }: OrganisationRow,
  days: SilenceDays | null,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not set these days.");
  const refusal = days && decideSilenceRefusal(days);
  if (refusal) throw new Refused(`${refusal} Nothing was changed.`);
  await db.transaction(async (tx) => {
    await tx.update(organisation).set({ silenceDays: days }).where(eq(organisation.id, id));
    await lookAgainAtOrganisation({ db: tx, now }, id);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "setSilenceDays",
      subject: { kind: "organisation", id },
      facts: days
        ? { remind: days.remind.join("+"), task: days.task, outOfSight: days.outOfSight }
        : { own: false },
    });
  });
}
