import type { Message } from "grammy/types";
import type { Said, Words } from "../checkin/hear-words.ts";
import type { BotContext } from "./context.ts";

/** What a message says that can be passed on; undefined for what the robot cannot pass on, such as a file or a poll. */
export function saidOf(ctx: Pick<BotContext, "message" | "isRestOfAlbum">): Said | undefined {
  const { message } = ctx;
  if (!message) return undefined;
  const { voice, photo, location, venue, sticker } = message;
  const origin = originOf(message);
  const largest = photo?.at(-1);
  const beneath = captionOf(origin, message.caption, venue && `${venue.title}, ${venue.address}`);
  if (largest)
    return {
      ...{ kind: "photo", fileId: largest.file_id, ...beneath },
      ...(ctx.isRestOfAlbum ? { follows: true } : {}),
    };
  if (voice) return { kind: "voice", fileId: voice.file_id, seconds: voice.duration, ...beneath };
  // A live location moves on; the robot passes on where somebody was when they shared it.
  if (location)
    return { kind: "place", latitude: location.latitude, longitude: location.longitude, ...beneath };
  // A sticker says what its emoji says. Of a file go the words beneath it, see `leavesFile`.
  const text = message.text ?? message.caption ?? sticker?.emoji;
  return text ? { kind: "text", text: [...origin, text].join("\n") } : undefined;
}

/** Whether a message brings words and a file that nobody gets: whoever sends it would believe that both had gone. */
export const leavesFile = ({ message }: Pick<BotContext, "message">): boolean =>
  message?.caption !== undefined && !message.photo && !message.voice;

function captionOf(origin: readonly string[], ...words: readonly (string | undefined)[]) {
  const lines = [...origin, ...words.filter((line) => line !== undefined && line !== "")];
  return lines.length > 0 ? { caption: lines.join("\n") } : {};
}

/** What was passed on is somebody else's: a line says so, and whose, as far as Telegram tells. */
function originOf({ forward_origin: origin }: Message): string[] {
  if (!origin) return [];
  const who =
    origin.type === "user"
      ? origin.sender_user.first_name
      : origin.type === "hidden_user"
        ? origin.sender_user_name
        : origin.type === "chat"
          ? origin.sender_chat.title
          : origin.chat.title;
  return [`↪️ ${who ?? ""}`];
}

/** A photo where the school wants none: what is written under it is heard all the same. */
export const isUnwantedPhoto = ({ message, person }: Pick<BotContext, "message" | "person">): boolean =>
  message?.photo !== undefined &&
  (person.kind === "alumnus" || person.kind === "asker") &&
  !person.view.organisation.photos;

/** The same, with the number of the message: words of a young person. */
export function allWordsOf(ctx: Pick<BotContext, "message" | "isRestOfAlbum" | "person">): Words | undefined {
  const said = saidOf(ctx);
  if (!said || !ctx.message) return undefined;
  const { message_id: messageId, reply_to_message: answered } = ctx.message;
  const numbers = { messageId, ...(answered ? { replyTo: answered.message_id } : {}) };
  if (said.kind !== "photo" || !isUnwantedPhoto(ctx)) return { ...said, ...numbers };
  return said.caption ? { kind: "text", text: said.caption, ...numbers } : undefined;
}

/** A photo or a place, with what stands beneath it; undefined for anything else, and for a photo where the school wants none. */
export function shownOf(ctx: Parameters<typeof allWordsOf>[0]): Shown | undefined {
  const words = allWordsOf(ctx);
  return words?.kind === "photo" || words?.kind === "place" ? words : undefined;
}

type Shown = Extract<Words, { kind: "photo" | "place" }>;
