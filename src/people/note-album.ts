import { and, eq, sql } from "drizzle-orm";
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

/**
 * Whether it was said of this album already that something of it does not go on; from now on it was. Its photos may pass and its
 * videos not, so being the first of it says nothing about that. Always false for a message that is of no album.
 */
export async function wasToldOfAlbum(
  { db }: Pick<Work, "db">,
  { chatId }: Pick<ChatRow, "chatId">,
  album: string | undefined,
): Promise<boolean> {
  if (album === undefined) return false;
  const isNews = sql`${chat.toldAlbum} is distinct from ${album}`;
  const told = await db
    .update(chat)
    .set({ toldAlbum: album })
    .where(and(eq(chat.chatId, chatId), isNews))
    .returning({ chatId: chat.chatId });
  return told.length === 0;
}
