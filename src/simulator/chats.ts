import type { User } from "@grammyjs/types";
import { type Changes, createChanges } from "./changes.ts";
import { type Chat, createChat, type SavedChat } from "./chat.ts";
import { badRequest, forbidden } from "./refusal.ts";

/** All chats the bot could know. */
export interface Chats {
  readonly changes: Changes;
  /** The private chat with this person; made when new. */
  private(person: User): Chat;
  /** The group with this number; made when new. */
  group(id: number, title: string): Chat;
  all(): Chat[];
  /** The chat with this number; undefined when there is none. */
  find(id: number): Chat | undefined;
  /** Throws a Refusal 400 when there is no such chat. */
  known(id: number | string): Chat;
  /** The chat, if the bot may write in it. Throws a Refusal: 400 when unknown, 403 when the bot may not write. */
  writable(id: number | string): Chat;
}

/** No chats yet, or those that were saved. */
export function createChats(saved: readonly SavedChat[] = []): Chats {
  const changes = createChanges();
  const chats = new Map<number, Chat>(
    saved.map((chat) => [chat.info.id, createChat(chat.info, chat.person, changes, chat)]),
  );

  function keep(chat: Chat): Chat {
    chats.set(chat.id, chat);
    changes.notify();
    return chat;
  }

  function known(id: number | string): Chat {
    const chat = chats.get(Number(id));
    if (!chat) throw badRequest("chat not found");
    return chat;
  }

  return {
    changes,
    private(person) {
      const { id, first_name, last_name, username } = person;
      const info = {
        id,
        type: "private" as const,
        first_name,
        ...(last_name !== undefined && { last_name }),
        ...(username !== undefined && { username }),
      };
      return chats.get(id) ?? keep(createChat(info, person, changes));
    },
    group: (id, title) => chats.get(id) ?? keep(createChat({ id, type: "group", title }, undefined, changes)),
    all: () => [...chats.values()],
    find: (id) => chats.get(id),
    known,
    writable(id) {
      const chat = known(id);
      if (chat.standing === "new") throw forbidden("bot can't initiate conversation with a user");
      if (chat.standing === "blocked") throw forbidden("bot was blocked by the user");
      if (chat.standing === "left") throw forbidden("bot is not a member of the group chat");
      return chat;
    },
  };
}
