import type { User } from "@grammyjs/types";
import type { Chat } from "./chat.ts";
import type { World } from "./world.ts";

/** Sends a callback_query; answers its number. Throws an Error when the person blocked the bot. */
export function tapButton(world: World, chat: Chat, from: User, data: string, messageId: number): string {
  if (chat.standing === "blocked") throw new Error("the bot is blocked; unblock first");
  // Who taps has written: an old message with buttons stays usable.
  chat.standing = "open";
  const id = world.callbacks.open(chat);
  const gone = { chat: chat.info, message_id: messageId, date: 0 as const };
  world.updates.push({
    callback_query: {
      id,
      from,
      message: chat.find(messageId)?.message ?? gone,
      chat_instance: String(chat.id),
      data,
    },
  });
  return id;
}
