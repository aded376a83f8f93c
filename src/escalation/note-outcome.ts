import { eq } from "drizzle-orm";
import { chat, escalation, outbox } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { expectNothing } from "../people/expect-words.ts";
import { type CaseWorkerRow, type ChatRow, findPerson } from "../people/store.ts";
import { type Answering, decideAnswering } from "./decide-answering.ts";
import { lockEscalation, recordEvent } from "./store.ts";

/**
 * Keeps what a case worker typed after an outcome, encrypted with the young person's key. False when no note is expected
 * (any more): then the words are not for here and nothing is kept.
 */
export async function noteOutcome(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  text: string,
): Promise<boolean> {
  const { db, now, vault } = work;
  const { expects } = chatRow;
  if (expects?.kind !== "note") return false;
  await expectNothing(work, chatRow.chatId);
  const row = await lockEscalation(db, expects.escalationId);
  const person = row && (await findPerson(db, row.personId));
  if (!row || !person || row.ownerId !== by.id || new Date(expects.until) < now) return false;
  // Nothing new is written about somebody who had everything erased.
  if (person.erasedAt) return false;
  const note = await vault.seal(db, person.keyId, notePlace(row.id), text);
  await db.update(escalation).set({ note }).where(eq(escalation.id, row.id));
  await recordEvent(db, row, { at: now, kind: "noted", caseWorkerId: by.id });
  return true;
}

const notePlace = (id: string) => ({ table: "escalation", column: "note", row: id });

/** The note with an outcome, opened with the young person's key; undefined when there is none. */
export async function openNote(
  { db, vault }: Pick<Work, "db" | "vault">,
  keyId: string,
  row: Pick<typeof escalation.$inferSelect, "id" | "note">,
): Promise<string | undefined> {
  return row.note ? vault.open(db, keyId, notePlace(row.id), row.note) : undefined;
}

/** The note is asked for by this message of the outbox. */
export async function rememberAsking(
  { db }: Pick<Work, "db">,
  { chatId, expects }: Pick<ChatRow, "chatId" | "expects">,
  outboxId: string,
): Promise<void> {
  if (expects?.kind !== "note") return;
  await db
    .update(chat)
    .set({ expects: { ...expects, asked: outboxId } })
    .where(eq(chat.chatId, chatId));
}

/** Whether a typed message with this number answers the question for a note, if one is expected in this chat. */
export async function answersNote(
  { db }: Pick<Work, "db">,
  { expects }: Pick<ChatRow, "expects">,
  messageId: number,
): Promise<Answering> {
  if (expects?.kind !== "note" || expects.asked === undefined) return "answers";
  const { state, messageId: number } = outbox;
  const [question] = await db
    .select({ state, messageId: number })
    .from(outbox)
    .where(eq(outbox.id, expects.asked));
  return decideAnswering(question, messageId);
}
