import { and, eq, isNull } from "drizzle-orm";
import { chat } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { lookAgain } from "./look-again.ts";
import { type AlumnusRow, findAlumnusByChat, languageOfStaff, viewAlumnus } from "./store.ts";
import { tellWorker } from "./tell-worker.ts";

/**
 * Telegram says that a chat is closed to us. The first time it is noted, and an alumnus' case worker is told to get in
 * touch another way. Returns the alumnus whose chat has just been closed, for the signal that keeps it on the list (R10).
 */
export async function noticeBlocked(work: Work, chatId: number): Promise<AlumnusRow | undefined> {
  const { db, now } = work;
  const [changed] = await db
    .update(chat)
    .set({ blockedSince: now })
    .where(and(eq(chat.chatId, chatId), isNull(chat.blockedSince)))
    .returning({ chatId: chat.chatId });
  if (!changed) return undefined;
  const person = await findAlumnusByChat(db, chatId);
  if (!person) return undefined;
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "noticeBlocked",
    subject: { kind: "alumnus", id: person.id },
  });
  await lookAgain(work, person.id);
  const view = await viewAlumnus(work, person);
  const t = work.texts(await languageOfStaff(db, view.worker));
  await tellWorker(work, view, t("people:blocked.tellWorker", { name: view.details.firstName }));
  return person;
}

/** The chat is open again. */
export async function noticeUnblocked(work: Work, chatId: number): Promise<void> {
  await work.db.update(chat).set({ blockedSince: null }).where(eq(chat.chatId, chatId));
  const person = await findAlumnusByChat(work.db, chatId);
  if (person) await lookAgain(work, person.id);
}
