import type { Message, MessageEntity, Update, User } from "@grammyjs/types";
import type { Chat } from "./chat.ts";
import { head } from "./post-message.ts";
import type { World } from "./world.ts";

/** Puts a person's message into the chat and sends it to the bot; answers the message's number. */
export function newMessage(world: World, chat: Chat, from: User, content: Partial<Message>): number {
  const at = world.clock.now();
  const message: Message & Update.NonChannel = {
    ...head(chat, at),
    from,
    ...content,
    ...commandIn(content.text),
    chat: chat.info,
  };
  chat.messages.push({
    message,
    from: "person",
    at,
    deleted: false,
    edited: false,
    protected: false,
    forceReply: false,
    fixed: false,
  });
  chat.changes.notify();
  world.updates.push({ message });
  return message.message_id;
}

/** Telegram marks a command at the start of a text. */
export function commandIn(text: string | undefined): { entities?: MessageEntity[] } {
  const command = text?.match(/^\/[A-Za-z0-9_]{1,64}(@[A-Za-z0-9_]+)?/)?.[0];
  return command ? { entities: [{ type: "bot_command", offset: 0, length: command.length }] } : {};
}
