import { isDeepStrictEqual } from "node:util";
import type { InlineKeyboardMarkup, Message, MessageEntity } from "@grammyjs/types";
import { z } from "zod";
import type { Chat, StoredMessage } from "./chat.ts";
import { chatId, entities, inlineMarkup, linkPreview } from "./fields.ts";
import { messageText } from "./message-text.ts";
import { type Method, method } from "./method.ts";
import { parseJsonText } from "./parse-json-text.ts";
import { badRequest } from "./refusal.ts";
import { unixTime } from "./unix-time.ts";
import type { World } from "./world.ts";

// Telegram's server words this differently for an edit than for a new message.
const TEXT = { longest: 4096, tooLong: "MESSAGE_TOO_LONG", mayBeEmpty: false };
const DELETABLE_MS = 48 * 60 * 60 * 1000;

const reaction = z.strictObject({ type: z.literal("emoji"), emoji: z.enum(["👌", "👍", "🙏", "❤"]) });

/** editMessageText, editMessageReplyMarkup, deleteMessage and setMessageReaction. */
export const editMethods: Method[] = [
  method(
    "editMessageText",
    {
      chat_id: chatId,
      message_id: z.int(),
      text: z.string(),
      parse_mode: z.enum(["HTML"]).optional(),
      entities: entities.optional(),
      link_preview_options: linkPreview.optional(),
      reply_markup: inlineMarkup.optional(),
    },
    (params, world) => {
      const { chat, kept } = editable(world, params.chat_id, params.message_id);
      const { text, entities: marks } = messageText(params, TEXT);
      if (kept.message.text === undefined) throw badRequest("there is no text in the message to edit");
      return change(world, chat, kept, { text, entities: marks }, params.reply_markup);
    },
  ),
  method(
    "editMessageReplyMarkup",
    { chat_id: chatId, message_id: z.int(), reply_markup: inlineMarkup.optional() },
    (params, world) => {
      const { chat, kept } = editable(world, params.chat_id, params.message_id);
      const { text, entities: marks } = kept.message;
      return change(world, chat, kept, { text, entities: marks ?? [] }, params.reply_markup);
    },
  ),
  method("deleteMessage", { chat_id: chatId, message_id: z.int() }, (params, { chats, clock }) => {
    const chat = chats.known(params.chat_id);
    const kept = chat.find(params.message_id);
    if (!kept) throw badRequest("message to delete not found");
    if (clock.now().getTime() - kept.at.getTime() > DELETABLE_MS) {
      throw badRequest("message can't be deleted for everyone");
    }
    kept.deleted = true;
    chat.changes.notify();
    return true;
  }),
  method(
    "setMessageReaction",
    {
      chat_id: chatId,
      message_id: z.int(),
      // A bot sets one at most.
      reaction: z
        .unknown()
        .transform((value) => (typeof value === "string" ? parseJsonText(value) : value))
        .pipe(z.array(reaction).max(1)),
      is_big: z.boolean().optional(),
    },
    (params, { chats }) => {
      const chat = chats.writable(params.chat_id);
      const kept = chat.find(params.message_id);
      if (!kept) throw badRequest("message to react not found");
      kept.mark = params.reaction[0]?.emoji;
      chat.changes.notify();
      return true;
    },
  ),
];

function editable(world: World, id: number | string, messageId: number): { chat: Chat; kept: StoredMessage } {
  const chat = world.chats.known(id);
  const kept = chat.find(messageId);
  if (!kept) throw badRequest("message to edit not found");
  if (kept.from !== "bot" || kept.fixed) throw badRequest("message can't be edited");
  return { chat, kept };
}

/** Sets text and keyboard; an edit without a keyboard takes the old one away, as Telegram does. */
function change(
  { clock }: World,
  chat: Chat,
  kept: StoredMessage,
  content: { text: string | undefined; entities: MessageEntity[] },
  markup: InlineKeyboardMarkup | undefined,
): Message.TextMessage & { edit_date: number } {
  const { entities: oldEntities, reply_markup: oldMarkup, text: oldText, ...rest } = kept.message;
  const keyboard = markup && markup.inline_keyboard.flat().length > 0 ? markup : undefined;
  const sameWords = oldText === content.text && isDeepStrictEqual(oldEntities ?? [], content.entities);
  if (sameWords && isDeepStrictEqual(oldMarkup, keyboard)) {
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current " +
        "content and reply markup of the message",
    );
  }
  const edited = {
    ...rest,
    ...(content.text !== undefined && { text: content.text }),
    ...(content.entities.length > 0 && { entities: content.entities }),
    ...(keyboard && { reply_markup: keyboard }),
    edit_date: unixTime(clock.now()),
  };
  kept.message = edited;
  if (!sameWords) kept.edited = true;
  chat.changes.notify();
  return edited as Message.TextMessage & { edit_date: number };
}
