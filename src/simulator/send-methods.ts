import { z } from "zod";
import { chatId, entities, linkPreview, replyMarkup, replyParameters } from "./fields.ts";
import { messageText } from "./message-text.ts";
import { type Method, method } from "./method.ts";
import { postMessage } from "./post-message.ts";
import { badRequest, Refusal } from "./refusal.ts";

const TEXT = { longest: 4096, tooLong: "message is too long", mayBeEmpty: false };
const CAPTION = { longest: 1024, tooLong: "message caption is too long", mayBeEmpty: true };

const LARGEST_FILE = 50 * 1024 * 1024;

const anything = {
  chat_id: chatId,
  disable_notification: z.boolean().optional(),
  protect_content: z.boolean().optional(),
  reply_parameters: replyParameters.optional(),
  reply_markup: replyMarkup.optional(),
};
const sending = { ...anything, parse_mode: z.enum(["HTML"]).optional() };

/** sendMessage, sendVoice, sendPhoto, sendLocation, sendDocument and sendChatAction. */
export const sendMethods: Method[] = [
  method(
    "sendMessage",
    {
      ...sending,
      text: z.string(),
      entities: entities.optional(),
      link_preview_options: linkPreview.optional(),
    },
    (params, { chats, clock, bot }) => {
      const chat = chats.writable(params.chat_id);
      const { text, entities: kept } = messageText(params, TEXT);
      return postMessage(chat, clock, bot, { text, ...(kept.length > 0 && { entities: kept }) }, params);
    },
  ),
  method(
    "sendVoice",
    {
      ...sending,
      voice: z.string(),
      caption: z.string().optional(),
      caption_entities: entities.optional(),
      duration: z.int().optional(),
    },
    (params, { chats, clock, bot, files }) => {
      const chat = chats.writable(params.chat_id);
      const kept = files.find(params.voice);
      if (kept?.kind !== "voice" && !kept?.upload)
        throw badRequest("wrong file identifier/HTTP URL specified");
      if (kept.file.file_size === 0) throw badRequest("file must be non-empty");
      const caption = messageText(
        { text: params.caption ?? "", parse_mode: params.parse_mode, entities: params.caption_entities },
        CAPTION,
      );
      const { file_id, file_unique_id, file_size } = kept.file;
      const duration = params.duration ?? kept.seconds;
      const voice = { file_id, file_unique_id, file_size, duration, mime_type: "audio/ogg" };
      return postMessage(
        chat,
        clock,
        bot,
        {
          voice,
          ...(caption.text !== "" && { caption: caption.text }),
          ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
        },
        params,
      );
    },
  ),
  method(
    "sendPhoto",
    {
      ...sending,
      photo: z.string(),
      caption: z.string().optional(),
      caption_entities: entities.optional(),
      has_spoiler: z.boolean().optional(),
    },
    (params, { chats, clock, bot, files }) => {
      const chat = chats.writable(params.chat_id);
      const kept = files.find(params.photo);
      if (kept?.kind !== "photo") throw badRequest("wrong file identifier/HTTP URL specified");
      const caption = messageText(
        { text: params.caption ?? "", parse_mode: params.parse_mode, entities: params.caption_entities },
        CAPTION,
      );
      const { file_id, file_unique_id, file_size } = kept.file;
      return postMessage(
        chat,
        clock,
        bot,
        {
          photo: [{ file_id, file_unique_id, file_size, width: 1280, height: 960 }],
          ...(params.has_spoiler && { has_media_spoiler: true as const }),
          ...(caption.text !== "" && { caption: caption.text }),
          ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
        },
        params,
      );
    },
  ),
  method(
    "sendLocation",
    { ...anything, latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) },
    (params, { chats, clock, bot }) => {
      const chat = chats.writable(params.chat_id);
      const { latitude, longitude } = params;
      return postMessage(chat, clock, bot, { location: { latitude, longitude } }, params);
    },
  ),
  method(
    "sendDocument",
    {
      ...sending,
      document: z.string(),
      caption: z.string().optional(),
      caption_entities: entities.optional(),
      disable_content_type_detection: z.boolean().optional(),
    },
    (params, { chats, clock, bot, files }) => {
      const chat = chats.writable(params.chat_id);
      const kept = files.find(params.document);
      if (!kept?.upload) throw badRequest("wrong file identifier/HTTP URL specified");
      if (kept.file.file_size === 0) throw badRequest("file must be non-empty");
      if (kept.file.file_size > LARGEST_FILE) throw new Refusal(413, "Request Entity Too Large");
      const caption = messageText(
        { text: params.caption ?? "", parse_mode: params.parse_mode, entities: params.caption_entities },
        CAPTION,
      );
      const { file_id, file_unique_id, file_size } = kept.file;
      const { name: file_name, mimeType: mime_type } = kept.upload;
      return postMessage(
        chat,
        clock,
        bot,
        {
          document: { file_id, file_unique_id, file_size, file_name, mime_type },
          ...(caption.text !== "" && { caption: caption.text }),
          ...(caption.entities.length > 0 && { caption_entities: caption.entities }),
        },
        params,
      );
    },
  ),
  method(
    "sendChatAction",
    {
      chat_id: chatId,
      action: z.enum([
        ...([
          "typing",
          "upload_photo",
          "record_video",
          "upload_video",
          "record_voice",
          "upload_voice",
        ] as const),
        ...(["upload_document", "choose_sticker", "find_location", "record_video_note"] as const),
        "upload_video_note",
      ]),
    },
    ({ chat_id }, { chats }) => {
      chats.writable(chat_id);
      return true;
    },
  ),
];
