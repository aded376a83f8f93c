import { randomUUID } from "node:crypto";
import { and, inArray, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { auditFinding } from "../db/schema/index.ts";
import type { Fault } from "./find-faults.ts";

export type FindingRow = typeof auditFinding.$inferSelect;

/** The operator hears of a fault that lasts once a day. */
const againMilliseconds = 24 * 60 * 60_000;

/**
 * Writes down what was found: new findings, those that are still there, and the end of those that are gone. Returns the ones
 * of which the operator is to hear now. Nothing but the auditor's own table is written: it mends nothing.
 */
export async function noteFaults(db: Db, now: Date, faults: readonly Fault[]): Promise<FindingRow[]> {
  return db.transaction(async (tx) => {
    const open = await tx.select().from(auditFinding).where(isNull(auditFinding.goneAt));
    const keyOf = ({ kind, subject }: { kind: string; subject: string }) => `${kind} ${subject}`;
    const found = new Set(faults.map(keyOf));
    const known = new Set(open.map(keyOf));
    const idsOf = (rows: readonly FindingRow[]) => rows.map(({ id }) => id);
    const gone = idsOf(open.filter((row) => !found.has(keyOf(row))));
    const still = idsOf(open.filter((row) => found.has(keyOf(row))));
    if (gone.length > 0)
      await tx.update(auditFinding).set({ goneAt: now }).where(inArray(auditFinding.id, gone));
    if (still.length > 0)
      await tx.update(auditFinding).set({ lastSeenAt: now }).where(inArray(auditFinding.id, still));
    const fresh = faults.filter((fault) => !known.has(keyOf(fault)));
    if (fresh.length > 0)
      await tx.insert(auditFinding).values(
        fresh.map(({ kind, subject, since }) => ({
          id: randomUUID(),
          kind,
          subject,
          firstSeenAt: since < now ? since : now,
          lastSeenAt: now,
        })),
      );
    const rows = await tx.select().from(auditFinding).where(isNull(auditFinding.goneAt));
    return rows.filter(
      ({ reportedAt }) => reportedAt === null || now.getTime() - reportedAt.getTime() >= againMilliseconds,
    );
  });
}

/** The operator was told of these. */
export async function noteReported(db: Db, now: Date, findings: readonly FindingRow[]): Promise<void> {
  if (findings.length === 0) return;
  const ids = findings.map(({ id }) => id);
  await db
    .update(auditFinding)
    .set({ reportedAt: now })
    .where(and(inArray(auditFinding.id, ids), isNull(auditFinding.goneAt)));
}
