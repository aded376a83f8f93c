import { eq } from "drizzle-orm";
import type { Db } from "../../src/db/connect.ts";
import { alumnus, caseWorker, chat } from "../../src/db/schema/index.ts";

const seeChat = (db: Db, chatId: number, now: Date) =>
  db.insert(chat).values({ chatId, language: "nl", firstSeenAt: now, lastSeenAt: now });

/** A case worker's phone without the first minute: for tests about what comes after. */
export async function linkCaseWorker(db: Db, now: Date, id: string, chatId: number): Promise<void> {
  await seeChat(db, chatId, now);
  await db.update(caseWorker).set({ chatId, linkedAt: now, listedAt: now }).where(eq(caseWorker.id, id));
}

/** An alumnus' phone without the first minute. */
export async function linkAlumnus(db: Db, now: Date, id: string, chatId: number): Promise<void> {
  await seeChat(db, chatId, now);
  await db.update(alumnus).set({ chatId, linkedAt: now }).where(eq(alumnus.id, id));
}
