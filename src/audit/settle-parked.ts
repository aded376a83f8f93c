import { and, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { inbox } from "../db/schema/index.ts";
import { Refused } from "../people/find-organisation.ts";
import { recordAccess } from "../privacy/record-access.ts";

/**
 * The operator has looked at an update that was put aside: the audit names it no more, and the access log keeps that. Throws
 * Refused for a number that is none, or not put aside.
 */
export async function settleParked(db: Db, now: Date, number: string): Promise<void> {
  const seq = /^U(\d{1,15})$/.exec(number)?.[1];
  if (seq === undefined)
    throw new Refused(`“${number}” is no number of an update, such as U12. Nothing was changed.`);
  await db.transaction(async (tx) => {
    const settled = await tx
      .update(inbox)
      .set({ state: "done" })
      .where(and(eq(inbox.seq, Number(seq)), eq(inbox.state, "parked")))
      .returning({ seq: inbox.seq });
    if (settled.length === 0) throw new Refused(`${number} is not put aside. Nothing was changed.`);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "settleParked",
      subject: { kind: "update" },
      facts: { number },
    });
  });
}
