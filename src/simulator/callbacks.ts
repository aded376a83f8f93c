import type { Clock } from "../clock.ts";
import type { Chat } from "./chat.ts";
import { badRequest } from "./refusal.ts";

/** The taps on buttons that wait for an answer. */
export interface Callbacks {
  /** Remembers a tap and gives it a number. */
  open(chat: Chat): string;
  /** The chat of the tap, which is answered by this. Throws a Refusal 400 when unknown, answered or too old. */
  answer(id: string): Chat;
}

/** Telegram gives up after some minutes; it does not say how many. */
const ANSWER_WITHIN_MS = 15 * 60 * 1000;

/** No taps yet. */
export function createCallbacks(clock: Clock): Callbacks {
  const open = new Map<string, { chat: Chat; at: Date }>();
  let last = 4_000_000_000_000_000_000n;
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
  };
}
