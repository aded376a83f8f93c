/** What Telegram says of the webhook. */
export interface WebhookState {
  readonly url: string;
  /** Updates that wait at Telegram. */
  readonly pending: number;
  readonly lastErrorAt: Date | null;
}

/** Why nothing comes in by webhook: it is set elsewhere or not at all, deliveries fail, or Telegram does not say. */
export type WebhookTrouble = "address" | "delivery" | "unknown";

/** An error older than this says nothing about now. */
const recentMilliseconds = 3_600_000;

/**
 * What is wrong with the webhook that should stand at `wanted`; undefined when nothing is. An error alone is nothing: an update
 * that Telegram could not deliver and that waits no longer came through later.
 */
export function decideWebhookTrouble(
  state: WebhookState | undefined,
  wanted: string,
  now: Date,
): WebhookTrouble | undefined {
  if (!state) return "unknown";
  if (state.url !== wanted) return "address";
  const isRecent =
    state.lastErrorAt !== null && now.getTime() - state.lastErrorAt.getTime() < recentMilliseconds;
  return isRecent && state.pending > 0 ? "delivery" : undefined;
}

/** The same from Telegram's own names. */
export const readWebhook = (info: {
  readonly url?: string | undefined;
  readonly pending_update_count: number;
  readonly last_error_date?: number | undefined;
}): WebhookState => ({
  url: info.url ?? "",
  pending: info.pending_update_count,
  lastErrorAt: info.last_error_date === undefined ? null : new Date(info.last_error_date * 1_000),
});
