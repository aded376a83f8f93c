import type { LanguageCode, MessageEntity } from "@grammyjs/types";
import { z } from "zod";
import { parseJsonText } from "./parse-json-text.ts";
import { badRequest } from "./refusal.ts";
import { parseReplyMarkup } from "./reply-markup.ts";

/** A chat's number; Telegram also takes it as text. */
export const chatId = z.union([z.int(), z.string().min(1)]);

/** A two-letter language, or empty for all others. */
export const language = z.custom<LanguageCode>(
  (value) => typeof value === "string" && /^([a-z]{2})?$/.test(value),
);

/** Any keyboard, checked. */
export const replyMarkup = z.unknown().transform(parseReplyMarkup);

/** Only the keyboard under a message: the only one an edit may set. */
export const inlineMarkup = z.unknown().transform((value) => {
  const markup = parseReplyMarkup(value);
  if (!("inline_keyboard" in markup)) throw badRequest("inline keyboard expected");
  return markup;
});

const place = { offset: z.int(), length: z.int() };
const entity: z.ZodType<MessageEntity> = z.union([
  z.strictObject({
    ...place,
    type: z.enum([
      ...(["mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold"] as const),
      ...([
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
      ] as const),
      "code",
    ]),
  }),
  z.strictObject({ ...place, type: z.literal("pre"), language: z.string().exactOptional() }),
  z.strictObject({ ...place, type: z.literal("text_link"), url: z.url() }),
]);

/** Formatting, given as objects or as JSON. */
export const entities = z.unknown().transform((value): MessageEntity[] => {
  const read = z.array(entity).safeParse(typeof value === "string" ? parseJsonText(value) : value);
  if (!read.success) throw badRequest("can't parse MessageEntity: unknown or incomplete entity");
  return read.data;
});

/** Which message is answered. */
export const replyParameters = z.strictObject({
  message_id: z.int(),
  allow_sending_without_reply: z.boolean().exactOptional(),
});

/** Whether and how a link is previewed. */
export const linkPreview = z.strictObject({
  is_disabled: z.boolean().exactOptional(),
  url: z.string().exactOptional(),
  prefer_small_media: z.boolean().exactOptional(),
  prefer_large_media: z.boolean().exactOptional(),
  show_above_text: z.boolean().exactOptional(),
});

/** For whom a list of commands is. */
export const commandScope = z.union([
  z.strictObject({
    type: z.enum(["default", "all_private_chats", "all_group_chats", "all_chat_administrators"]),
  }),
  z.strictObject({ type: z.enum(["chat", "chat_administrators"]), chat_id: chatId }),
  z.strictObject({ type: z.literal("chat_member"), chat_id: chatId, user_id: z.int() }),
]);
