import type { Message } from "grammy/types";
import type { Said, Words } from "../checkin/hear-words.ts";
import type { BotContext } from "./context.ts";

/** What a message says that can be passed on; undefined for what the robot cannot pass on, such as a file or a poll. */
export function saidOf(ctx: Pick<BotContext, "message" | "isRestOfAlbum">): Said | undefined {
  const { message } = ctx;
  if (!message) return undefined;
  const { voice, photo, location, sticker } = message;
  const largest = photo?.at(-1);
  const caption = withOrigin(message, message.caption);
  if (largest)
    return {
      kind: "photo",
      fileId: largest.file_id,
      ...(caption ? { caption } : {}),
      ...(ctx.isRestOfAlbum ? { follows: true } : {}),
    };
  const text = withOrigin(message, message.text) ?? caption;
  if (text) return { kind: "text", text };
  if (voice) return { kind: "voice", fileId: voice.file_id, seconds: voice.duration };
  // A live location moves on; the robot passes on where somebody was when they shared it.
  if (location) return { kind: "place", latitude: location.latitude, longitude: location.longitude };
  // A sticker says what its emoji says.
  if (sticker?.emoji) return { kind: "text", text: sticker.emoji };
  return undefined;
}

/** What was passed on are somebody else's words: they say so, and whose, as far as Telegram tells. */
function withOrigin({ forward_origin: origin }: Message, text: string | undefined): string | undefined {
  if (!origin || text === undefined) return text;
  const who =
    origin.type === "user"
      ? origin.sender_user.first_name
      : origin.type === "hidden_user"
        ? origin.sender_user_name
        : origin.type === "chat"
          ? origin.sender_chat.title
          : origin.chat.title;
  return `↪️ ${who ?? ""}\n${text}`;
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
  const { message_id: messageId } = ctx.message;
  if (said.kind !== "photo" || !isUnwantedPhoto(ctx)) return { ...said, messageId };
  return said.caption ? { kind: "text", text: said.caption, messageId } : undefined;
}
