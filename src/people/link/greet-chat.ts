import { eq, sql } from "drizzle-orm";
import { alumnus, asker, chat } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import type { AlumnusRow, ChatRow } from "../store.ts";
import { silentBefore } from "./is-silent-account.ts";
import { isOwnChoice } from "./read-none.ts";

/** Notes that somebody wrote in this chat, first or again. The row says whether it counted as blocked: it is open once more. */
export async function greetChat(work: Work, chatId: number, hint: Language): Promise<ChatRow> {
  const { db, now } = work;
  const [row] = await db
    .insert(chat)
    .values({ chatId, language: hint, firstSeenAt: now, lastSeenAt: now })
    .onConflictDoUpdate({
      target: chat.chatId,
      set: {
        lastSeenAt: now,
        // The first sign of life after a year: from here on it must be asked again who it is.
        silentSince: sql`case when ${chat.lastSeenAt} < ${silentBefore(now).toISOString()}::timestamptz then ${chat.lastSeenAt} else ${chat.silentSince} end`,
      },
    })
    .returning();
  if (!row) throw new Error("A chat that was not stored");
  return row;
}

/** The language of a chat from now on, of the alumnus behind it, and of whoever asks there. */
export async function chooseLanguage(
  work: Work,
  chatId: number,
  language: Language,
  person?: AlumnusRow,
): Promise<void> {
  const readsNone = isOwnChoice(language) ? { readsNoneSince: null } : {};
  await work.db
    .update(chat)
    .set({ language, ...readsNone })
    .where(eq(chat.chatId, chatId));
  await work.db.update(asker).set({ language }).where(eq(asker.chatId, chatId));
  if (person) await work.db.update(alumnus).set({ language }).where(eq(alumnus.id, person.id));
}
