import type { Context } from "grammy";
import type { SpokenWords } from "../checkin/hear-words.ts";

/**
 * The words in a message, new or edited: a text, what stands beneath a photo or a file, or a voice note with what stands beneath it;
 * undefined for anything else.
 */
export function wordsOf(ctx: Pick<Context, "message" | "editedMessage">): SpokenWords | undefined {
  const message = ctx.message ?? ctx.editedMessage;
  if (!message) return undefined;
  const { voice, caption, message_id: messageId } = message;
  const beneath = caption ? { caption } : {};
  if (voice) return { kind: "voice", fileId: voice.file_id, seconds: voice.duration, messageId, ...beneath };
  const text = message.text ?? caption;
  return text ? { kind: "text", text, messageId } : undefined;
}
