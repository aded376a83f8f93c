import type { BotCommand, BotCommandScope } from "@grammyjs/types";
import { commandsKey, type Profile } from "./profile.ts";

/** The commands that Telegram offers in this private chat: the list of the closest scope that has one, in the person's language first. */
export function commandsOf(
  { commands }: Profile,
  chatId: number,
  language: string | undefined,
): readonly BotCommand[] {
  const scopes: (BotCommandScope | undefined)[] = [
    { type: "chat", chat_id: chatId },
    { type: "all_private_chats" },
    { type: "default" },
  ];
  for (const scope of scopes)
    for (const code of [language, undefined]) {
      const list = commands.get(commandsKey(scope, code));
      if (list && list.length > 0) return list;
    }
  return [];
}
