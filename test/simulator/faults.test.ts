import { expect, test } from "vitest";
import { later, rig } from "./rig.ts";

const message = { chat_id: 101, text: "x" };

async function talking(options = {}) {
  const all = await rig(options);
  all.amira.start();
  return all;
}

test.each([
  ["429", "Too Many Requests: retry after 7", { parameters: { retry_after: 7 } }],
  ["500", "Internal Server Error", {}],
  ["400", "Bad Request: simulated fault", {}],
  ["401", "Unauthorized", {}],
  ["403", "Forbidden: bot was blocked by the user", {}],
] as const)("acts out a %s once, and carries nothing out", async (kind, description, more) => {
  const { simulator, call, amira } = await talking();
  simulator.faults.add({ kind, method: "sendMessage", retryAfter: 7 });
  expect(await call("getMe")).toMatchObject({ ok: true });
  expect(await call("sendMessage", message)).toEqual({
    ok: false,
    error_code: Number(kind),
    description,
    ...more,
  });
  expect(amira.lastBotMessage()).toBeUndefined();
  expect(await call("sendMessage", message)).toMatchObject({ ok: true });
});

test("a standing fault for one chat leaves other chats alone and ends when cleared", async () => {
  const { simulator, call } = await talking();
  simulator.phone({ id: 102, firstName: "Bo" }).start();
  simulator.faults.add({ kind: "500", chatId: 101, times: Number.POSITIVE_INFINITY });
  for (const _ of [1, 2]) expect(await call("sendMessage", message)).toMatchObject({ error_code: 500 });
  expect(await call("sendMessage", { ...message, chat_id: 102 })).toMatchObject({ ok: true });
  simulator.faults.clear();
  expect(await call("sendMessage", message)).toMatchObject({ ok: true });
});

test("a dropped response breaks the connection although the message appears", async () => {
  const { simulator, call, amira } = await talking();
  simulator.faults.add({ kind: "dropResponse", method: "sendMessage" });
  await expect(call("sendMessage", message)).rejects.toThrow();
  expect(amira.lastBotMessage()?.text).toBe("x");
  expect(simulator.calls.at(-1)).toMatchObject({ method: "sendMessage", status: 0 });
  expect(await call("sendMessage", message)).toMatchObject({ ok: true });
});

test("a call that hangs is let go without an answer when the faults are cleared", async () => {
  const { simulator, call, amira } = await talking();
  simulator.faults.add({ kind: "hang", method: "sendMessage" });
  const hanging = call("sendMessage", message);
  const ended = await Promise.race([
    hanging.then(() => "answered"),
    call("getMe").then(() => "still waiting"),
  ]);
  expect(ended).toBe("still waiting");
  simulator.faults.clear();
  await expect(hanging).rejects.toThrow();
  expect(amira.lastBotMessage()).toBeUndefined();
});

test("closing lets every waiting call go", async () => {
  const { simulator, call } = await talking();
  simulator.faults.add({ kind: "hang", method: "sendMessage" });
  const waiting = [call("sendMessage", message), call("getUpdates", { offset: 800_000_000, timeout: 50 })];
  const settled = Promise.allSettled(waiting);
  await expect.poll(() => simulator.polling()).toBe(true);
  await simulator.close();
  expect((await settled)[0]).toMatchObject({ status: "rejected" });
});

test("a paced simulator refuses a fourth message at once in a chat, until a second has passed", async () => {
  const { call, clock } = await talking({ paced: true });
  for (const _ of [1, 2, 3]) expect(await call("sendMessage", message)).toMatchObject({ ok: true });
  expect(await call("sendMessage", message)).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 1 },
  });
  later(clock, 1 / 60);
  expect(await call("sendMessage", message)).toMatchObject({ ok: true });
});

test("a paced simulator takes thirty messages a second over all chats", async () => {
  const { call, simulator } = await talking({ paced: true });
  for (let id = 1; id <= 31; id += 1) {
    simulator.phone({ id, firstName: "P" }).start();
    const answer = await call("sendMessage", { chat_id: id, text: "x" });
    expect(answer.ok).toBe(id <= 30);
  }
});
