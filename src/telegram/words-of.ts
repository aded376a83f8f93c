import type { Context } from "grammy";
import type { SpokenWords } from "../checkin/hear-words.ts";

/** The words in a message, new or edited: a text, the caption of a photo, or a voice note; undefined for anything else. */
export function wordsOf(ctx: Pick<Context, "message" | "editedMessage">): SpokenWords | undefined {
  const message = ctx.message ?? ctx.editedMessage;
  if (!message) return undefined;
  const text = message.text ?? message.caption;
  if (text) return { kind: "text", text, messageId: message.message_id };
  const { voice } = message;
  if (voice)
    return { kind: "voice", fileId: voice.file_id, seconds: voice.duration, messageId: message.message_id };
  return undefined;
}
