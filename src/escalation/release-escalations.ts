import { and, eq, ne, or } from "drizzle-orm";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { comeBack } from "./decide-step.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { carryOut } from "./notify.ts";
import { lockEscalation, recordEvent, stateOf, updateEscalation } from "./store.ts";

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
    const before = stateOf(row);
    const decision = comeBack(before, await findCircumstances(work, row), 0);
    const released = await updateEscalation(work.db, row, decision.state);
    await recordEvent(work.db, released, { at: work.now, kind: "ownerLeft", before });
    await carryOut(work, released, decision.effects);
  }
  return rows.length;
}
