import { and, eq, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { caseWorker, chat } from "../../db/schema/index.ts";
import { type StaffLanguage, staffLanguageOf } from "../../i18n/language.ts";

/** The chats of everybody of the staff who can be written to, with the language that they read. */
export async function findStaffChats(
  db: Db,
): Promise<readonly { readonly chatId: number; readonly language: StaffLanguage }[]> {
  const rows = await db
    .select({ chatId: chat.chatId, language: chat.language })
    .from(caseWorker)
    .innerJoin(chat, eq(chat.chatId, caseWorker.chatId))
    .where(and(isNull(caseWorker.leftAt), isNull(chat.blockedSince)))
    .orderBy(chat.chatId);
  return rows.map(({ chatId, language }) => ({ chatId, language: staffLanguageOf(language) }));
}
