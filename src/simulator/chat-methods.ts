import { z } from "zod";
import { chatId } from "./fields.ts";
import { type Method, method } from "./method.ts";
import { badRequest } from "./refusal.ts";
import { reportMembership } from "./report-membership.ts";

const LONGEST_TOAST = 200;

/** answerCallbackQuery, getChat, leaveChat and getFile. */
export const chatMethods: Method[] = [
  method(
    "answerCallbackQuery",
    {
      callback_query_id: z.string(),
      text: z.string().optional(),
      show_alert: z.boolean().optional(),
      cache_time: z.int().optional(),
    },
    (params, { callbacks, clock }) => {
      const text = params.text ?? "";
      if (text.length > LONGEST_TOAST) throw badRequest("MESSAGE_TOO_LONG");
      const chat = callbacks.answer(params.callback_query_id);
      if (text !== "") {
        chat.toasts.push({ text, alert: params.show_alert === true, at: clock.now() });
        chat.changes.notify();
      }
      return true;
    },
  ),
  method("getChat", { chat_id: chatId }, ({ chat_id }, { chats }) => ({
    ...chats.known(chat_id).info,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
  })),
  method("leaveChat", { chat_id: chatId }, ({ chat_id }, world) => {
    const chat = world.chats.writable(chat_id);
    if (chat.person) throw badRequest("chat member status can't be changed in private chats");
    chat.standing = "left";
    reportMembership(world, chat, world.bot, "member", "left");
    return true;
  }),
  method("getFile", { file_id: z.string() }, ({ file_id }, { files }) => {
    const kept = files.find(file_id);
    if (!kept) throw badRequest("invalid file_id");
    return kept.file;
  }),
];
