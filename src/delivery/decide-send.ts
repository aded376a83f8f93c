import type { SendResult } from "./outgoing.ts";

/** What becomes of an outbox row after the channel's answer. */
export type AfterSend =
  | { readonly state: "sent"; readonly messageId?: number }
  | { readonly state: "blocked" | "undeliverable" | "unknown"; readonly code: string }
  /** Tried again; `counts` when the try says something about this row (a full line or a missing token does not). */
  | {
      readonly state: "new";
      readonly code: string;
      readonly retryAfterMilliseconds: number;
      readonly counts: boolean;
      /** It does not get through for now: whoever waits for it is better reached another way meanwhile. */
      readonly isDelayed: boolean;
    };

/** Pauses before a repeated try, in milliseconds; the last goes on for ever, because an alert is never given up. */
export const sendBackoff = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000] as const;

/** A chat that may not be written to for longer than this is as good as unreachable for an alert, in seconds. */
const longestWait = 60;

/** A row that was promised at most once, or that is not worth much later, is given up after this many counted tries. */
const mostTriesAtMostOnce = 5;

/**
 * Decides from the channel's answer alone. `tries` counts this one. `refusedSeconds`: for how long it has been kept waiting by refusals
 * before this one; 0 when there was none, however long it stood in a queue. Many short waits are a long one. Blocked and refused are final and go to a human by
 * another way; an unclear outcome is repeated only where a second copy is better than none (telegram has no idempotency key).
 */
export function decideSend(
  result: SendResult,
  promise: "atLeastOnce" | "atMostOnce",
  tries: number,
  refusedSeconds = 0,
): AfterSend {
  const pause = sendBackoff[Math.min(tries, sendBackoff.length) - 1] ?? sendBackoff[0];
  switch (result.kind) {
    case "sent":
      return result.messageId === undefined
        ? { state: "sent" }
        : { state: "sent", messageId: result.messageId };
    case "blocked":
      return { state: "blocked", code: result.code };
    case "refused":
      return { state: "undeliverable", code: result.code };
    case "unauthorized":
      return {
        state: "new",
        code: result.code,
        retryAfterMilliseconds: 60_000,
        counts: false,
        isDelayed: true,
      };
    case "later":
      return {
        state: "new",
        code: result.code,
        retryAfterMilliseconds: Math.max(1, result.afterSeconds) * 1_000,
        counts: false,
        isDelayed: refusedSeconds + result.afterSeconds > longestWait,
      };
    case "failed":
      return promise === "atMostOnce" && tries >= mostTriesAtMostOnce
        ? { state: "undeliverable", code: result.code }
        : {
            state: "new",
            code: result.code,
            retryAfterMilliseconds: pause,
            counts: true,
            isDelayed: tries >= 2,
          };
    case "unclear":
      return promise === "atMostOnce"
        ? { state: "unknown", code: result.code }
        : {
            state: "new",
            code: result.code,
            retryAfterMilliseconds: pause,
            counts: true,
            isDelayed: tries >= 2,
          };
  }
}
