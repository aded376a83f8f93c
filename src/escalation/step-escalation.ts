import { eq } from "drizzle-orm";
import { escalationMail, escalationNotice } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { decideArrived, decideStep, decideUndelivered } from "./decide-step.ts";
import { type Failing, findCircumstances } from "./find-circumstances.ts";
import { findToldBy } from "./find-told.ts";
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
  // What goes into the record alone says there what it was.
  if (decision.effects.some((effect) => effect.do !== "record"))
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
  if (notice) await goOn(work, escalationId, { ...notice, channel: "telegram" }, "refused");
  if (mail) await goOn(work, escalationId, { ...mail, channel: "email" }, "refused");
}

/**
 * A message about an escalation does not get through for now: Telegram or the mail server cannot be reached, takes no token, or asks
 * for a long pause; or it waits behind one of those. It stays in the queue and still comes; meanwhile the other channel is used, or
 * the next step is taken.
 */
export async function escalateDelayed(work: Work, escalationId: string, outboxId: string): Promise<void> {
  const message = await findToldBy(work.db, outboxId);
  if (message) await goOn(work, escalationId, message, "delayed");
}

/** A message of which `escalateDelayed` was told has arrived: where it is the first that did, its reader gets the time of the step. */
export async function settleArrived(work: Work, escalationId: string, outboxId: string): Promise<void> {
  const message = await findToldBy(work.db, outboxId);
  const row = message && (await lockEscalation(work.db, escalationId));
  if (!row || message.sentAt < (row.roundAt ?? row.openedAt)) return;
  const before = stateOf(row);
  const state = decideArrived(before, await findCircumstances(work, row, message));
  if (state === before) return;
  const updated = await updateEscalation(work.db, row, state);
  await recordEvent(work.db, updated, { at: work.now, kind: "arrived", before });
}

async function goOn(
  work: Work,
  escalationId: string,
  failing: Failing,
  how: "refused" | "delayed",
): Promise<void> {
  const row = await lockEscalation(work.db, escalationId);
  if (!row || row.state === "resolved") return;
  const before = stateOf(row);
  const given = await findCircumstances(work, row, failing);
  const { alsoToldIds } = given;
  const decision = decideUndelivered(before, { caseWorkerId: failing.caseWorkerId, how, alsoToldIds }, given);
  const kind = how === "refused" ? "undelivered" : "delayed";
  const facts = { channel: failing.channel, stepped: decision.state !== before };
  await recordEvent(work.db, row, { at: work.now, kind, before, facts });
  const updated = await updateEscalation(work.db, row, decision.state);
  await carryOut(work, updated, decision.effects);
}
