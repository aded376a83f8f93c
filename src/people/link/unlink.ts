import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { alumnus, caseWorker, conversationState, identityCheck, unlinking } from "../../db/schema/index.ts";
import { dropUnsentQuestions } from "../../delivery/drop-unsent.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { languageOf } from "../../i18n/language.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findSubject } from "../duty/find-deputy.ts";
import { lookAgain } from "../look-again.ts";
import { may } from "../may.ts";
import { type AlumnusRow, actorOfStaff, type CaseWorkerRow, lockAlumnus } from "../store.ts";

type UnlinkingRow = typeof unlinking.$inferSelect;
export const unlinkReasons = ["newPhone", "wrongPerson", "ownWish", "other"] as const;
export type UnlinkReason = (typeof unlinkReasons)[number];

/** How long letting go of a phone can be taken back. */
export const undoMinutes = 10;

/**
 * Lets go of the phone of an alumnus: nothing is sent there any more, a question that waits to be sent does not go. What was
 * said before stays, and so does a running check-in, for the next phone; until then the person waits for a new card. Their yes
 * stands (`decideSaidYes`): after as long as a silence lasts a human looks. Undefined when no phone is linked.
 */
export async function releasePhone(
  work: Work,
  person: AlumnusRow,
  reason: UnlinkingRow["reason"],
  by?: string,
): Promise<UnlinkingRow | undefined> {
  const { db, now } = work;
  const { chatId } = person;
  if (chatId === null) return undefined;
  const [released] = await db
    .update(alumnus)
    .set({ chatId: null, linkedAt: null, joinedAt: null })
    .where(and(eq(alumnus.id, person.id), eq(alumnus.chatId, chatId)))
    .returning({ id: alumnus.id });
  if (!released) return undefined;
  await lookAgain(work, person.id);
  await dropUnsentQuestions(work, chatId);
  await db.delete(conversationState).where(eq(conversationState.chatId, chatId));
  await db
    .update(identityCheck)
    .set({ outcome: "unlinked", decidedAt: now })
    .where(and(eq(identityCheck.alumnusId, person.id), isNull(identityCheck.outcome)));
  const [row] = await db
    .insert(unlinking)
    .values({
      id: randomUUID(),
      alumnusId: person.id,
      chatId,
      reason,
      linkedAt: person.linkedAt,
      joinedAt: person.joinedAt,
      at: now,
      by: by ?? null,
    })
    .returning();
  await recordAccess(db, {
    at: now,
    actor: by ? { kind: "caseWorker", id: by } : { kind: "system" },
    action: "unlink",
    subject: { kind: "alumnus", id: person.id },
    facts: { reason },
  });
  return row;
}

/** Tells a phone that it was let go of, without a word about whose it was: others may hold it now. */
export async function tellReleased(work: Work, person: Pick<AlumnusRow, "language">, chatId: number) {
  const t = work.texts(languageOf(person.language) ?? "nl");
  await say(work, { chatId, outgoing: { kind: "say", text: t("people:unlink.tell") } });
}

export type Unlinked =
  | { readonly ok: true; readonly person: AlumnusRow; readonly unlinkingId: string }
  | { readonly ok: false; readonly reason: "notYours" | "notLinked" };

/** The case worker lets go of a phone, with a reason. A second tap finds nothing linked. */
export async function unlink(
  work: Work,
  by: CaseWorkerRow,
  alumnusId: string,
  reason: UnlinkReason,
): Promise<Unlinked> {
  const person = await lockAlumnus(work.db, alumnusId);
  if (!person || !may(actorOfStaff(by), "arrangeLink", await findSubject(work.db, person, work.now)))
    return { ok: false, reason: "notYours" };
  const row = await releasePhone(work, person, reason, by.id);
  if (!row) return { ok: false, reason: "notLinked" };
  await tellReleased(work, person, row.chatId);
  return { ok: true, person, unlinkingId: row.id };
}

export type UndoneUnlink =
  | { readonly ok: true; readonly person: AlumnusRow }
  | { readonly ok: false; readonly reason: "notYours" | "tooLate" | "taken" | "undone" };

/**
 * Takes it back within ten minutes, unless the phone or the person has been linked otherwise since: the person takes part as before and
 * since the same moment, and what was set for a human meanwhile ends.
 */
export async function undoUnlink(work: Work, by: CaseWorkerRow, unlinkingId: string): Promise<UndoneUnlink> {
  const { db, now } = work;
  const [row] = await db.select().from(unlinking).where(eq(unlinking.id, unlinkingId)).for("update");
  const person = row && (await lockAlumnus(db, row.alumnusId));
  if (!row || !person || !may(actorOfStaff(by), "arrangeLink", await findSubject(work.db, person, work.now)))
    return { ok: false, reason: "notYours" };
  if (row.undoneAt) return { ok: false, reason: "undone" };
  if (now.getTime() - row.at.getTime() > undoMinutes * 60_000) return { ok: false, reason: "tooLate" };
  const [other] = await db.select({ id: alumnus.id }).from(alumnus).where(eq(alumnus.chatId, row.chatId));
  const [staff] = await db
    .select({ id: caseWorker.id })
    .from(caseWorker)
    .where(eq(caseWorker.chatId, row.chatId));
  if (other || staff || person.chatId !== null) return { ok: false, reason: "taken" };
  await db
    .update(alumnus)
    .set({ chatId: row.chatId, linkedAt: row.linkedAt, joinedAt: row.joinedAt ?? row.linkedAt })
    .where(eq(alumnus.id, person.id));
  await lookAgain(work, person.id);
  await db.update(unlinking).set({ undoneAt: now }).where(eq(unlinking.id, row.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "undoUnlink",
    subject: { kind: "alumnus", id: person.id },
  });
  const t = work.texts(languageOf(person.language) ?? "nl");
  const text = t("people:unlink.tellUndone");
  await say(work, { chatId: row.chatId, outgoing: { kind: "say", text } });
  return { ok: true, person: { ...person, chatId: row.chatId, linkedAt: row.linkedAt } };
}
