import type { ConversationData, VersionedState } from "@grammyjs/conversations";
import { eq } from "drizzle-orm";
import { conversationState } from "../db/schema/index.ts";
import { SealBroken } from "../privacy/vault.ts";
import type { BotContext } from "./context.ts";

const place = (chatId: number) => ({ table: "conversation_state", column: "body", row: String(chatId) });

/**
 * Where the conversation window keeps its place: encrypted, in the transaction of the update. It is a convenience; the
 * check-in's rows are the truth, so a state that is missing or cannot be opened is no state.
 */
export const conversationStorage = {
  type: "context" as const,
  version: 1,
  adapter: {
    async read(ctx: BotContext): Promise<VersionedState<ConversationData> | undefined> {
      const chatId = ctx.chat?.id;
      if (chatId === undefined) return undefined;
      const { db, vault } = ctx.work;
      const [row] = await db.select().from(conversationState).where(eq(conversationState.chatId, chatId));
      if (!row) return undefined;
      try {
        return JSON.parse(
          await vault.open(db, row.keyId, place(chatId), row.body),
        ) as VersionedState<ConversationData>;
      } catch (error) {
        // Its day key is gone, or the state was written by another version: the rows know where the check-in stands.
        if (!(error instanceof SealBroken) && !(error instanceof SyntaxError)) throw error;
        await forgetConversation(ctx);
        return undefined;
      }
    },
    async write(ctx: BotContext, state: VersionedState<ConversationData>): Promise<void> {
      const chatId = ctx.chat?.id;
      if (chatId === undefined) return;
      const { db, vault, now } = ctx.work;
      const keyId = await vault.dayKey(db, now);
      const body = await vault.seal(db, keyId, place(chatId), JSON.stringify(state));
      await db
        .insert(conversationState)
        .values({ chatId, keyId, body })
        .onConflictDoUpdate({ target: conversationState.chatId, set: { keyId, body } });
    },
    async delete(ctx: BotContext): Promise<void> {
      if (ctx.chat) await forgetConversation(ctx);
    },
  },
};

/** Forgets where the window stood, as when somebody stops: the next tap or word begins a new one. */
export async function forgetConversation(ctx: BotContext): Promise<void> {
  if (ctx.chat) await ctx.work.db.delete(conversationState).where(eq(conversationState.chatId, ctx.chat.id));
}
