import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { type CheckInRow, countCheckIns, findRunningCheckIn, type SignalRow } from "./store.ts";
import { storeSignals } from "./store-signals.ts";

/**
 * Makes sure that the safety questions are what is asked now: in the check-in that is running, or in one of their own. A
 * crisis can be said at any time, not only when we asked. The signals that make it the check-in of a crisis are the caller's
 * to hand to humans (`joinCrisis`).
 */
export async function startSafety(
  work: Work,
  view: AlumnusView,
  setHash: string,
): Promise<{ readonly checkInId: string; readonly signals: readonly SignalRow[] }> {
  const { db } = work;
  const running = await findRunningCheckIn(db, view.row.id);
  const row = running ?? (await insertSafety(work, view, setHash));
  const found = { cause: `${row.id}:safety`, rule: "safety", theme: "safety", severity: "crisis" } as const;
  const signals = await storeSignals(work, { personId: view.row.id, checkInId: row.id }, [found]);
  await db.update(checkIn).set({ state: "open" }).where(eq(checkIn.id, row.id));
  return { checkInId: row.id, signals };
}

async function insertSafety(work: Work, view: AlumnusView, setHash: string): Promise<CheckInRow> {
  const [row] = await work.db
    .insert(checkIn)
    .values({
      id: randomUUID(),
      alumnusId: view.row.id,
      caseWorkerId: view.row.caseWorkerId,
      setHash,
      state: "open",
      round: await countCheckIns(work.db, view.row.id),
      situationBefore: view.row.situation,
      createdAt: work.now,
    })
    .returning();
  if (!row) throw new Error("A check-in that was not stored");
  return row;
}
