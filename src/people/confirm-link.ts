import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, chat, consent, linking } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { consentTextVersion, endLinking, languageOfLinking } from "./link.ts";
import { askConfirmation } from "./linking-messages.ts";
import { may } from "./may.ts";
import { openSaid, type SaidBefore } from "./said-before.ts";
import {
  type AlumnusRow,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "./store.ts";

export type Confirmation =
  | { readonly ok: true; readonly answer: "yes"; readonly alumnus: AlumnusRow; readonly said: SaidBefore }
  | { readonly ok: true; readonly answer: "no"; readonly alumnus: AlumnusRow }
  | { readonly ok: false; readonly reason: "notYours" | "alreadyDecided" | "chatTaken" };

/**
 * The case worker says whether it was the right person. Yes binds the numeric Telegram id, records the consent and hands
 * the one answer out; no destroys the answer for good and tells the chat nothing about anybody.
 */
export async function confirmLink(
  work: Work,
  by: CaseWorkerRow,
  linkingId: string,
  isRight: boolean,
): Promise<Confirmation> {
  const { db, now } = work;
  const [row] = await db.select().from(linking).where(eq(linking.id, linkingId)).for("update");
  const person = row && (await findAlumnus(db, row.alumnusId));
  if (!row || !person) return { ok: false, reason: "notYours" };
  const subject = {
    alumnusId: person.id,
    organisationId: person.organisationId,
    caseWorkerId: person.caseWorkerId,
  };
  if (!may(actorOfStaff(by), "confirmLink", subject)) return { ok: false, reason: "notYours" };
  // Not joining (any more) binds nobody, whatever an older button says.
  if (row.outcome || row.offer !== "yes") return { ok: false, reason: "alreadyDecided" };
  const [taken] = await db.select({ id: alumnus.id }).from(alumnus).where(eq(alumnus.chatId, row.chatId));
  if (isRight && taken && taken.id !== person.id) return { ok: false, reason: "chatTaken" };
  const said = isRight ? await openSaid(work, row) : { words: [] };
  await endLinking(work, row, isRight ? "confirmed" : "wrongPerson", by.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: isRight ? "confirmLink" : "refuseLink",
    subject: { kind: "alumnus", id: person.id },
  });
  const language = languageOfLinking(row);
  const t = work.texts(language);
  if (!isRight) {
    await say(work, { chatId: row.chatId, outgoing: { kind: "say", text: t("people:link.wrongPerson") } });
    return { ok: true, answer: "no", alumnus: person };
  }
  const linked = {
    chatId: row.chatId,
    linkedAt: now,
    language,
    sharedPhone: row.sharedPhone ?? false,
    stoppedAt: null,
  };
  await db.update(alumnus).set(linked).where(eq(alumnus.id, person.id));
  // Blocked while nobody knew who it was: the message below finds out anew, and then a human is told whose chat it is.
  await db.update(chat).set({ blockedSince: null }).where(eq(chat.chatId, row.chatId));
  await db.insert(consent).values({
    id: randomUUID(),
    alumnusId: person.id,
    purpose: "telegram",
    answer: row.offer,
    textVersion: consentTextVersion,
    language,
    at: row.offerAt ?? now,
  });
  const { workerName } = await viewAlumnus(work, person);
  await say(work, {
    chatId: row.chatId,
    outgoing: { kind: "say", text: t("people:link.confirmed", { worker: workerName }) },
  });
  return {
    ok: true,
    answer: "yes",
    alumnus: { ...person, ...linked },
    said,
  };
}

/** The linkings that wait for this case worker's yes: they stand on the list until somebody decides. */
export async function findLinkingsToConfirm(
  db: Db,
  caseWorkerId: string,
): Promise<{ id: string; person: AlumnusRow }[]> {
  const rows = await db
    .select({ id: linking.id, person: alumnus })
    .from(linking)
    .innerJoin(alumnus, eq(alumnus.id, linking.alumnusId))
    .where(and(eq(alumnus.caseWorkerId, caseWorkerId), eq(linking.offer, "yes"), isNull(linking.outcome)))
    .orderBy(linking.startedAt);
  return rows;
}

/** Brings the question "was it the right person?" into the case worker's chat once more. False when it is decided, or not theirs. */
export async function askConfirmationAgain(
  work: Work,
  by: CaseWorkerRow,
  linkingId: string,
): Promise<boolean> {
  const waiting = await findLinkingsToConfirm(work.db, by.id);
  const found = waiting.find(({ id }) => id === linkingId);
  if (!found || by.chatId === null) return false;
  const { details } = await viewAlumnus(work, found.person);
  const t = work.texts(await languageOfStaff(work.db, by));
  await say(work, { chatId: by.chatId, outgoing: askConfirmation(t, linkingId, details.firstName) });
  return true;
}
