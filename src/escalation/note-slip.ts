import type { Work } from "../delivery/work.ts";
import { carryOut } from "./notify.ts";
import { lockRunningEscalation, recordEvent } from "./store.ts";

/**
 * The young person says that a serious tap was a slip: written down, and shown in the messages that are there. It rings
 * nobody, and nothing is closed or made less serious by it: a human decides.
 */
export async function noteSlip(work: Work, personId: string): Promise<void> {
  const row = await lockRunningEscalation(work.db, personId);
  if (!row) return;
  await recordEvent(work.db, row, { at: work.now, kind: "tappedWrong" });
  await carryOut(work, row, [{ do: "refresh" }]);
}
