import type { InlineKeyboardButton, MessageEntity } from "@grammyjs/types";
import type { StoredMessage } from "./chat.ts";

/** A button under a message, as the person sees it. */
export interface ChatButton {
  text: string;
  data?: string;
  url?: string;
}

/** A message as the person sees it on the phone. */
export interface ChatMessage {
  id: number;
  from: "bot" | "person";
  at: Date;
  text?: string;
  buttons?: ChatButton[][];
  /** The words were changed; a change of the buttons alone does not count, as on a real phone. */
  edited?: boolean;
  deleted?: boolean;
  voice?: { fileId: string; seconds: number };
  sticker?: { fileId: string; emoji: string };
  photo?: { fileId: string };
  place?: { latitude: number; longitude: number };
  /** The bot's reaction to this message. */
  mark?: string;
  contact?: { phoneNumber: string; firstName: string };
  document?: { fileId: string; fileName: string };
  protected?: boolean;
  replyTo?: number;
  forceReply?: boolean;
  entities?: MessageEntity[];
}

/** The person's view of a kept message. */
export function chatMessage(kept: StoredMessage): ChatMessage {
  const { message } = kept;
  const seen: ChatMessage = { id: message.message_id, from: kept.from, at: kept.at };
  const text = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  if (text !== undefined) seen.text = text;
  if (entities) seen.entities = entities;
  if (message.reply_markup) seen.buttons = message.reply_markup.inline_keyboard.map((row) => row.map(button));
  if (kept.edited) seen.edited = true;
  if (kept.deleted) seen.deleted = true;
  if (message.voice) seen.voice = { fileId: message.voice.file_id, seconds: message.voice.duration };
  if (message.sticker) {
    seen.sticker = { fileId: message.sticker.file_id, emoji: message.sticker.emoji ?? "" };
  }
  const photo = message.photo?.at(-1);
  if (photo) seen.photo = { fileId: photo.file_id };
  const { location } = message;
  if (location) seen.place = { latitude: location.latitude, longitude: location.longitude };
  if (kept.mark) seen.mark = kept.mark;
  if (message.contact) {
    seen.contact = { phoneNumber: message.contact.phone_number, firstName: message.contact.first_name };
  }
  const { document } = message;
  if (document) seen.document = { fileId: document.file_id, fileName: document.file_name ?? "" };
  if (kept.protected) seen.protected = true;
  if (message.reply_to_message) seen.replyTo = message.reply_to_message.message_id;
  if (kept.forceReply) seen.forceReply = true;
  return seen;
}

function button(from: InlineKeyboardButton): ChatButton {
  const seen: ChatButton = { text: from.text };
  if ("callback_data" in from) seen.data = from.callback_data;
  if ("url" in from) seen.url = from.url;
  return seen;
}
