import { eq } from "drizzle-orm";
import { escalationNotice } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findOrganisation } from "../people/store.ts";
import { decideStep } from "./decide-escalation.ts";
import { carryOut } from "./notify.ts";
import { type EscalationRow, lockEscalation, recordEvent, stateOf, updateEscalation } from "./store.ts";

/**
 * Takes the next step of an escalation whose time has come. Asked twice for the same time, by a second instance or a
 * second tick, it steps once: the row is locked and its time read again.
 */
export async function stepEscalation(work: Work, id: string): Promise<void> {
  const row = await lockEscalation(work.db, id);
  if (!row?.nextStepAt || row.state === "resolved" || row.nextStepAt > work.now) return;
  await step(work, row, "stepped");
}

/**
 * A message about an escalation did not arrive (the case worker blocked the bot, or Telegram refused it): the next step is
 * taken at once, to somebody else (security.md 3). Messages to others of the same step do not set it off again.
 */
export async function escalateUndelivered(work: Work, escalationId: string, outboxId: string): Promise<void> {
  const failed = await work.db
    .update(escalationNotice)
    .set({ failedAt: work.now })
    .where(eq(escalationNotice.messageId, outboxId))
    .returning();
  const row = await lockEscalation(work.db, escalationId);
  if (!row || row.state === "resolved" || failed.length === 0) return;
  const notices = await work.db
    .select()
    .from(escalationNotice)
    .where(eq(escalationNotice.escalationId, escalationId));
  // Somebody else still has it on the phone: the ordinary waiting time goes on.
  if (notices.some((notice) => notice.failedAt === null)) return;
  await recordEvent(work.db, row, { at: work.now, kind: "undelivered" });
  await step(work, row, "steppedUndelivered");
}

async function step(work: Work, row: EscalationRow, kind: string): Promise<void> {
  const organisation = await findOrganisation(work.db, row.organisationId);
  const before = stateOf(row);
  const decision = decideStep(before, organisation, work.now);
  const updated = await updateEscalation(work.db, row, decision.state);
  await recordEvent(work.db, updated, { at: work.now, kind, before, facts: { step: decision.state.step } });
  await carryOut(work, updated, decision.effects);
}
