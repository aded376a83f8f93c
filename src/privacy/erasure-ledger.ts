import { asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "../db/connect.ts";
import { erasure } from "../db/schema/index.ts";

/** One erasure, by ids and keyed hashes. The same in the database and, a line each, in the ledger's file. */
export const erasureEntry = z.strictObject({
  id: z.uuid(),
  at: z.coerce.date(),
  kind: z.enum(["alumnus", "chat", "caseWorker"]),
  reason: z.enum(["ownWish", "retention"]),
  subjectId: z.uuid().nullable(),
  organisationId: z.uuid().nullable(),
  keyIds: z.array(z.uuid()),
  numberHash: z.string().nullable(),
  chatHash: z.string().nullable(),
});
export type ErasureEntry = z.infer<typeof erasureEntry>;

const columns = {
  id: erasure.id,
  at: erasure.at,
  kind: erasure.kind,
  reason: erasure.reason,
  subjectId: erasure.subjectId,
  organisationId: erasure.organisationId,
  keyIds: erasure.keyIds,
  numberHash: erasure.numberHash,
  chatHash: erasure.chatHash,
};

/** Writes one erasure into the ledger, in the transaction that erases. One that stands there already changes nothing. */
export async function recordErasure(db: Db, entry: ErasureEntry): Promise<void> {
  await db.insert(erasure).values(entry).onConflictDoNothing();
}

/** The whole ledger, oldest first. */
export async function listErasures(db: Db): Promise<ErasureEntry[]> {
  return db.select(columns).from(erasure).orderBy(asc(erasure.seq));
}

/** Of these entries, those that the database does not know: it is older than they are. */
export async function findUnknown(db: Db, entries: readonly ErasureEntry[]): Promise<ErasureEntry[]> {
  const known = new Set<string>();
  for (let from = 0; from < entries.length; from += 1_000) {
    const ids = entries.slice(from, from + 1_000).map(({ id }) => id);
    for (const { id } of await db.select({ id: erasure.id }).from(erasure).where(inArray(erasure.id, ids)))
      known.add(id);
  }
  return entries.filter(({ id }) => !known.has(id));
}

/**
 * The keyed hashes of the own numbers of everybody who was erased in this organisation, for the import: whoever is in here
 * does not come back by a list (`own_number`, as in `alumnus.own_number_hash`).
 */
export async function findErasedNumbers(db: Db, organisationId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .select({ numberHash: erasure.numberHash })
    .from(erasure)
    .where(eq(erasure.organisationId, organisationId));
  return new Set(rows.flatMap(({ numberHash }) => numberHash ?? []));
}
