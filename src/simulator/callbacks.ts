import type { Clock } from "../clock.ts";
import type { Chat } from "./chat.ts";
import type { Chats } from "./chats.ts";
import { badRequest } from "./refusal.ts";

/** The taps on buttons that wait for an answer. */
export interface Callbacks {
  /** Remembers a tap and gives it a number. */
  open(chat: Chat): string;
  /** The chat of the tap, which is answered by this. Throws a Refusal 400 when unknown, answered or too old. */
  answer(id: string): Chat;
  /** The chat of a tap that waits for its answer. */
  chatOf(id: string): Chat | undefined;
  /** The taps that wait, and the number of the last one, for keeping. */
  saved(): SavedCallbacks;
}

/** What is kept of the taps beyond the life of a process. */
export interface SavedCallbacks {
  readonly last: string;
  readonly open: readonly { readonly id: string; readonly chatId: number; readonly at: Date }[];
}

/** Telegram gives up after some minutes; it does not say how many. */
const ANSWER_WITHIN_MS = 15 * 60 * 1000;

/** No taps yet, or those that were saved; `chats` knows the chats that they belong to. */
export function createCallbacks(
  clock: Clock,
  chats: Pick<Chats, "known">,
  saved?: SavedCallbacks,
): Callbacks {
  const open = new Map<string, { chat: Chat; at: Date }>(
    (saved?.open ?? []).map(({ id, chatId, at }) => [id, { chat: chats.known(chatId), at }]),
  );
  let last = BigInt(saved?.last ?? "4000000000000000000");
  return {
    open(chat) {
      last += 1n;
      const id = String(last);
      open.set(id, { chat, at: clock.now() });
      return id;
    },
    answer(id) {
      const tap = open.get(id);
      open.delete(id);
      if (!tap || clock.now().getTime() - tap.at.getTime() > ANSWER_WITHIN_MS) {
        throw badRequest("query is too old and response timeout expired or query ID is invalid");
      }
      return tap.chat;
    },
    chatOf: (id) => open.get(id)?.chat,
    saved: () => ({
      last: String(last),
      open: [...open].map(([id, { chat, at }]) => ({ id, chatId: chat.id, at })),
    }),
  };
}
