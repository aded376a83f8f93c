import { eq } from "drizzle-orm";
import { talkNote } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { type CaseWorkerRow, findCaseWorker, findPerson, languageOfStaff } from "../people/store.ts";
import { answerPlace, expectWords, findOwn, insertNote } from "./note-in-talk.ts";
import { findTalk } from "./store.ts";

/** The next typed words are a question to this colleague. False for somebody else's talk, or no colleague who can be reached. */
export async function askColleague(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  colleagueId: string,
): Promise<boolean> {
  const own = await findOwn(work, by, talkId);
  const colleague = await findCaseWorker(work.db, colleagueId);
  if (!own || !colleague || colleague.chatId === null || colleague.leftAt) return false;
  if (colleague.organisationId !== by.organisationId || colleague.id === by.id) return false;
  await expectWords(work, by, own.chatId, { kind: "talkAsk", talkId, colleagueId });
  const worker = firstNameOf(await openName(work.db, work.vault, colleague));
  const text = own.seen.toStaff("talk:colleague.askWhat", { worker, name: own.seen.name });
  await say(work, { chatId: own.chatId, outgoing: { kind: "say", text } });
  return true;
}

/**
 * Puts a question before a colleague. The young person's name is not in it: the colleague gets only what was typed. Whether it has
 * arrived is told once it is known (`settleQuestion`). False when either of them is not there any more.
 */
export async function passQuestion(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  colleagueId: string,
  text: string,
): Promise<boolean> {
  const own = await findOwn(work, by, talkId);
  const colleague = await findCaseWorker(work.db, colleagueId);
  if (!own || !colleague || colleague.chatId === null || colleague.leftAt) return false;
  const id = await insertNote(work, by, own.row, own.seen.view.row.keyId, text, colleague.id);
  const t = work.texts(await languageOfStaff(work.db, colleague));
  const answer = { label: t("talk:colleague.answer"), action: { do: "talkReply", note: id } as const };
  await say(work, {
    chatId: colleague.chatId,
    lane: "alert",
    subject: { kind: "talkAsked", id },
    outgoing: {
      kind: "say",
      text: `${t("talk:colleague.asks", { worker: own.seen.ownerName })}\n${text}`,
      buttons: [[answer]],
    },
  });
  return true;
}

/** Says to whoever asked whether their question has reached the colleague: they wait for an answer, or ask somebody else. */
export async function settleQuestion(work: Work, noteId: string, hasArrived: boolean): Promise<void> {
  const { db, vault } = work;
  const [note] = await db.select().from(talkNote).where(eq(talkNote.id, noteId));
  const asker = note && (await findCaseWorker(db, note.by));
  const colleague = note?.askedId ? await findCaseWorker(db, note.askedId) : undefined;
  if (!note || !colleague || !asker || asker.chatId === null || asker.leftAt) return;
  const t = work.texts(await languageOfStaff(db, asker));
  const worker = colleague.name.length > 0 ? firstNameOf(await openName(db, vault, colleague)) : "";
  await say(work, {
    chatId: asker.chatId,
    subject: { kind: "talkNotice", id: note.talkId },
    outgoing: {
      kind: "say",
      text: t(hasArrived ? "talk:colleague.asked" : "talk:colleague.notReached", { worker }),
    },
  });
}

/** The next typed words answer a colleague's question. False when it was put to somebody else, or was answered. */
export async function askAnswer(work: Work, by: CaseWorkerRow, noteId: string): Promise<boolean> {
  const [note] = await work.db.select().from(talkNote).where(eq(talkNote.id, noteId));
  if (!note || note.askedId !== by.id || note.answeredAt || by.chatId === null) return false;
  await expectWords(work, by, by.chatId, { kind: "talkAnswer", noteId });
  const t = work.texts(await languageOfStaff(work.db, by));
  await say(work, { chatId: by.chatId, outgoing: { kind: "say", text: t("talk:colleague.answerWhat") } });
  return true;
}

/** Brings the colleague's answer to whoever asked. False when nobody is there to hear it. */
export async function passAnswer(
  work: Work,
  by: CaseWorkerRow,
  noteId: string,
  text: string,
): Promise<boolean> {
  const { db, now, vault } = work;
  const [note] = await db.select().from(talkNote).where(eq(talkNote.id, noteId));
  if (!note || note.askedId !== by.id || note.answeredAt) return false;
  const row = await findTalk(db, note.talkId);
  const person = row && (await findPerson(db, row.personId));
  const asker = await findCaseWorker(db, note.by);
  if (!person || person.details.length === 0 || !asker || asker.chatId === null || asker.leftAt) return false;
  const answer = await vault.seal(db, person.keyId, answerPlace(note.id), text);
  await db.update(talkNote).set({ answer, answeredAt: now }).where(eq(talkNote.id, note.id));
  const t = work.texts(await languageOfStaff(db, asker));
  const worker = firstNameOf(await openName(db, vault, by));
  await say(work, {
    chatId: asker.chatId,
    lane: "alert",
    subject: { kind: "talkNotice", id: note.talkId },
    outgoing: { kind: "say", text: `${t("talk:colleague.answered", { worker })}\n${text}` },
  });
  return true;
}
