import type { InlineKeyboardMarkup, Message, User } from "@grammyjs/types";
import type { Clock } from "../clock.ts";
import type { Chat } from "./chat.ts";
import { badRequest } from "./refusal.ts";
import type { ReplyMarkup } from "./reply-markup.ts";
import { unixTime } from "./unix-time.ts";

/** How a message of the bot is sent. */
export interface SendOptions {
  protect_content?: boolean | undefined;
  reply_parameters?: { message_id: number; allow_sending_without_reply?: boolean } | undefined;
  reply_markup?: ReplyMarkup | undefined;
}

/**
 * Puts a message of the bot into the chat and answers it.
 * Throws a Refusal 400 when it answers a message that does not exist.
 */
export function postMessage<Content extends Partial<Message>>(
  chat: Chat,
  clock: Clock,
  bot: User,
  content: Content,
  options: SendOptions,
): Message & Content {
  const reply = options.reply_parameters;
  const answered = reply ? chat.find(reply.message_id) : undefined;
  if (reply && !answered && !reply.allow_sending_without_reply) {
    throw badRequest("message to be replied not found");
  }
  const markup = options.reply_markup;
  const at = clock.now();
  const message: Message & Content = {
    ...head(chat, at),
    from: bot,
    ...content,
    ...(isInline(markup) && { reply_markup: markup }),
    ...(options.protect_content && { has_protected_content: true as const }),
    ...(answered && { reply_to_message: withoutReply(answered.message) }),
  };
  chat.messages.push({
    message,
    from: "bot",
    at,
    deleted: false,
    edited: false,
    protected: options.protect_content === true,
    forceReply: markup !== undefined && "force_reply" in markup,
    fixed: markup !== undefined && !("inline_keyboard" in markup),
  });
  chat.changes.notify();
  return message;
}

/** The fields every message has. */
export function head(chat: Chat, at: Date) {
  return { message_id: chat.nextMessageId(), date: unixTime(at), chat: chat.info };
}

function isInline(markup: ReplyMarkup | undefined): markup is InlineKeyboardMarkup {
  return markup !== undefined && "inline_keyboard" in markup && markup.inline_keyboard.flat().length > 0;
}

/** Telegram shows an answered message without the message that one answered. */
export function withoutReply(message: Message): NonNullable<Message["reply_to_message"]> {
  const { reply_to_message: _, ...rest } = message;
  return rest as NonNullable<Message["reply_to_message"]>;
}
