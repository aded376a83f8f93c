import type {
  ForceReply,
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  ReplyKeyboardMarkup,
  ReplyKeyboardRemove,
} from "@grammyjs/types";
import { z } from "zod";
import { parseJsonText } from "./parse-json-text.ts";
import { badRequest } from "./refusal.ts";

/** Any keyboard a message may come with. */
export type ReplyMarkup = InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply;

const MAX_DATA_BYTES = 64;
const MAX_BUTTONS = 100;
const looks = {
  text: z.string(),
  icon_custom_emoji_id: z.string().exactOptional(),
  style: z.enum(["danger", "success", "primary"]).exactOptional(),
};
/** The actions this simulator can act out; a button has exactly one. */
const actions = {
  callback_data: z.string(),
  url: z.string(),
  web_app: z.strictObject({ url: z.string() }),
  copy_text: z.strictObject({ text: z.string().min(1).max(256) }),
};
const inlineButton: z.ZodType<InlineKeyboardButton> = z.union([
  z.strictObject({ ...looks, callback_data: actions.callback_data }),
  z.strictObject({ ...looks, url: actions.url }),
  z.strictObject({ ...looks, web_app: actions.web_app }),
  z.strictObject({ ...looks, copy_text: actions.copy_text }),
]);
const keyboardOptions = {
  is_persistent: z.boolean().exactOptional(),
  resize_keyboard: z.boolean().exactOptional(),
  one_time_keyboard: z.boolean().exactOptional(),
  input_field_placeholder: z.string().min(1).max(64).exactOptional(),
  selective: z.boolean().exactOptional(),
};
const otherMarkup: z.ZodType<ReplyKeyboardMarkup | ReplyKeyboardRemove | ForceReply> = z.union([
  z.strictObject({
    keyboard: z.array(
      z.array(
        z.union([
          z.string(),
          z.strictObject({ ...looks, request_contact: z.boolean() }),
          z.strictObject({ ...looks, request_location: z.boolean() }),
          z.strictObject(looks),
        ]),
      ),
    ),
    ...keyboardOptions,
  }),
  z.strictObject({ remove_keyboard: z.literal(true), selective: z.boolean().exactOptional() }),
  z.strictObject({
    force_reply: z.literal(true),
    input_field_placeholder: z.string().min(1).max(64).exactOptional(),
    selective: z.boolean().exactOptional(),
  }),
]);

/** Reads a keyboard, given as an object or as JSON. Throws a Refusal 400 that names what is wrong with it. */
export function parseReplyMarkup(given: unknown): ReplyMarkup {
  const value = typeof given === "string" ? parseJsonText(given) : given;
  if (value === undefined) throw badRequest("can't parse reply keyboard markup JSON object");
  const inline = z.strictObject({ inline_keyboard: z.unknown() }).safeParse(value);
  if (inline.success) return { inline_keyboard: parseRows(inline.data.inline_keyboard) };
  const other = otherMarkup.safeParse(value);
  if (!other.success) throw badRequest("can't parse reply keyboard markup JSON object");
  return other.data;
}

function parseRows(value: unknown): InlineKeyboardButton[][] {
  const rows = z.array(z.array(z.unknown())).safeParse(value);
  if (!rows.success) {
    throw badRequest('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
  }
  if (rows.data.flat().length > MAX_BUTTONS) throw badRequest("reply markup is too long");
  return rows.data.map((row) => row.map(parseButton));
}

function parseButton(value: unknown): InlineKeyboardButton {
  const fields = z.record(z.string(), z.unknown()).safeParse(value);
  if (!fields.success) throw wrongButton("InlineKeyboardButton must be an Object");
  const unknown = Object.keys(fields.data).find((key) => !(key in looks) && !(key in actions));
  if (unknown !== undefined) throw wrongButton(`unknown field "${unknown}"`);
  if (!Object.keys(fields.data).some((key) => key in actions)) {
    throw wrongButton("Text buttons are unallowed in the inline keyboard");
  }
  const read = inlineButton.safeParse(value);
  if (!read.success) throw wrongButton("it must have a text and exactly one action of the right type");
  checkButton(read.data);
  return read.data;
}

function checkButton(button: InlineKeyboardButton): void {
  if (button.text.trim() === "") throw badRequest("BUTTON_TEXT_INVALID");
  if ("callback_data" in button) {
    const bytes = Buffer.byteLength(button.callback_data, "utf8");
    if (bytes === 0 || bytes > MAX_DATA_BYTES) throw badRequest("BUTTON_DATA_INVALID");
  }
  if ("url" in button && !isLink(button.url)) throw badRequest("BUTTON_URL_INVALID");
}

function isLink(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:", "tg:"].includes(new URL(url).protocol);
}

function wrongButton(reason: string) {
  return badRequest(`can't parse inline keyboard button: ${reason}`);
}
