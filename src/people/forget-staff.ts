import { randomUUID } from "node:crypto";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import { caseWorker, channelProof } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { recordErasure } from "../privacy/erasure-ledger.ts";
import type { RetentionRun } from "../privacy/personal-part.ts";
import { forgetDutyOf } from "./duty/end-duty.ts";
import { forgetMailbox } from "./reach/set-email.ts";

/** The name of staff who left long ago is destroyed; until then the reading log can say who it was. */
export async function forgetStaff(
  work: Work,
  { organisationId, before, most }: RetentionRun,
): Promise<number> {
  const rows = await work.db
    .select()
    .from(caseWorker)
    .where(
      and(
        eq(caseWorker.organisationId, organisationId ?? ""),
        lte(caseWorker.leftAt, before),
        gt(sql`octet_length(${caseWorker.name})`, 0),
      ),
    )
    .limit(most);
  for (const row of rows) {
    await forgetCaseWorker(work, row);
    await recordErasure(work.db, {
      id: randomUUID(),
      at: work.now,
      kind: "caseWorker",
      reason: "retention",
      subjectId: row.id,
      organisationId: row.organisationId,
      keyIds: [row.keyId],
      numberHash: null,
      chatHash: null,
    });
  }
  return rows.length;
}

/** Destroys the name and the address for good; the row stays, because what this person did is counted and logged by its id. */
export async function forgetCaseWorker(
  { db, now, vault }: Work,
  row: Pick<typeof caseWorker.$inferSelect, "id" | "keyId">,
): Promise<void> {
  await vault.destroyKey(db, row.keyId, now);
  await forgetMailbox({ db }, row.id);
  await db.delete(channelProof).where(eq(channelProof.caseWorkerId, row.id));
  await forgetDutyOf(db, row.id);
  await db
    .update(caseWorker)
    .set({
      name: Buffer.alloc(0),
      nameHash: `erased:${row.id}`,
      chatId: null,
      leftAt: now,
      email: null,
      emailConfirmedAt: null,
    })
    .where(eq(caseWorker.id, row.id));
}
