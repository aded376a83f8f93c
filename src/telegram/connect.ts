import { Api } from "grammy";

/**
 * A client for the Bot API at `root`. grammY's own time-out is over eight minutes, far longer than a lease. `fetch`: another
 * way to carry a call than by network; the address and the bodies stay the same.
 */
export function connectTelegram(
  token: string,
  root: string,
  timeoutSeconds: number,
  fetch?: typeof globalThis.fetch,
): Api {
  return new Api(token, { apiRoot: root, timeoutSeconds, ...(fetch ? { fetch } : {}) });
}
