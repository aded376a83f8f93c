import { recordContact } from "../contact/record-contact.ts";
import { sayContact } from "../contact/show-contact.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { type CaseWorkerRow, languageOfStaff, type PersonRow, viewPerson } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { detailsMinutes } from "./describe-details.ts";
import { findToContact, type Refused } from "./find-to-contact.ts";
import { moveEscalation } from "./move-escalation.ts";
import { show } from "./notify.ts";
import { lockEscalation } from "./store.ts";

/**
 * Shows a case worker whom to call: number and second contact, protected, logged, and taken back after 15 minutes. To call is
 * to take it: a running escalation that nobody has, or somebody who is away, becomes this case worker's, and its message follows with what comes next,
 * so that nothing is asked twice. Without an escalation the outcome of the call can be recorded with a tap. Refuses whoever
 * may not contact this person, what a colleague has, and a person without any number.
 */
export async function callPerson(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
): Promise<Refused | { ok: true }> {
  const { db, now } = work;
  const found = await findToContact(work, by, personId);
  if (!found.ok) return found;
  const { person, running, chatId } = found;
  const view = await viewPerson(work, person);
  const { firstName, lastName, phone, secondContact } = view.details;
  if (!phone && !secondContact) return { ok: false, reason: "noNumber" };
  if (running && running.ownerId !== by.id) {
    const moved = await moveEscalation(work, by, running.id, { do: "take" });
    if (!moved.ok) return moved;
  }
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openContact",
    subject: { kind: "alumnus", id: person.id },
  });
  const t = work.texts(await languageOfStaff(db, by));
  const lines = [
    `${firstName} ${lastName}`,
    ...(phone ? [t("escalation:details.phone", { phone })] : []),
    ...(secondContact ? [t("escalation:details.secondContact", { contact: secondContact })] : []),
    ...(person.sharedPhone ? [t("escalation:today.callShared")] : []),
    "",
    t("escalation:details.gone", { minutes: detailsMinutes }),
  ];
  await say(work, {
    chatId,
    // Taken back when it has arrived for a while (settleShown).
    subject: { kind: "details", id: person.id },
    // As pressing as the message that follows, so that both come in this order.
    lane: running?.severity === "crisis" ? "crisis" : "alert",
    outgoing: { kind: "say", text: lines.join("\n"), protected: true },
  });
  const mine = running && (await lockEscalation(db, running.id));
  if (mine) await show(work, mine, { ...by, chatId });
  else await say(work, { chatId, outgoing: await askResult(work, by, person, firstName) });
  return { ok: true };
}

async function askResult(work: Work, by: CaseWorkerRow, person: PersonRow, name: string) {
  const t = work.texts(await languageOfStaff(work.db, by));
  const button = (step: "reached" | "notReached") => ({
    label: t(`escalation:button.${step}`),
    action: { do: "call", alumnus: person.id, step } as const,
  });
  const buttons = [[button("reached"), button("notReached")]];
  return { kind: "say", text: t("escalation:today.called", { name }), buttons } as const;
}

/**
 * Records a call to somebody about whom nothing was handed to humans: one contact record, shown so that minutes and more can be
 * added. A running escalation of this case
 * worker is moved instead, as its own buttons do. Refuses as `callPerson` does.
 */
export async function recordCall(
  work: Work,
  by: CaseWorkerRow,
  personId: string,
  result: "reached" | "notReached",
): Promise<Refused | { ok: true }> {
  const found = await findToContact(work, by, personId);
  if (!found.ok) return found;
  const { person, running } = found;
  if (running) {
    if (running.ownerId !== by.id) {
      const taken = await moveEscalation(work, by, running.id, { do: "take" });
      if (!taken.ok) return taken;
    }
    const moved = await moveEscalation(work, by, running.id, { do: result });
    if (!moved.ok) return moved;
    await show(work, moved.row, { ...by, chatId: found.chatId });
    return { ok: true };
  }
  const row = await recordContact(work, { personId: person.id, caseWorkerId: by.id, result });
  if (row) await sayContact(work, by, row, person);
  return { ok: true };
}
