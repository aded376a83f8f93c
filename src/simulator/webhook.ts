import type { Update, WebhookInfo } from "@grammyjs/types";
import type { Clock } from "../clock.ts";
import { chatOfUpdate } from "./chat-of-update.ts";
import { unixTime } from "./unix-time.ts";
import type { UpdateQueue } from "./update-queue.ts";

/** Where and how updates are posted. */
export interface WebhookTarget {
  url: string;
  secretToken: string | undefined;
  maxConnections: number;
}

/** Posts updates to the bot: in order, one at a time for each chat, again until the bot answers 2xx. */
export interface Webhook {
  target(): WebhookTarget | undefined;
  set(target: WebhookTarget): void;
  remove(): void;
  info(): WebhookInfo;
  /** Stops all deliveries; nothing is posted afterwards. */
  close(): void;
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1000;

/** A webhook that is not set. `timeoutMs` is how long the bot may take for one update (real time). */
export function createWebhook(queue: UpdateQueue, clock: Clock, timeoutMs: number): Webhook {
  let target: WebhookTarget | undefined;
  let stopping = new AbortController();
  let lastError: { at: Date; message: string } | undefined;
  const busyChats = new Set<number>();
  const failures = new Map<number, number>();
  const pauses = new Set<NodeJS.Timeout>();

  function pump(): void {
    if (!target) return;
    // A chat whose older update is still to come must not be overtaken by its newer one.
    const seen = new Set<number>();
    for (const update of queue.pending()) {
      const chat = chatOfUpdate(update);
      if (busyChats.size >= target.maxConnections) return;
      if (seen.has(chat) || busyChats.has(chat)) continue;
      seen.add(chat);
      busyChats.add(chat);
      void deliver(update, chat, target, stopping.signal);
    }
  }

  async function deliver(update: Update, chat: number, to: WebhookTarget, stop: AbortSignal): Promise<void> {
    const problem = await post(update, to, AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]));
    if (problem === undefined) {
      queue.confirm(update.update_id);
      failures.delete(chat);
      if (!stop.aborted) release(chat);
      return;
    }
    if (stop.aborted) return;
    lastError = { at: clock.now(), message: problem };
    const failed = failures.get(chat) ?? 0;
    failures.set(chat, failed + 1);
    const again = () => {
      pauses.delete(pause);
      release(chat);
    };
    const pause = setTimeout(again, Math.min(FIRST_PAUSE_MS * 2 ** failed, LONGEST_PAUSE_MS));
    pauses.add(pause);
  }

  function release(chat: number): void {
    busyChats.delete(chat);
    pump();
  }

  function start(next: WebhookTarget | undefined): void {
    stopping.abort();
    stopping = new AbortController();
    for (const pause of pauses) clearTimeout(pause);
    pauses.clear();
    busyChats.clear();
    failures.clear();
    lastError = undefined;
    target = next;
    pump();
  }

  queue.arrivals.listen(pump);
  return {
    target: () => target,
    set: start,
    remove: () => start(undefined),
    info() {
      const info: WebhookInfo = {
        url: target?.url ?? "",
        has_custom_certificate: false,
        pending_update_count: queue.pending().length,
      } as WebhookInfo;
      if (target) info.max_connections = target.maxConnections;
      if (lastError) {
        info.last_error_date = unixTime(lastError.at);
        info.last_error_message = lastError.message;
      }
      return info;
    },
    close: () => start(undefined),
  };
}

/** Posts one update; undefined when the bot took it, otherwise what went wrong, in Telegram's words. */
async function post(update: Update, to: WebhookTarget, signal: AbortSignal): Promise<string | undefined> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (to.secretToken) headers["x-telegram-bot-api-secret-token"] = to.secretToken;
  try {
    const answer = await fetch(to.url, { method: "POST", headers, body: JSON.stringify(update), signal });
    await answer.arrayBuffer();
    if (answer.ok) return undefined;
    return `Wrong response from the webhook: ${answer.status} ${answer.statusText}`.trim();
  } catch {
    return signal.aborted ? "Read timeout expired" : "Connection refused";
  }
}
