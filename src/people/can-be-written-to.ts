import type { Work } from "../delivery/work.ts";
import { isSilentAccount } from "./link/is-silent-account.ts";
import { type AlumnusRow, type ChatRow, findChat } from "./store.ts";

/**
 * The robot may write to this person of its own accord: their chat is open to us, and nobody else can have got the number
 * meanwhile (security.md 10).
 */
export async function canBeWrittenTo(
  { db, now }: Pick<Work, "db" | "now">,
  { chatId }: Pick<AlumnusRow, "chatId">,
): Promise<boolean> {
  return isOpenToUs(chatId === null ? undefined : await findChat(db, chatId), now);
}

/** The same of a chat that is at hand; undefined for who has none. */
export const isOpenToUs = (chat: ChatRow | undefined, now: Date): boolean =>
  chat !== undefined && chat.blockedSince === null && !isSilentAccount(chat, now);
