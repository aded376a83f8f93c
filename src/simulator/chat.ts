import type { Chat as ChatInfo, Message, User } from "@grammyjs/types";
import { type Changes, createChanges } from "./changes.ts";
import type { ChatMessage } from "./chat-message.ts";
import type { TranscriptLine } from "./transcript.ts";

/** A message as the server keeps it: what the bot's API shows, and what only the server knows. */
export interface StoredMessage {
  message: Message;
  from: ChatMessage["from"];
  at: Date;
  deleted: boolean;
  /** Whether the words changed; Telegram shows no "edited" when only the buttons did. */
  edited: boolean;
  protected: boolean;
  forceReply: boolean;
  /** The bot's reaction to it. */
  mark?: string | undefined;
  /** Telegram lets nobody edit a message that came with another keyboard than an inline one. */
  fixed: boolean;
}

/** What answerCallbackQuery showed on the phone. */
export interface Toast {
  text: string;
  alert: boolean;
  at: Date;
}

/** One chat between the bot and a person, or a group. */
export interface Chat {
  readonly id: number;
  readonly info: ChatInfo.PrivateChat | ChatInfo.GroupChat;
  /** The person of a private chat. */
  readonly person: User | undefined;
  /** "new": the person never wrote to the bot, so the bot may not write either. */
  standing: "new" | "open" | "blocked" | "left";
  readonly messages: StoredMessage[];
  readonly toasts: Toast[];
  /** What happened here in words, oldest first. */
  readonly lines: TranscriptLine[];
  readonly changes: Changes;
  /** The number of the next message; numbers ascend within the chat. */
  nextMessageId(): number;
  /** The message with this number, unless it does not exist or was deleted. */
  find(messageId: number): StoredMessage | undefined;
}

/** What is kept of a chat beyond the life of a process. */
export interface SavedChat
  extends Pick<Chat, "info" | "person" | "standing" | "messages" | "toasts" | "lines"> {}

/** A chat without messages, or as it was saved. Its changes also ring `everything`. */
export function createChat(
  info: Chat["info"],
  person: User | undefined,
  everything: Changes,
  saved?: SavedChat,
): Chat {
  const messages: StoredMessage[] = [...(saved?.messages ?? [])];
  const changes = createChanges();
  changes.listen(everything.notify);
  let lastId = messages.at(-1)?.message.message_id ?? 0;
  return {
    id: info.id,
    info,
    person,
    standing: saved?.standing ?? (person ? "new" : "open"),
    messages,
    toasts: [...(saved?.toasts ?? [])],
    lines: [...(saved?.lines ?? [])],
    changes,
    nextMessageId() {
      lastId += 1;
      return lastId;
    },
    find: (messageId) => messages.find((kept) => kept.message.message_id === messageId && !kept.deleted),
  };
}
