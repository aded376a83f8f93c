import { and, eq, ne, or } from "drizzle-orm";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { comeBack } from "./decide-step.ts";
import type { EscalationEffect } from "./escalation-state.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { carryOut } from "./notify.ts";
import {
  type EscalationRow,
  lockEscalation,
  lockRunningEscalation,
  recordEvent,
  stateOf,
  updateEscalation,
} from "./store.ts";

/** Whoever had taken these, or was given them, has left: each goes round again, and phones ring. Returns how many. */
export async function releaseEscalations(work: Work, ownerId: string): Promise<number> {
  const rows = await work.db
    .select({ id: escalation.id })
    .from(escalation)
    .where(
      and(
        or(eq(escalation.ownerId, ownerId), eq(escalation.addresseeId, ownerId)),
        ne(escalation.state, "resolved"),
      ),
    );
  for (const { id } of rows) {
    const row = await lockEscalation(work.db, id);
    if (!row || row.state === "resolved") continue;
    if (row.ownerId !== ownerId && row.addresseeId !== ownerId) continue;
    await goRoundAgain(work, row, "ownerLeft");
  }
  return rows.length;
}

/**
 * Somebody has another case worker now: what runs about them and was the former one's, or nobody's, goes round again and comes to
 * the new one first. What another colleague took stays with them.
 */
export async function releaseAlertOf(work: Work, personId: string, formerId: string): Promise<void> {
  const row = await lockRunningEscalation(work.db, personId);
  if (!row) return;
  const holderId = row.ownerId ?? row.addresseeId;
  if (holderId !== null && holderId !== formerId) return carryOut(work, row, [{ do: "refresh" }]);
  await goRoundAgain(work, row, "caseWorkerChanged", [{ do: "refresh" }]);
}

/** What runs about them and nobody has taken rang whoever left: it goes round again, and comes to the new case worker first. */
export async function ringNewCaseWorker(work: Work, personId: string): Promise<void> {
  const row = await lockRunningEscalation(work.db, personId);
  if (row && row.ownerId === null && row.addresseeId === null)
    await goRoundAgain(work, row, "caseWorkerChanged");
}

async function goRoundAgain(
  work: Work,
  row: EscalationRow,
  kind: "ownerLeft" | "caseWorkerChanged",
  more: readonly EscalationEffect[] = [],
): Promise<void> {
  const before = stateOf(row);
  const decision = comeBack(before, await findCircumstances(work, row), 0);
  const released = await updateEscalation(work.db, row, { ...decision.state, addresseeId: null });
  await recordEvent(work.db, released, { at: work.now, kind, before });
  await carryOut(work, released, [...decision.effects, ...more]);
}
