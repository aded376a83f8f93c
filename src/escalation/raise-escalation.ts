import { randomUUID } from "node:crypto";
import { inArray } from "drizzle-orm";
import { isAtLeast, maxSeverity, type Severity } from "../checkin/question-set.ts";
import type { SignalRow } from "../checkin/store.ts";
import { signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { PersonRow } from "../people/store.ts";
import { decideOpening, decideRaise } from "./decide-escalation.ts";
import { decideWish } from "./decide-wish.ts";
import { findCircumstances } from "./find-circumstances.ts";
import { isNewWish } from "./is-new-wish.ts";
import { carryOut } from "./notify.ts";
import {
  findSignalsOf,
  findSlip,
  insertEscalation,
  lockEscalation,
  lockRunningEscalation,
  recordEvent,
  stateOf,
  updateEscalation,
} from "./store.ts";

/**
 * Hands new signals to humans, in the transaction that stored them: signal, escalation and first message commit together.
 * One escalation a young person at a time; further signals join it, and it rings again only when it becomes more serious.
 */
export async function raiseEscalation(
  work: Work,
  person: PersonRow,
  signals: readonly SignalRow[],
): Promise<void> {
  const serious = signals.filter(({ severity }) => isAtLeast(severity, "attention"));
  const severity = serious.reduce<Severity>((most, one) => maxSeverity(most, one.severity), "none");
  if (severity === "none") return;
  const { db, now } = work;
  const [lead] = serious.filter((one) => one.severity === severity);
  const wish = serious.findLast((one) => one.wish)?.wish ?? null;
  const theme =
    (serious.find((one) => one.severity === severity && one.theme !== "general") ?? lead)?.theme ?? "general";
  const running = await lockRunningEscalation(db, person.id);
  if (!running) {
    const values = {
      id: randomUUID(),
      personId: person.id,
      organisationId: person.organisationId,
      theme,
      wish,
      openedAt: now,
    };
    const given = await findCircumstances(work, { ...values, roundAt: now, severity });
    const decision = decideOpening(severity, wish !== null, given);
    const row = await insertEscalation(db, values, decision.state);
    await link(work, serious, row.id);
    await recordEvent(db, row, { at: now, kind: "opened" });
    await carryOut(work, row, decision.effects);
    return;
  }
  const before = stateOf(running);
  const given = await findCircumstances(work, {
    ...running,
    severity: isAtLeast(severity, running.severity) ? severity : running.severity,
  });
  const slip = await findSlip(db, running.id);
  const wasSlip = slip !== undefined && isAtLeast(severity, slip.severity);
  const said = await findSignalsOf(db, running.id);
  const isNews = isNewWish(wish, said, running.acknowledgedAt);
  const isOverdue = wish === "read";
  const decision = decideRaise(before, severity, wish !== null, given, wasSlip, isNews, isOverdue);
  const isRaised = decision.state.severity !== before.severity;
  // A worry is more than the question that is open already, and a human asks about whom it is.
  const isWorry = running.theme === "question" && theme === "worry";
  const isNamed = isRaised || isWorry || running.theme === "general";
  const stands = decideWish(running.wish, wish, said, running.contactedAt);
  const more = { ...(isNamed ? { theme } : {}), wish: stands };
  const row = await updateEscalation(db, running, decision.state, more);
  await link(work, serious, row.id);
  // A new round takes it from whoever had it: what they did before cannot be taken back any more.
  const isNewRound = before.ownerId !== null && decision.state.ownerId === null;
  await recordEvent(db, row, { at: now, kind: isRaised || isNewRound ? "raised" : "added" });
  await carryOut(work, row, decision.effects);
}

/**
 * Signals that say no more than what was raised a moment ago in this transaction: they belong to the crisis that is running,
 * and change no message. Where none is running they raise one.
 */
export async function joinCrisis(
  work: Work,
  person: PersonRow,
  signals: readonly SignalRow[],
): Promise<void> {
  if (signals.length === 0) return;
  const running = await lockRunningEscalation(work.db, person.id);
  if (running?.severity !== "crisis") return raiseEscalation(work, person, signals);
  await link(work, signals, running.id);
}

/**
 * Signals of what this escalation has rung for already, whatever has become of it since: they belong to it, ring nobody and move
 * nothing. The messages that are there say what is known now, and what it is about.
 */
export async function joinEscalation(
  work: Work,
  escalationId: string,
  signals: readonly SignalRow[],
): Promise<void> {
  if (signals.length === 0) return;
  await link(work, signals, escalationId);
  const before = await lockEscalation(work.db, escalationId);
  if (!before) return;
  const theme = signals.find((one) => one.theme !== "general")?.theme;
  const isNamed = before.theme === "general" && theme !== undefined;
  const row = isNamed ? await updateEscalation(work.db, before, stateOf(before), { theme }) : before;
  await recordEvent(work.db, row, { at: work.now, kind: "added" });
  await carryOut(work, row, [{ do: "refresh" }]);
}

async function link(work: Work, signals: readonly SignalRow[], escalationId: string): Promise<void> {
  await work.db
    .update(signal)
    .set({ escalationId })
    .where(
      inArray(
        signal.id,
        signals.map(({ id }) => id),
      ),
    );
}
