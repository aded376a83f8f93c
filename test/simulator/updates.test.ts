import { Api } from "grammy";
import { expect, test } from "vitest";
import { rig, TOKEN } from "./rig.ts";

test("hands out an update again until it is confirmed", async () => {
  const { amira, updates, simulator } = await rig();
  amira.start("abc");
  const first = await updates();
  expect(first).toMatchObject([
    { message: { text: "/start abc", entities: [{ type: "bot_command", length: 6 }] } },
  ]);
  expect(await updates()).toEqual(first);
  expect(simulator.pendingUpdates()).toBe(1);
  expect(await updates({ offset: (first[0]?.update_id ?? 0) + 1 })).toEqual([]);
  expect(simulator.pendingUpdates()).toBe(0);
});

test("numbers updates and messages upwards and honours limit and negative offset", async () => {
  const { amira, updates } = await rig();
  for (const text of ["a", "b", "c", "d"]) amira.send(text);
  const two = await updates({ limit: 2 });
  expect(two.map((update) => update.message?.text)).toEqual(["a", "b"]);
  expect((two[1]?.update_id ?? 0) - (two[0]?.update_id ?? 0)).toBe(1);
  expect((await updates({ offset: -1 })).map((update) => update.message?.text)).toEqual(["d"]);
  expect(await updates()).toHaveLength(1);
  expect(amira.messages().map(({ id }) => id)).toEqual([1, 2, 3, 4]);
});

test("wakes a waiting poller at once when an update arrives", async () => {
  const { amira, simulator } = await rig();
  const api = new Api(TOKEN, { apiRoot: simulator.url });
  const waiting = api.getUpdates({ timeout: 50 });
  await expect.poll(() => simulator.polling()).toBe(true);
  amira.send("hello");
  expect(await waiting).toMatchObject([{ message: { text: "hello", from: { first_name: "Amira" } } }]);
});

test("answers nothing when the waiting time is over", async () => {
  const { updates } = await rig();
  expect(await updates({ timeout: 1 })).toEqual([]);
});

test("lets an aborted poller go, so that the next is not in conflict", async () => {
  const { call, simulator, amira } = await rig();
  const stop = new AbortController();
  const aborted = fetch(`${simulator.url}/bot${TOKEN}/getUpdates?timeout=50`, { signal: stop.signal });
  await expect.poll(() => simulator.polling()).toBe(true);
  stop.abort();
  await expect(aborted).rejects.toThrow();
  await expect.poll(() => simulator.polling()).toBe(false);
  const next = call("getUpdates", { timeout: 50 });
  amira.send("hello");
  expect(await next).toMatchObject({ ok: true, result: [{ message: { text: "hello" } }] });
});

test("sends the earlier of two pollers away", async () => {
  const { call, amira, simulator } = await rig();
  const earlier = call("getUpdates", { timeout: 50 });
  await expect.poll(() => simulator.polling()).toBe(true);
  const second = call("getUpdates", { timeout: 50 });
  expect(await earlier).toEqual({
    ok: false,
    error_code: 409,
    description:
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
  amira.send("hello");
  expect(await second).toMatchObject({ ok: true, result: [{ message: { text: "hello" } }] });
});

test("gives only the kinds of update the bot asked for, and remembers them", async () => {
  const { amira, updates } = await rig();
  await updates({ allowed_updates: ["callback_query"] });
  amira.send("unheard");
  expect(await updates()).toEqual([]);
  await updates({ allowed_updates: [] });
  amira.send("heard");
  expect(await updates()).toMatchObject([{ message: { text: "heard" } }]);
});

test("tells of an edit, a voice message, a sticker, a photo and a contact", async () => {
  const { amira, updates } = await rig();
  amira.edit(amira.send("helo"), "hello");
  amira.voice(5);
  amira.sticker();
  amira.photo();
  amira.contact();
  expect(await updates()).toMatchObject([
    { message: { text: "helo" } },
    { edited_message: { message_id: 1, text: "hello", edit_date: expect.any(Number) } },
    { message: { voice: { duration: 5, file_id: expect.any(String) } } },
    { message: { sticker: { emoji: "👍" } } },
    { message: { photo: [{ file_id: expect.any(String) }] } },
    { message: { contact: { user_id: 101 } } },
  ]);
  expect(amira.messages()[0]).toMatchObject({ text: "hello", edited: true });
});

test("a group's messages reach the bot, and a bot that left may not write there", async () => {
  const { simulator, updates, call } = await rig();
  simulator.addedToGroup(-5001);
  simulator.groupMessage(-5001, "/help", { id: 102, firstName: "Bo" });
  expect(await updates()).toMatchObject([
    { my_chat_member: { chat: { id: -5001, type: "group" }, new_chat_member: { status: "member" } } },
    { message: { chat: { id: -5001 }, text: "/help" } },
  ]);
  expect(await call("leaveChat", { chat_id: -5001 })).toEqual({ ok: true, result: true });
  expect(simulator.group(-5001)?.left()).toBe(true);
  expect(await call("sendMessage", { chat_id: -5001, text: "x" })).toMatchObject({
    error_code: 403,
    description: "Forbidden: bot is not a member of the group chat",
  });
});

test("an injected update reaches the bot as it is", async () => {
  const { simulator, updates } = await rig();
  simulator.inject({ poll_answer: { poll_id: "1", option_ids: [0], option_persistent_ids: [] } });
  expect(await updates()).toMatchObject([{ poll_answer: { poll_id: "1" } }]);
});
