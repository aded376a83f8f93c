import { z } from "zod";
import { type Method, method } from "./method.ts";
import { badRequest, conflict } from "./refusal.ts";
import type { UpdateKind } from "./update-queue.ts";

const kinds = z.array(z.custom<UpdateKind>((value) => typeof value === "string")).optional();
const LOOPBACK: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/** getMe, getUpdates, setWebhook, deleteWebhook and getWebhookInfo. */
export const updateMethods: Method[] = [
  method("getMe", {}, (_params, { bot }) => ({
    ...bot,
    is_bot: true,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  })),
  method(
    "getUpdates",
    {
      offset: z.int().optional(),
      limit: z.int().optional(),
      timeout: z.int().optional(),
      allowed_updates: kinds,
    },
    (params, { webhook, longPoll }, signal) => {
      if (webhook.target()) {
        throw conflict(
          "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        );
      }
      return longPoll.wait(params, signal);
    },
  ),
  method(
    "setWebhook",
    {
      url: z.string(),
      secret_token: z.string().optional(),
      max_connections: z.int().optional(),
      allowed_updates: kinds,
      drop_pending_updates: z.boolean().optional(),
      ip_address: z.string().optional(),
    },
    (params, { webhook, updates, longPoll }) => {
      const secretToken = params.secret_token || undefined;
      if (params.url !== "" && !mayPostTo(params.url)) {
        throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
      }
      if (secretToken && secretToken.length > 256) throw badRequest("secret token is too long");
      if (secretToken && !/^[A-Za-z0-9_-]+$/.test(secretToken)) {
        throw badRequest("secret token contains unallowed characters");
      }
      if (params.drop_pending_updates) updates.clear();
      if (params.allowed_updates) updates.allow(params.allowed_updates);
      if (params.url === "") {
        webhook.remove();
        return true;
      }
      longPoll.end(conflict("terminated by setWebhook request"));
      const maxConnections = Math.min(Math.max(params.max_connections ?? 40, 1), 100);
      webhook.set({ url: params.url, secretToken, maxConnections });
      return true;
    },
  ),
  method(
    "deleteWebhook",
    { drop_pending_updates: z.boolean().optional() },
    (params, { webhook, updates }) => {
      webhook.remove();
      if (params.drop_pending_updates) updates.clear();
      return true;
    },
  ),
  method("getWebhookInfo", {}, (_params, { webhook }) => webhook.info()),
];

/** Telegram wants https; plain http only to this machine, where tests and the demo run. */
function mayPostTo(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.includes(url.hostname));
}
