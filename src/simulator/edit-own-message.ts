import type { Chat } from "./chat.ts";
import { commandIn } from "./new-message.ts";
import { unixTime } from "./unix-time.ts";
import type { World } from "./world.ts";

/** A person changes the text of an own message, or what stands under its photo. Throws an Error when there is no such message. */
export function editOwnMessage(world: World, chat: Chat, messageId: number, text: string): void {
  const kept = chat.find(messageId);
  if (kept?.from !== "person" || !kept.message.from || !(kept.message.text ?? kept.message.photo)) {
    throw new Error(`message ${messageId} is no text of this person`);
  }
  const { entities: _, ...rest } = kept.message;
  const edited = {
    ...rest,
    ...(kept.message.photo ? { caption: text } : { text, ...commandIn(text) }),
    chat: chat.info,
    from: kept.message.from,
    edit_date: unixTime(world.clock.now()),
  };
  kept.message = edited;
  kept.edited = true;
  chat.changes.notify();
  world.updates.push({ edited_message: edited });
}
