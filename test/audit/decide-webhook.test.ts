import { expect, test } from "vitest";
import { decideWebhookTrouble, type WebhookState } from "../../src/audit/decide-webhook.ts";

const url = "https://inbeeld.example/telegram/webhook";
const now = new Date("2026-11-24T10:00:00Z");
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

test.each<[string, string | undefined, WebhookState | undefined]>([
  ["set, without errors", undefined, { url, pending: 0, lastErrorAt: null }],
  ["updates on their way", undefined, { url, pending: 4, lastErrorAt: null }],
  ["an error after which all came through", undefined, { url, pending: 0, lastErrorAt: ago(5) }],
  ["an error of yesterday", undefined, { url, pending: 1, lastErrorAt: ago(24 * 60) }],
  ["errors, and updates that wait", "delivery", { url, pending: 1, lastErrorAt: ago(5) }],
  ["none is set", "address", { url: "", pending: 0, lastErrorAt: null }],
  ["somebody else's", "address", { url: "https://other.example/", pending: 0, lastErrorAt: null }],
  ["Telegram does not say", "unknown", undefined],
])("%s: %s", (_, trouble, state) => {
  expect(decideWebhookTrouble(state, url, now)).toBe(trouble);
});
