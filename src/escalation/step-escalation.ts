import { eq } from "drizzle-orm";
import { escalationMail, escalationNotice } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Channel } from "../people/duty/duty.ts";
import { decideStep, decideUndelivered } from "./decide-step.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { carryOut } from "./notify.ts";
import { lockEscalation, lockFreeEscalation, recordEvent, stateOf, updateEscalation } from "./store.ts";

/**
 * Takes the next step of an escalation whose time has come. Asked twice for the same time, by a second instance or a
 * second tick, it steps once: the row is locked and its time read again. One that somebody else is at now is passed over;
 * what is still due after that is due at the next tick.
 */
export async function stepEscalation(work: Work, id: string): Promise<void> {
  const row = await lockFreeEscalation(work.db, id);
  if (!row?.nextStepAt || row.state === "resolved" || row.nextStepAt > work.now) return;
  const before = stateOf(row);
  const decision = decideStep(before, await findCircumstances(work, row));
  const updated = await updateEscalation(work.db, row, decision.state);
  // Another look in vain, every five minutes, is no line in a record that is never shortened.
  const facts = { step: decision.state.step };
  if (decision.effects.length > 0)
    await recordEvent(work.db, updated, { at: work.now, kind: "stepped", before, facts });
  await carryOut(work, updated, decision.effects);
}

/**
 * A message about an escalation did not arrive (the case worker blocked the bot, Telegram or the mail server refused it): the
 * other channel is used at once, or the next step is taken at once, to somebody else (security.md 3). Messages to others of
 * the same step do not set it off again.
 */
export async function escalateUndelivered(work: Work, escalationId: string, outboxId: string): Promise<void> {
  const failedAt = { failedAt: work.now };
  const [notice] = await work.db
    .update(escalationNotice)
    .set(failedAt)
    .where(eq(escalationNotice.messageId, outboxId))
    .returning();
  const [mail] = await work.db
    .update(escalationMail)
    .set(failedAt)
    .where(eq(escalationMail.messageId, outboxId))
    .returning();
  if (notice) await goOn(work, escalationId, notice.caseWorkerId, "telegram", "refused");
  if (mail) await goOn(work, escalationId, mail.caseWorkerId, "email", "refused");
}

/**
 * A message about an escalation does not get through for now: Telegram cannot be reached, takes no token, or asks for a long
 * pause. It stays in the queue and still comes; meanwhile the other channel is used.
 */
export async function escalateDelayed(work: Work, escalationId: string, outboxId: string): Promise<void> {
  const [notice] = await work.db
    .select()
    .from(escalationNotice)
    .where(eq(escalationNotice.messageId, outboxId));
  if (notice) await goOn(work, escalationId, notice.caseWorkerId, "telegram", "delayed");
}

async function goOn(
  work: Work,
  escalationId: string,
  caseWorkerId: string,
  channel: Channel,
  how: "refused" | "delayed",
): Promise<void> {
  const row = await lockEscalation(work.db, escalationId);
  if (!row || row.state === "resolved") return;
  const before = stateOf(row);
  const given = await findCircumstances(work, row, { caseWorkerId, channel });
  const decision = decideUndelivered(before, caseWorkerId, how, given);
  const kind = how === "refused" ? "undelivered" : "delayed";
  await recordEvent(work.db, row, { at: work.now, kind, before, facts: { channel } });
  const updated = await updateEscalation(work.db, row, decision.state);
  await carryOut(work, updated, decision.effects);
}
