import type { Chat } from "./chat.ts";
import { commandIn } from "./new-message.ts";
import { unixTime } from "./unix-time.ts";
import type { World } from "./world.ts";

/** A person changes the text of an own message, or what stands under its photo, voice note or file. Throws an Error when there is no such message. */
export function editOwnMessage(world: World, chat: Chat, messageId: number, text: string): void {
  const kept = chat.find(messageId);
  const { photo, voice, document } = kept?.message ?? {};
  const under = photo ?? voice ?? document;
  if (kept?.from !== "person" || !kept.message.from || !(kept.message.text ?? under)) {
    throw new Error(`message ${messageId} is no text of this person`);
  }
  const { entities: _, ...rest } = kept.message;
  const edited = {
    ...rest,
    ...(under ? { caption: text } : { text, ...commandIn(text) }),
    chat: chat.info,
    from: kept.message.from,
    edit_date: unixTime(world.clock.now()),
  };
  kept.message = edited;
  kept.edited = true;
  chat.changes.notify();
  world.updates.push({ edited_message: edited });
}
