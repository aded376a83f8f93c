import { and, eq, ne } from "drizzle-orm";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findOrganisation } from "../people/store.ts";
import { decideUnreachable } from "./decide-escalation.ts";
import { carryOut } from "./notify.ts";
import { lockEscalation, recordEvent, stateOf, updateEscalation } from "./store.ts";

/** Whoever had taken these has left: each is everybody's again, and phones ring. Returns how many. */
export async function releaseEscalations(work: Work, ownerId: string): Promise<number> {
  const rows = await work.db
    .select({ id: escalation.id })
    .from(escalation)
    .where(and(eq(escalation.ownerId, ownerId), ne(escalation.state, "resolved")));
  for (const { id } of rows) {
    const row = await lockEscalation(work.db, id);
    if (!row || row.ownerId !== ownerId || row.state === "resolved") continue;
    const before = stateOf(row);
    const organisation = await findOrganisation(work.db, row.organisationId);
    const decision = decideUnreachable(before, organisation, work.now);
    const released = await updateEscalation(work.db, row, decision.state);
    await recordEvent(work.db, released, { at: work.now, kind: "ownerLeft", before });
    await carryOut(work, released, decision.effects);
  }
  return rows.length;
}
