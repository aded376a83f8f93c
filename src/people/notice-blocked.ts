import { and, eq, isNull } from "drizzle-orm";
import { chat } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { lookAgainAtStanding } from "./look-again.ts";
import {
  type AlumnusRow,
  type AskerRow,
  findAlumnusByChat,
  findAskersByChat,
  isAsker,
  languageOfStaff,
  type PersonRow,
  viewPerson,
} from "./store.ts";
import { tellWorker } from "./tell-worker.ts";

/** Who could be written to in a chat that has just been closed to us. */
export interface Closed {
  readonly alumnus: AlumnusRow | undefined;
  readonly askers: readonly AskerRow[];
}

/** Telegram says that a chat is closed to us; undefined when that was known. */
export async function noticeBlocked(work: Work, chatId: number): Promise<Closed | undefined> {
  const { db, now } = work;
  const [changed] = await db
    .update(chat)
    .set({ blockedSince: now })
    .where(and(eq(chat.chatId, chatId), isNull(chat.blockedSince)))
    .returning({ chatId: chat.chatId });
  if (!changed) return undefined;
  const alumnus = await findAlumnusByChat(db, chatId);
  if (alumnus) await lookAgainAtStanding(work, alumnus.id);
  return { alumnus, askers: await findAskersByChat(db, chatId) };
}

/** Whoever guides somebody is told that the robot cannot reach them any more, so that they get in touch another way (R10). */
export async function tellBlocked(work: Work, person: PersonRow): Promise<void> {
  const { db, now } = work;
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "noticeBlocked",
    subject: { kind: isAsker(person) ? "asker" : "alumnus", id: person.id },
  });
  const view = await viewPerson(work, person);
  const t = work.texts(await languageOfStaff(db, view.worker));
  await tellWorker(work, view, t("people:blocked.tellWorker", { name: view.details.firstName }));
}

/** The chat is open again. */
export async function noticeUnblocked(work: Work, chatId: number): Promise<void> {
  await work.db.update(chat).set({ blockedSince: null }).where(eq(chat.chatId, chatId));
  const person = await findAlumnusByChat(work.db, chatId);
  if (person) await lookAgainAtStanding(work, person.id);
}
