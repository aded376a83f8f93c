import { randomUUID } from "node:crypto";
import { and, eq, exists, gt, inArray, isNotNull, notExists, or, sql } from "drizzle-orm";
import { resealWords } from "../checkin/hear-words.ts";
import { alumnus, escalation, ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { undoMinutes } from "../escalation/move-escalation.ts";
import { carryOut } from "../escalation/notify.ts";
import { findWordsToKeep } from "../escalation/personal-part.ts";
import { type EscalationRow, lockRunningEscalation, recordEvent } from "../escalation/store.ts";
import { type AlumnusDetails, detailsPlace, openDetails } from "../people/details.ts";
import { type AlumnusRow, findAskersByChat, findCaseWorker, languageOfStaff } from "../people/store.ts";
import { type ErasureEntry, recordErasure } from "../privacy/erasure-ledger.ts";
import type { Keep } from "../privacy/personal-part.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { chatHashOf } from "./chat-hash.ts";
import { eraseAsker, eraseChatTraces } from "./erase-chat.ts";
import { personalParts } from "./personal-parts.ts";

export interface ErasureCause {
  readonly reason: ErasureEntry["reason"];
  /** The update that asked for it, which is being handled now. */
  readonly updateId?: number;
  /** The entry that a restored backup lacks: it keeps its id and its moment, and nobody is told a second time. */
  readonly replayed?: ErasureEntry;
}

/**
 * Erases a young person, in the caller's transaction: destroys their key, empties what every room holds, lets go of the
 * chat, and enters the ledger. Figures stay, of nobody. What is open with a human stays open: in a crisis with name, contact
 * data and unread words under a key of its own, otherwise with the first name, until there is an outcome
 * (docs/decisions/0012). False when the person was erased already.
 */
export async function eraseAlumnus(work: Work, alumnusId: string, cause: ErasureCause): Promise<boolean> {
  const { db, now, vault } = work;
  const [row] = await db.select().from(alumnus).where(eq(alumnus.id, alumnusId)).for("update");
  if (!row || row.erasedAt) return false;
  const open = await lockRunningEscalation(db, row.id);
  const details = await openDetails(db, vault, row);
  const kept = open && (await keepForHuman(work, row, details, open));
  const keyIds = [row.keyId];
  for (const part of personalParts) keyIds.push(...((await part.erase?.(work, row, kept?.keep)) ?? []));
  // Whoever is a parent in this chat too asked to be forgotten as well; what is open with a human waits, as ever.
  for (const asker of row.chatId === null ? [] : await findAskersByChat(db, row.chatId))
    if (!(await lockRunningEscalation(db, asker.id))) keyIds.push(...(await eraseAsker(work, asker)));
  if (row.chatId !== null) keyIds.push(...(await eraseChatTraces(work, row.chatId, cause.updateId)));
  const left = kept ?? { keyId: row.keyId, details: Buffer.alloc(0) };
  await db.update(alumnus).set({ keyId: left.keyId, details: left.details }).where(eq(alumnus.id, row.id));
  await vault.destroyKey(db, row.keyId, now);
  await recordErasure(
    db,
    cause.replayed ?? {
      id: randomUUID(),
      at: now,
      kind: "alumnus",
      reason: cause.reason,
      subjectId: row.id,
      organisationId: row.organisationId,
      keyIds,
      numberHash: row.ownNumberHash,
      chatHash: row.chatId === null ? null : chatHashOf(vault, row.chatId),
    },
  );
  await recordAccess(db, {
    at: now,
    actor: cause.reason === "ownWish" ? { kind: "alumnus", id: row.id } : { kind: "system" },
    action: "eraseAlumnus",
    subject: { kind: "alumnus", id: row.id },
    facts: { reason: cause.reason, replayed: cause.replayed !== undefined },
  });
  if (open) {
    await recordEvent(db, open, { at: now, kind: "personErased" });
    await carryOut(work, open, [{ do: "refresh" }]);
  }
  if (!cause.replayed) await tellHuman(work, row, details, open, cause.reason);
  return true;
}

/** Seals what the human needs under a fresh key: the old one, and all else that it sealed, can go. */
async function keepForHuman(
  work: Work,
  row: AlumnusRow,
  details: AlumnusDetails,
  open: EscalationRow,
): Promise<{ keyId: string; details: Buffer; keep: Keep }> {
  const { db, now, vault } = work;
  const keyId = await vault.newKey(db, "person", now);
  const nothing = { ownNumber: "", lastName: "", birthDate: "", school: "", municipality: "" };
  const { firstName, lastName, phone, email, secondContact } = details;
  const contact = {
    lastName,
    ...(phone ? { phone } : {}),
    ...(email ? { email } : {}),
    ...(secondContact ? { secondContact } : {}),
  };
  const minimal = { ...nothing, firstName, ...(open.severity === "crisis" ? contact : {}) };
  const wordsIds = await findWordsToKeep(db, open);
  await resealWords(work, wordsIds, row.keyId, keyId);
  return {
    keyId,
    details: await vault.seal(db, keyId, detailsPlace(row.id), JSON.stringify(minimal)),
    keep: { wordsIds },
  };
}

/** Whoever works on it, else the person's own case worker, reads that the person is gone and what is expected of them. */
async function tellHuman(
  work: Work,
  row: AlumnusRow,
  { firstName }: AlumnusDetails,
  open: EscalationRow | undefined,
  reason: ErasureEntry["reason"],
): Promise<void> {
  const readers = new Set([row.caseWorkerId, ...(open?.ownerId ? [open.ownerId] : [])]);
  // What ended by itself after years, with nothing open, is no news for anybody.
  if (reason === "retention" && !open) return;
  for (const id of readers) {
    const worker = await findCaseWorker(work.db, id);
    if (!worker || worker.chatId === null || worker.leftAt) continue;
    const t = work.texts(await languageOfStaff(work.db, worker));
    const key = !open ? "nothingOpen" : open.severity === "crisis" ? "crisisOpen" : "somethingOpen";
    await say(work, {
      chatId: worker.chatId,
      lane: "alert",
      outgoing: { kind: "say", text: t(`rights:erased.tellWorker.${key}`, { name: firstName }) },
    });
  }
}

/**
 * What stayed for a human goes when there is an outcome that can no longer be undone. Returns how many people were
 * forgotten altogether by this.
 */
export async function finishErasures(work: Work, most: number): Promise<number> {
  const { db, now, vault } = work;
  const undoable = new Date(now.getTime() - undoMinutes * 60_000);
  const isHeld = db
    .select({ one: sql`1` })
    .from(escalation)
    .where(
      and(
        sql`${escalation.personId} = ${alumnus.id}`,
        or(sql`${escalation.state} <> 'resolved'`, gt(escalation.resolvedAt, undoable)),
      ),
    );
  const isLeft = or(
    gt(sql`octet_length(${alumnus.details})`, 0),
    exists(db.select({ one: sql`1` }).from(ownWords).where(sql`${ownWords.personId} = ${alumnus.id}`)),
  );
  const rows = await db
    .select({ id: alumnus.id, keyId: alumnus.keyId })
    .from(alumnus)
    .where(and(isNotNull(alumnus.erasedAt), isLeft, notExists(isHeld)))
    .limit(most);
  for (const { id, keyId } of rows) {
    await db.delete(ownWords).where(eq(ownWords.personId, id));
    await db
      .update(alumnus)
      .set({ details: Buffer.alloc(0) })
      .where(eq(alumnus.id, id));
    await db
      .update(escalation)
      .set({ note: null })
      .where(inArray(escalation.personId, [id]));
    await vault.destroyKey(db, keyId, now);
  }
  return rows.length;
}
