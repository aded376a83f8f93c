import type { User } from "@grammyjs/types";
import type { Chat } from "./chat.ts";
import { type ChatMessage, chatMessage } from "./chat-message.ts";
import { newMessage } from "./new-message.ts";
import { reportMembership } from "./report-membership.ts";
import type { World } from "./world.ts";

/** A group the bot was added to. */
export interface Group {
  readonly chatId: number;
  /** Whether the bot left it. */
  left(): boolean;
  messages(): ChatMessage[];
}

/** A group as a test sees it. */
export function createGroup(chat: Chat): Group {
  return {
    chatId: chat.id,
    left: () => chat.standing === "left",
    messages: () => chat.messages.map(chatMessage),
  };
}

/** Sends a message of this person in the group to the bot. */
export function writeInGroup(world: World, chatId: number, text: string, from: User): void {
  newMessage(world, world.chats.group(chatId, `Group ${chatId}`), from, { text });
}

/** Adds the bot to the group and tells it. */
export function addToGroup(world: World, chatId: number): void {
  const chat = world.chats.group(chatId, `Group ${chatId}`);
  chat.standing = "open";
  const somebody: User = { id: 999_000_001, is_bot: false, first_name: "Somebody" };
  reportMembership(world, chat, somebody, "left", "member");
}
