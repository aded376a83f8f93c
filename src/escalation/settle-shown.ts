import { and, eq } from "drizzle-orm";
import { caseWorker, outbox, ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { SendOutcome } from "../delivery/work-outbox.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { findPerson } from "../people/store.ts";
import { detailsMinutes } from "./describe-details.ts";
import { nameOfPerson } from "./offer-hand-over.ts";

/**
 * What became of what a human opened (`openDetails`, `readWords`, a number to call, a summary). It is taken back so long after it arrived, not after it was
 * asked for. What has not arrived was not read: its words count as unread again, are due at once and so go on to others, and
 * whoever opened it is told.
 */
export async function settleShown(work: Work, outcome: SendOutcome): Promise<void> {
  const { subjectKind: kind, subjectId, chatId, id, state } = outcome;
  if (subjectId === null || (kind !== "words" && kind !== "details")) return;
  if (state === "sent") {
    const dueAt = new Date(work.now.getTime() + detailsMinutes * 60_000);
    await say(work, { chatId, targetId: id, dueAt, outgoing: { kind: "takeBack" } });
    return;
  }
  const personId = await letUnread(work, id, kind, subjectId);
  // A closed chat takes no sentence either.
  if (personId && state !== "blocked") await tellReader(work, chatId, personId);
}

/** The words of this message, or all that were marked read with it, are unread again. Whose they are; undefined when none were. */
async function letUnread(
  { db, now }: Work,
  messageId: string,
  kind: "words" | "details",
  subjectId: string,
): Promise<string | undefined> {
  const [message] = await db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.id, messageId));
  if (!message) return undefined;
  const about = kind === "words" ? ownWords.id : ownWords.personId;
  const rows = await db
    .update(ownWords)
    .set({ readAt: null, readBy: null, readDueAt: now, unreadRaisedAt: null })
    .where(and(eq(about, subjectId), eq(ownWords.readAt, message.at)))
    .returning({ personId: ownWords.personId });
  return rows[0]?.personId;
}

async function tellReader(work: Work, chatId: number, personId: string): Promise<void> {
  const [reader] = await work.db.select().from(caseWorker).where(eq(caseWorker.chatId, chatId));
  const person = reader && (await findPerson(work.db, personId));
  if (!reader || !person) return;
  const name = await nameOfPerson(work, person);
  await tellStaff(work, reader, (t) => ({ text: t("escalation:details.lost", { name }) }), { lane: "alert" });
}
