import type { Update } from "@grammyjs/types";
import { conflict, type Refusal } from "./refusal.ts";
import type { UpdateQueue } from "./update-queue.ts";

/** What getUpdates may ask. */
export interface PollRequest {
  offset?: number | undefined;
  limit?: number | undefined;
  timeout?: number | undefined;
  allowed_updates?: readonly string[] | undefined;
}

/** The one place where a bot waits for updates; at most one waits at a time. */
export interface LongPoll {
  /**
   * Confirms what lies below `offset` and answers the next updates, waiting up to `timeout` seconds of real time
   * when there are none. An aborted request ends the wait at once.
   * Throws a Refusal 409 when another poller takes over or a webhook is set meanwhile.
   */
  wait(request: PollRequest, signal: AbortSignal): Promise<Update[]>;
  /** Sends the waiting poller away: with a refusal, or with an empty answer when left out. */
  end(refusal?: Refusal): void;
  /** Whether a poller waits at this moment. */
  waiting(): boolean;
}

/** Telegram holds no poll longer than this, in seconds. */
const LONGEST_WAIT = 50;

/** A long poll on this queue. */
export function createLongPoll(queue: UpdateQueue): LongPoll {
  let endCurrent: ((refusal?: Refusal) => void) | undefined;

  const next = (limit: number) => queue.pending().slice(0, limit);

  function sleep(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (refusal?: Refusal) => {
        clearTimeout(timer);
        quiet();
        signal.removeEventListener("abort", wake);
        if (endCurrent === stop) endCurrent = undefined;
        if (refusal) reject(refusal);
        else resolve();
      };
      const wake = () => stop();
      const timer = setTimeout(wake, seconds * 1000);
      const quiet = queue.arrivals.listen(wake);
      signal.addEventListener("abort", wake);
      endCurrent = stop;
    });
  }

  return {
    async wait(request, signal) {
      endCurrent?.(
        conflict("terminated by other getUpdates request; make sure that only one bot instance is running"),
      );
      const offset = request.offset ?? 0;
      if (offset > 0) queue.confirmBelow(offset);
      if (offset < 0) queue.keepNewest(-offset);
      if (request.allowed_updates) queue.allow(request.allowed_updates);
      const limit = Math.min(Math.max(request.limit ?? 100, 1), 100);
      const seconds = Math.min(Math.max(request.timeout ?? 0, 0), LONGEST_WAIT);
      if (queue.pending().length === 0 && seconds > 0 && !signal.aborted) await sleep(seconds, signal);
      return next(limit);
    },
    end(refusal) {
      endCurrent?.(refusal);
    },
    waiting: () => endCurrent !== undefined,
  };
}
