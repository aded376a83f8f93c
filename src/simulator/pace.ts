import type { Clock } from "../clock.ts";
import { tooManyRequests } from "./refusal.ts";

/** Telegram's speed limits for messages. */
export interface Pace {
  /** Counts one message to this chat. Throws a Refusal 429 when it comes too soon. */
  count(chatId: number): void;
}

const MESSAGES_A_SECOND = 30;
const BURST_FOR_A_CHAT = 3;

/** At most 30 messages a second over all chats, and one a second in a chat after a burst of three. */
export function createPace(clock: Clock): Pace {
  let lastSecond: number[] = [];
  const chats = new Map<number, { credit: number; at: number }>();
  return {
    count(chatId) {
      const now = clock.now().getTime();
      lastSecond = lastSecond.filter((at) => now - at < 1000);
      if (lastSecond.length >= MESSAGES_A_SECOND) throw tooManyRequests(1);
      const before = chats.get(chatId) ?? { credit: BURST_FOR_A_CHAT, at: now };
      const credit = Math.min(BURST_FOR_A_CHAT, before.credit + (now - before.at) / 1000);
      if (credit < 1) throw tooManyRequests(Math.max(1, Math.ceil(1 - credit)));
      chats.set(chatId, { credit: credit - 1, at: now });
      lastSecond.push(now);
    },
  };
}
