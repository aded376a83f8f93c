import type { ChatMember, User } from "@grammyjs/types";
import type { Chat } from "./chat.ts";
import { unixTime } from "./unix-time.ts";
import type { World } from "./world.ts";

/** How the bot stands in a chat. */
export type Membership = "member" | "left" | "kicked";

/** Tells the bot with a my_chat_member update that `by` changed how it stands in this chat. */
export function reportMembership(world: World, chat: Chat, by: User, from: Membership, to: Membership): void {
  world.updates.push({
    my_chat_member: {
      chat: chat.info,
      from: by,
      date: unixTime(world.clock.now()),
      old_chat_member: member(world.bot, from),
      new_chat_member: member(world.bot, to),
    },
  });
  chat.changes.notify();
}

function member(user: User, status: Membership): ChatMember {
  return status === "kicked" ? { status, user, until_date: 0 } : { status, user };
}
