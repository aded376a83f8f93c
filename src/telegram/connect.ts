import { Api } from "grammy";

/** A client for the Bot API at `root`. grammY's own time-out is over eight minutes, far longer than a lease. */
export function connectTelegram(token: string, root: string, timeoutSeconds: number): Api {
  return new Api(token, { apiRoot: root, timeoutSeconds });
}
