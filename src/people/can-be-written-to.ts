import type { Work } from "../delivery/work.ts";
import { isSilentAccount } from "./link/is-silent-account.ts";
import { type AlumnusRow, findChat } from "./store.ts";

/**
 * The robot may write to this person of its own accord: their chat is open to us, and nobody else can have got the number
 * meanwhile (security.md 10).
 */
export async function canBeWrittenTo(
  { db, now }: Pick<Work, "db" | "now">,
  { chatId }: Pick<AlumnusRow, "chatId">,
): Promise<boolean> {
  const row = chatId === null ? undefined : await findChat(db, chatId);
  return row !== undefined && row.blockedSince === null && !isSilentAccount(row, now);
}
