import { expect, test } from "vitest";
import { receiveBox } from "./receive-box.ts";
import { rig } from "./rig.ts";

test("posts updates with the secret and forgets those that were taken", async () => {
  const { amira, call, simulator } = await rig();
  const box = await receiveBox(() => 200);
  await call("setWebhook", { url: box.url, secret_token: "s3cret_-" });
  amira.send("hello");
  await box.count(1);
  expect(box.received).toMatchObject([{ secret: "s3cret_-", update: { message: { text: "hello" } } }]);
  await expect.poll(() => simulator.pendingUpdates()).toBe(0);
});

test("posts an update again until it is taken, and no newer one of that chat before it", async () => {
  const { amira, call, simulator } = await rig();
  let refusals = 2;
  const box = await receiveBox(() => (refusals-- > 0 ? 500 : 200));
  await call("setWebhook", { url: box.url });
  amira.send("one");
  amira.send("two");
  await box.count(4);
  expect(box.received.map(({ update }) => update.message?.text)).toEqual(["one", "one", "one", "two"]);
  await expect.poll(() => simulator.pendingUpdates()).toBe(0);
  expect(await call("getWebhookInfo")).toMatchObject({
    result: {
      url: box.url,
      pending_update_count: 0,
      last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
      last_error_date: 1795338000,
    },
  });
});

test("a chat whose update hangs holds up no other chat", async () => {
  const { amira, call, simulator } = await rig({ webhookTimeoutMs: 100 });
  const never = new Promise<number>(() => undefined);
  const box = await receiveBox((update) => (update.message?.text === "stuck" ? never : 200));
  await call("setWebhook", { url: box.url });
  amira.send("stuck");
  amira.send("behind");
  simulator.phone({ id: 102, firstName: "Bo" }).send("free");
  await box.count(3);
  expect(box.received.map(({ update }) => update.message?.text)).toEqual(["stuck", "free", "stuck"]);
  expect(await call("getWebhookInfo")).toMatchObject({
    result: { pending_update_count: 2, last_error_message: "Read timeout expired" },
  });
});

test("keeps updates for a webhook nobody listens on", async () => {
  const { amira, call } = await rig();
  await call("setWebhook", { url: "http://127.0.0.1:9/hook" });
  amira.send("hello");
  await expect
    .poll(() => call("getWebhookInfo"))
    .toMatchObject({ result: { pending_update_count: 1, last_error_message: "Connection refused" } });
});

test("a webhook and getUpdates exclude each other", async () => {
  const { call, simulator } = await rig();
  const polling = call("getUpdates", { timeout: 50 });
  await expect.poll(() => simulator.polling()).toBe(true);
  await call("setWebhook", { url: "https://example.org/hook" });
  expect(await polling).toMatchObject({
    error_code: 409,
    description: "Conflict: terminated by setWebhook request",
  });
  expect(await call("getUpdates")).toEqual({
    ok: false,
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await call("deleteWebhook");
  expect(await call("getUpdates")).toEqual({ ok: true, result: [] });
});

test("drops what waits when asked to", async () => {
  const { amira, call, simulator } = await rig();
  amira.send("old");
  await call("deleteWebhook", { drop_pending_updates: true });
  expect(simulator.pendingUpdates()).toBe(0);
});
