import { eq } from "drizzle-orm";
import type { ChatExpects } from "../db/schema/chat-expects.ts";
import { chat } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";

/** How long what is typed next is taken for the answer. */
export const expectMinutes = 30;

type Expected = ChatExpects extends infer One ? (One extends unknown ? Omit<One, "until"> : never) : never;

/** What is typed next in this chat answers this, or which tap is waited for, for half an hour. */
export async function expectWords(
  { db, now }: Pick<Work, "db" | "now">,
  chatId: number,
  what: Expected,
): Promise<void> {
  const until = new Date(now.getTime() + expectMinutes * 60_000).toISOString();
  await db
    .update(chat)
    .set({ expects: { ...what, until } as ChatExpects })
    .where(eq(chat.chatId, chatId));
}

/** The next typed message is for nothing in particular (any more). */
export async function expectNothing({ db }: Pick<Work, "db">, chatId: number): Promise<void> {
  await db.update(chat).set({ expects: null }).where(eq(chat.chatId, chatId));
}
