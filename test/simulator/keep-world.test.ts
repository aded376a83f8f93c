import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { openWorldStore } from "../../src/simulator/world-store.ts";
import { keyboard, later, rig } from "./rig.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A Telegram in a file, and how to open what was kept as another process would: without closing the first. */
function inFile() {
  const folder = mkdtempSync(path.join(tmpdir(), "in-beeld-world-"));
  folders.push(folder);
  const open = async () => {
    // What changed in one go is written when that go is over.
    await undefined;
    return rig({ store: openWorldStore(path.join(folder, "phones.sqlite")) });
  };
  return { open };
}

test("another process finds every chat as it was: words, buttons, edits, what was taken back, and the transcript", async () => {
  const { open } = inFile();
  const first = await open();
  first.amira.start("token");
  await first.call("sendMessage", { chat_id: 101, text: "How are you?", reply_markup: keyboard("fine") });
  await first.call("sendMessage", { chat_id: 101, text: "secret", protect_content: true });
  await first.call("deleteMessage", { chat_id: 101, message_id: 3 });
  later(first.clock, 60);
  first.amira.voice(7);
  first.amira.sticker("🙏");
  first.amira.edit(first.amira.send("helo"), "hello");
  first.amira.block();

  const second = await open();
  expect(second.amira.messages()).toEqual(first.amira.messages());
  expect(second.amira.transcript()).toEqual(first.amira.transcript());
  expect(second.amira.blocked()).toBe(true);
  expect(second.amira.messages().length).toBeGreaterThan(5);
});

test("updates that were not confirmed come again with their numbers, and new ones go on counting", async () => {
  const { open } = inFile();
  const first = await open();
  first.amira.start();
  const [start] = await first.updates();
  await first.call("getUpdates", { offset: (start?.update_id ?? 0) + 1 });
  first.amira.send("one");
  first.amira.send("two");

  const second = await open();
  const seen = (await second.updates()).filter(({ message }) => message?.text !== "/start");
  expect(seen.map(({ message }) => message?.text)).toEqual(["one", "two"]);
  second.amira.send("three");
  const [three] = await second.updates({ offset: (seen.at(-1)?.update_id ?? 0) + 1 });
  expect(three?.message?.text).toBe("three");
  expect(three?.update_id).toBeGreaterThan(seen.at(-1)?.update_id ?? 0);
  expect(three?.message?.message_id).toBe(4);
});

test("a tap that waited for its answer can still be answered, once", async () => {
  const { open } = inFile();
  const first = await open();
  first.amira.start();
  await first.call("sendMessage", { chat_id: 101, text: "?", reply_markup: keyboard("yes") });
  const id = first.amira.tap("yes");

  const second = await open();
  const answer = { callback_query_id: id, text: "Thanks" };
  expect(await second.call("answerCallbackQuery", answer)).toMatchObject({ ok: true });
  expect(await second.call("answerCallbackQuery", answer)).toMatchObject({ ok: false });
  expect(second.amira.toasts().map(({ text }) => text)).toEqual(["Thanks"]);
});

test("what the bot was told was sent is kept before it is told", async () => {
  const { open } = inFile();
  const first = await open();
  first.amira.start();
  for (let number = 1; number <= 5; number += 1) {
    await first.call("sendMessage", { chat_id: 101, text: `message ${number}` });
    const now = await open();
    expect(now.amira.lastBotMessage()?.text).toBe(`message ${number}`);
    expect(now.amira.transcript().at(-1)?.text).toBe(`BOT → Amira: message ${number}`);
  }
});
