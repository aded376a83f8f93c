import { randomUUID } from "node:crypto";
import { checkIn } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { decideSignals, nothingBefore } from "./decide-signals.ts";
import { firstQuestion } from "./first-question.ts";
import { findSet, type SignalRow, saveGiven } from "./store.ts";
import { storeSignals } from "./store-signals.ts";

/**
 * The one answer given before the case worker's yes becomes a small check-in of its own, now that it is known whose it is.
 * Returns the signals that follow.
 */
export async function recordFirstAnswer(
  work: Work,
  view: AlumnusView,
  option: string,
  setHash: string,
): Promise<SignalRow[]> {
  const { db, now } = work;
  const { set } = await findSet(db, setHash);
  const [row] = await db
    .insert(checkIn)
    .values({
      id: randomUUID(),
      alumnusId: view.row.id,
      caseWorkerId: view.row.caseWorkerId,
      setHash,
      state: "done",
      round: 0,
      createdAt: now,
      openedAt: now,
      endedAt: now,
    })
    .returning();
  if (!row) throw new Error("A check-in that was not stored");
  const given = {
    questionId: firstQuestion().id,
    options: [option],
    skipped: false,
    inWords: false,
    complete: true,
  };
  await saveGiven(db, row, given, set.version, now);
  const found = decideSignals(set, { id: row.id, given: [given], situationBefore: undefined }, nothingBefore);
  return storeSignals(work, { personId: view.row.id, checkInId: row.id }, found);
}
