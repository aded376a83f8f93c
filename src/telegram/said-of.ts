import type { Context } from "grammy";
import type { Said, Words } from "../checkin/hear-words.ts";

/** What a message says that can be passed on; undefined for what the robot cannot pass on, such as a file or a poll. */
export function saidOf(ctx: Pick<Context, "message">): Said | undefined {
  const { message } = ctx;
  if (!message) return undefined;
  const { voice, photo, location, sticker } = message;
  const largest = photo?.at(-1);
  if (largest)
    return {
      kind: "photo",
      fileId: largest.file_id,
      ...(message.caption ? { caption: message.caption } : {}),
    };
  const text = message.text ?? message.caption;
  if (text) return { kind: "text", text };
  if (voice) return { kind: "voice", fileId: voice.file_id, seconds: voice.duration };
  // A live location moves on; the robot passes on where somebody was when they shared it.
  if (location) return { kind: "place", latitude: location.latitude, longitude: location.longitude };
  // A sticker says what its emoji says.
  if (sticker?.emoji) return { kind: "text", text: sticker.emoji };
  return undefined;
}

/** The same, with the number of the message: words of a young person. */
export function allWordsOf(ctx: Pick<Context, "message">): Words | undefined {
  const said = saidOf(ctx);
  return said && ctx.message ? { ...said, messageId: ctx.message.message_id } : undefined;
}
