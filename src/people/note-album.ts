import { eq } from "drizzle-orm";
import { chat } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { ChatRow } from "./store.ts";

/**
 * Whether a message belongs to an album of which one came before it. Telegram hands an album over as so many messages, with
 * nothing to tell the first by but that it came first.
 */
export async function isRestOfAlbum(
  { db }: Pick<Work, "db">,
  { chatId, lastAlbum }: Pick<ChatRow, "chatId" | "lastAlbum">,
  album: string | undefined,
): Promise<boolean> {
  if (album === undefined) return false;
  if (lastAlbum === album) return true;
  await db.update(chat).set({ lastAlbum: album }).where(eq(chat.chatId, chatId));
  return false;
}
