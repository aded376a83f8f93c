import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { chat, talkNote } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow, ChatRow } from "../people/store.ts";
import { findTalk, leaveTalks, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

/** How long typed words are a note, a question to a colleague, or the answer to one; later they are ordinary words. */
const noteMinutes = 10;
export const longestNote = 2_000;

const bodyPlace = (id: string) => ({ table: "talk_note", column: "body", row: id });
export const answerPlace = (id: string) => ({ table: "talk_note", column: "answer", row: id });

type Expects = NonNullable<ChatRow["expects"]>;
type Unbounded<One> = One extends Expects ? Omit<One, "until"> : never;

type Awaits = Unbounded<Extract<Expects, { kind: "talkNote" | "talkAsk" | "talkAnswer" }>>;

/**
 * What the next typed words of this case worker are. Typed too late they are for nobody: whoever was about to write a note has
 * turned away from the talk, so it is asked before anything of theirs is passed on.
 */
export async function expectWords(
  work: Work,
  by: CaseWorkerRow,
  chatId: number,
  what: Awaits,
): Promise<void> {
  const until = new Date(work.now.getTime() + noteMinutes * 60_000).toISOString();
  await work.db
    .update(chat)
    .set({ expects: { ...what, until } })
    .where(eq(chat.chatId, chatId));
  await leaveTalks(work.db, by.id);
}

/** A talk of this case worker, opened; undefined when it is somebody else's. */
export async function findOwn(work: Work, by: CaseWorkerRow, talkId: string) {
  const row = await findTalk(work.db, talkId);
  const seen = row?.ownerId === by.id ? await viewTalk(work, row) : undefined;
  return row && seen && by.chatId !== null ? { row, seen, chatId: by.chatId } : undefined;
}

/** The next typed words are a private note; never passed on. False for somebody else's talk. */
export async function askNote(work: Work, by: CaseWorkerRow, talkId: string): Promise<boolean> {
  const own = await findOwn(work, by, talkId);
  if (!own) return false;
  await expectWords(work, by, own.chatId, { kind: "talkNote", talkId });
  const text = own.seen.toStaff("talk:note.ask", { name: own.seen.name });
  await say(work, { chatId: own.chatId, outgoing: { kind: "say", text } });
  return true;
}

/** Keeps a note about the talk, sealed with the young person's key. The young person can ask to read it (AVG 15). */
export async function keepNote(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  text: string,
): Promise<string | undefined> {
  const own = await findOwn(work, by, talkId);
  if (!own) return undefined;
  await insertNote(work, by, own.row, own.seen.view.row.keyId, text, null);
  return own.seen.name;
}

/** Stores a note, or a question to a colleague, and returns its id. */
export async function insertNote(
  { db, now, vault }: Work,
  by: CaseWorkerRow,
  row: TalkRow,
  keyId: string,
  text: string,
  askedId: string | null,
): Promise<string> {
  const id = randomUUID();
  const body = await vault.seal(db, keyId, bodyPlace(id), text);
  await db.insert(talkNote).values({ id, talkId: row.id, at: now, by: by.id, body, askedId });
  return id;
}

/** A note with its answer, opened with the young person's key. */
export async function openNote(
  { db, vault }: Pick<Work, "db" | "vault">,
  keyId: string,
  row: typeof talkNote.$inferSelect,
): Promise<{ readonly text: string; readonly answer: string | undefined }> {
  return {
    text: await vault.open(db, keyId, bodyPlace(row.id), row.body),
    answer: row.answer ? await vault.open(db, keyId, answerPlace(row.id), row.answer) : undefined,
  };
}
