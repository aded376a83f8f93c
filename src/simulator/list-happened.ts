import type { Said } from "../delivery/list-said.ts";
import type { ChatMessage } from "./chat-message.ts";

/** Something that time set in motion, once or again and again. */
export interface Happened {
  readonly kind: "alarm" | "list" | "question" | "message" | "changed" | "takenBack" | "notArrived";
  /** The phone on which it showed. */
  readonly phone: number;
  /** The first line of the message, if it can be read. */
  readonly quote: string;
  readonly at: Date;
  readonly times: number;
  readonly last: Date;
}

/** Puts what was said on the phones into a list: the same on the same phone counts as one, at its first time. */
export function listHappened(
  said: readonly Said[],
  messagesOf: (phone: number) => readonly ChatMessage[],
): Happened[] {
  const found = new Map<string, Happened>();
  for (const one of said) {
    const message = messagesOf(one.chatId).find(({ id }) => id === one.messageId);
    const kind = kindOf(one, message);
    const quote = kind === "takenBack" ? "" : (message?.text?.split("\n")[0] ?? "");
    const key = `${kind} ${one.chatId} ${quote}`;
    const before = found.get(key);
    found.set(
      key,
      before
        ? { ...before, times: before.times + 1, last: one.at }
        : { kind, phone: one.chatId, quote, at: one.at, times: 1, last: one.at },
    );
  }
  return [...found.values()].sort((a, b) => a.at.getTime() - b.at.getTime());
}

function kindOf({ state, subject, isChange }: Said, message: ChatMessage | undefined): Happened["kind"] {
  if (state !== "sent") return "notArrived";
  if (isChange) return message?.deleted ? "takenBack" : "changed";
  if (subject === "escalation") return "alarm";
  return subject === "list" || subject === "question" ? subject : "message";
}
