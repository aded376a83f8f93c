import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import { ownWords, talkMessage } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { Refused } from "../escalation/find-to-contact.ts";
import { moveEscalation } from "../escalation/move-escalation.ts";
import { isolateIn } from "../i18n/isolate.ts";
import { type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import { findToWrite } from "./find-to-write.ts";
import { openSaid, sealSaid } from "./open-said.ts";
import { sayCopy } from "./say-copy.ts";
import {
  findMessages,
  findOtherSide,
  lockTalk,
  type TalkMessageRow,
  type TalkRow,
  turnToTalk,
} from "./store.ts";
import { viewTalk, writerNameOf } from "./talk-view.ts";
import { isToTranslate } from "./translate.ts";

export type Written =
  | { readonly ok: true; readonly name: string }
  /** On a shared phone: it goes as soon as the young person says that writing is safe. */
  | { readonly ok: true; readonly name: string; readonly waits: true }
  | Refused
  | { readonly ok: false; readonly reason: "ended" | "photosOff" };

/** Where the case worker wrote it; absent for a sentence that was chosen by a tap. */
export interface Source {
  readonly chatId: number;
  readonly messageId: number;
  /** The message there that it answers. */
  readonly replyTo?: number | undefined;
}

/**
 * Passes on what a case worker says in a talk of theirs. What the young person wrote counts as read by it, and an alert that was handed to
 * them is taken by it. Refuses somebody
 * else's talk, one that is over, photos where the organisation wants none, and whoever cannot be written to any more; then
 * nothing was passed on.
 */
export async function writeInTalk(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  said: Said,
  source: Source | undefined,
): Promise<Written> {
  const { db, now } = work;
  const row = await lockTalk(db, talkId);
  if (!row || row.ownerId !== by.id) return { ok: false, reason: "notYours" };
  if (row.state === "ended") return { ok: false, reason: "ended" };
  const found = await findToWrite(work, by, row.personId, row.ownerId);
  if (!found.ok) return found;
  const { person } = found;
  if (said.kind === "photo" && !(await findOrganisation(db, person.organisationId)).photos)
    return { ok: false, reason: "photosOff" };
  const seen = await viewTalk(work, row);
  if (!seen) return { ok: false, reason: "notYours" };
  const id = randomUUID();
  const [message] = await db
    .insert(talkMessage)
    .values({
      ...{ id, talkId: row.id, at: now, caseWorkerId: by.id },
      chatId: source?.chatId ?? null,
      messageId: source?.messageId ?? null,
      body: await sealSaid(work, person.keyId, id, said),
      toTranslate: source !== undefined && isToTranslate(work, said, seen.staffLanguage, seen.view.language),
    })
    .returning();
  if (!message) throw new Error("A message that was not stored");
  // Handed over with the talk: whoever goes on writing has taken it, and it does not go on to others.
  if (found.running?.addresseeId === by.id && found.running.ownerId === null)
    await moveEscalation(work, by, found.running.id, { do: "take", byTalk: true });
  if (row.state === "asked") await turnToTalk(db, row);
  if (row.state === "asked") return { ok: true, name: seen.name, waits: true };
  await passOn(work, row, message, said, found.theirChatId, source);
  await readBy(work, row, by);
  await turnToTalk(db, row, { lastAt: now, waitingSince: null, askedToEndAt: null });
  return { ok: true, name: seen.name };
}

async function passOn(
  work: Work,
  row: TalkRow,
  message: TalkMessageRow,
  said: Said,
  chatId: number,
  source?: Source,
): Promise<void> {
  const seen = await viewTalk(work, row);
  if (!seen) return;
  const isHidden = seen.view.row.sharedPhone;
  // What is answered stands above the answer, in plain sight: not on a phone that others read.
  const replyTo = isHidden ? undefined : source?.replyTo;
  const answered =
    source && replyTo !== undefined ? { chatId: source.chatId, messageId: replyTo } : undefined;
  const copies = await sayCopy(work, message.id, said, {
    ...{ chatId, isHidden, isQuiet: false },
    ...(answered ? { answers: await findOtherSide(work.db, answered, chatId) } : {}),
    from: isolateIn(seen.view.language, await writerNameOf(work, seen, message)),
  });
  await work.db.update(talkMessage).set({ copies, copyChatId: chatId }).where(eq(talkMessage.id, message.id));
}

/** The young person said that writing is safe: what was written in the meantime goes, in its order. */
export async function passOnWaiting(work: Work, row: TalkRow, chatId: number, keyId: string): Promise<void> {
  for (const message of await findMessages(work.db, row.id)) {
    if (message.caseWorkerId === null || message.copies.length > 0 || message.takenBackAt) continue;
    const said = await openSaid(work, keyId, message);
    if (said) await passOn(work, row, message, said, chatId);
  }
}

/**
 * What the young person said in this talk and what has arrived at the owner is read: it was answered, or the owner says so. What
 * was said before the talk opened is read where it is shown.
 */
export async function readBy({ db, now }: Work, row: TalkRow, by: CaseWorkerRow): Promise<void> {
  const said = db
    .select({ id: talkMessage.wordsId })
    .from(talkMessage)
    .where(and(eq(talkMessage.talkId, row.id), eq(talkMessage.outcome, "sent")));
  await db
    .update(ownWords)
    .set({ readAt: now, readBy: by.id })
    .where(and(inArray(ownWords.id, said), isNull(ownWords.readAt)));
}
