import type { Update } from "@grammyjs/types";

/** The number of the chat an update belongs to; 0 when it has none. */
export function chatOfUpdate(update: Update): number {
  const chat =
    update.message?.chat ??
    update.edited_message?.chat ??
    update.callback_query?.message?.chat ??
    update.my_chat_member?.chat;
  return chat?.id ?? 0;
}
