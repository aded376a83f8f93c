import type { Api } from "grammy";
import { GrammyError } from "grammy";
import type { Update } from "grammy/types";
import type { Database } from "../db/connect.ts";
import { errorCode } from "../db/error-code.ts";
import type { Report } from "../delivery/report.ts";

/** The kinds of update that the product handles; Telegram keeps the rest to itself. */
export const allowedUpdates = ["message", "edited_message", "callback_query", "my_chat_member"] as const;

const longPollSeconds = 25;

export interface PollParts {
  readonly api: Api;
  readonly botId: number;
  readonly database: Database;
  /** Stores updates in a committed transaction; only then the next poll confirms them. */
  readonly store: (updates: readonly Update[]) => Promise<void>;
  /** Hears that updates were fetched and stored, and that another process fetches them with the same token. */
  readonly note: (sign: "polled" | "conflict") => Promise<void>;
  readonly report: Report;
}

/**
 * Fetches updates by long polling, one poller a bot over all instances: the others wait for the lock and take over when
 * its holder dies. An update is confirmed only after it was stored; when the database is away nothing is confirmed and
 * Telegram keeps it. Returns how to stop.
 */
export function poll(parts: PollParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const done = run(parts, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

async function run(parts: PollParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const lock = await parts.database.holdAlone(`in-beeld poll ${parts.botId}`, signal);
      if (!lock) return;
      try {
        await pollAlone(parts, signal, lock.isHeld);
      } finally {
        await lock.release();
      }
    } catch (error) {
      if (signal.aborted) return;
      parts.report("poll.failed", { code: errorCode(error) });
      await pause(1_000, signal);
    }
  }
}

async function pollAlone(
  parts: PollParts,
  signal: AbortSignal,
  isHeld: () => Promise<boolean>,
): Promise<void> {
  let offset: number | undefined;
  let failures = 0;
  while (!signal.aborted) {
    // The lock went with its connection: another instance may be polling by now.
    if (!(await isHeld())) return;
    try {
      const updates = await parts.api.getUpdates(
        {
          ...(offset === undefined ? {} : { offset }),
          timeout: longPollSeconds,
          limit: 100,
          allowed_updates: [...allowedUpdates],
        },
        // grammY's types come from a polyfill; at run time it is the same AbortSignal.
        signal as never,
      );
      await parts.store(updates);
      const last = updates.at(-1);
      if (last) offset = last.update_id + 1;
      failures = 0;
      await noteSign(parts, "polled");
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const code = error instanceof GrammyError ? `TG_${error.error_code}` : errorCode(error);
      parts.report("poll.failed", { code });
      if (code === "TG_409") await noteSign(parts, "conflict");
      const asked = error instanceof GrammyError ? error.parameters.retry_after : undefined;
      await pause(asked ? asked * 1_000 : Math.min(10_000, 250 * 2 ** failures), signal);
    }
  }
}

/** A sign that cannot be written must not be taken for a failure to fetch: the auditor misses it in time. */
async function noteSign({ note, report }: PollParts, sign: "polled" | "conflict"): Promise<void> {
  try {
    await note(sign);
  } catch (error) {
    report("life.failed", { code: errorCode(error) });
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
