import { Api, GrammyError, InlineKeyboard } from "grammy";
import { expect, test } from "vitest";
import { keyboard, later, rig, START, TOKEN } from "./rig.ts";

const NOT_MODIFIED =
  "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a " +
  "current content and reply markup of the message";

async function talking() {
  const all = await rig();
  all.amira.start();
  return { ...all, api: new Api(TOKEN, { apiRoot: all.simulator.url }) };
}

test("works with grammY: a question with buttons, a tap, an answer and an edit", async () => {
  const { api, amira, updates } = await talking();
  const sent = await api.sendMessage(101, "How is school?", {
    reply_markup: new InlineKeyboard().text("Fine", "q:1").row().url("Site", "https://example.org"),
    protect_content: true,
  });
  expect(amira.lastBotMessage()).toEqual({
    id: sent.message_id,
    from: "bot",
    at: START,
    text: "How is school?",
    buttons: [[{ text: "Fine", data: "q:1" }], [{ text: "Site", url: "https://example.org" }]],
    protected: true,
  });
  amira.tap("Fine");
  const query = (await updates()).at(-1)?.callback_query;
  expect(query).toMatchObject({
    data: "q:1",
    message: { message_id: sent.message_id, text: "How is school?" },
  });
  await api.answerCallbackQuery(query?.id ?? "", { text: "Saved" });
  await api.editMessageText(101, sent.message_id, "You said: fine");
  expect(amira.toasts()).toEqual([{ text: "Saved", alert: false, at: START }]);
  expect(amira.lastBotMessage()).toMatchObject({ id: sent.message_id, text: "You said: fine", edited: true });
  expect(amira.lastBotMessage()?.buttons).toBeUndefined();
});

test("an answer to a tap counts once, and not after a quarter of an hour", async () => {
  const { call, amira, clock } = await talking();
  await call("sendMessage", { chat_id: 101, text: "?", reply_markup: keyboard("yes") });
  const tooOld = "Bad Request: query is too old and response timeout expired or query ID is invalid";
  const first = amira.tap("yes");
  const long = await call("answerCallbackQuery", { callback_query_id: first, text: "x".repeat(201) });
  expect(long).toMatchObject({ description: "Bad Request: MESSAGE_TOO_LONG" });
  expect(await call("answerCallbackQuery", { callback_query_id: first })).toMatchObject({ ok: true });
  expect(await call("answerCallbackQuery", { callback_query_id: first })).toMatchObject({
    description: tooOld,
  });
  const second = amira.tap("yes");
  later(clock, 16);
  expect(await call("answerCallbackQuery", { callback_query_id: second })).toMatchObject({
    description: tooOld,
  });
});

test("an edit must change something, keeps below the limit and cannot touch a forced reply", async () => {
  const { call, amira } = await talking();
  await call("sendMessage", { chat_id: 101, text: "?", reply_markup: keyboard("yes") });
  const at = { chat_id: 101, message_id: 2 };
  const same = await call("editMessageText", { ...at, text: "?", reply_markup: keyboard("yes") });
  expect(same).toMatchObject({ description: NOT_MODIFIED });
  expect(await call("editMessageReplyMarkup", at)).toMatchObject({ ok: true });
  expect(amira.lastBotMessage()).toMatchObject({ id: 2, text: "?" });
  expect(amira.lastBotMessage()?.buttons).toBeUndefined();
  expect(amira.lastBotMessage()?.edited).toBeUndefined();
  expect(await call("editMessageReplyMarkup", at)).toMatchObject({ description: NOT_MODIFIED });
  expect(await call("editMessageText", { ...at, text: "x".repeat(4097) })).toMatchObject({
    description: "Bad Request: MESSAGE_TOO_LONG",
  });
  await call("sendMessage", { chat_id: 101, text: "Your name?", reply_markup: { force_reply: true } });
  expect(amira.lastBotMessage()?.forceReply).toBe(true);
  expect(await call("editMessageText", { chat_id: 101, message_id: 3, text: "x" })).toMatchObject({
    description: "Bad Request: message can't be edited",
  });
});

test("a message can be deleted within two days, once", async () => {
  const { call, amira, clock } = await talking();
  await call("sendMessage", { chat_id: 101, text: "one" });
  await call("sendMessage", { chat_id: 101, text: "two" });
  expect(await call("deleteMessage", { chat_id: 101, message_id: 3 })).toMatchObject({ ok: true });
  expect(amira.lastBotMessage()?.text).toBe("one");
  expect(amira.messages().at(-1)).toMatchObject({ text: "two", deleted: true });
  expect(await call("deleteMessage", { chat_id: 101, message_id: 3 })).toMatchObject({
    description: "Bad Request: message to delete not found",
  });
  later(clock, 48 * 60 + 1);
  expect(await call("deleteMessage", { chat_id: 101, message_id: 2 })).toMatchObject({
    description: "Bad Request: message can't be deleted for everyone",
  });
});

test("who blocks the bot gets nothing until the block is lifted", async () => {
  const { api, amira, updates } = await talking();
  amira.block();
  const error = await api.sendMessage(101, "x").catch((refusal: unknown) => refusal);
  expect(error).toBeInstanceOf(GrammyError);
  expect(error).toMatchObject({ error_code: 403, description: "Forbidden: bot was blocked by the user" });
  expect(() => amira.send("x")).toThrow("Amira blocked the bot");
  amira.unblock();
  await api.sendMessage(101, "back");
  expect((await updates()).slice(1)).toMatchObject([
    { my_chat_member: { old_chat_member: { status: "member" }, new_chat_member: { status: "kicked" } } },
    { my_chat_member: { old_chat_member: { status: "kicked" }, new_chat_member: { status: "member" } } },
  ]);
  expect(amira.lastBotMessage()?.text).toBe("back");
});

test("a tap finds the newest fitting button and names the visible ones when none fits", async () => {
  const { call, amira, updates } = await talking();
  await call("sendMessage", { chat_id: 101, text: "1", reply_markup: keyboard("Yes", "Yes, later") });
  await call("sendMessage", { chat_id: 101, text: "2", reply_markup: keyboard("Yes 👍", "No") });
  amira.tap("Yes");
  amira.tap("👍");
  amira.tap({ messageId: 2, text: "later" });
  amira.tapData("forged", 99);
  expect((await updates()).slice(1)).toMatchObject([
    { callback_query: { data: "Yes", message: { message_id: 2 } } },
    { callback_query: { data: "Yes 👍", message: { message_id: 3 } } },
    { callback_query: { data: "Yes, later", message: { message_id: 2 } } },
    { callback_query: { data: "forged", message: { message_id: 99, date: 0 } } },
  ]);
  expect(() => amira.tap("Perhaps")).toThrow(
    'no button "Perhaps"; visible buttons: "Yes 👍" (message 3), "No" (message 3), "Yes" (message 2), ' +
      '"Yes, later" (message 2)',
  );
  expect(() => amira.tap({ messageId: 2, text: "es" })).toThrow("fits several buttons");
});

test("a voice message can be passed on by its file id and fetched", async () => {
  const { api, amira, simulator } = await talking();
  amira.voice(5);
  const fileId = amira.messages().at(-1)?.voice?.fileId ?? "";
  const bo = simulator.phone({ id: 102, firstName: "Bo" });
  bo.start();
  await api.sendVoice(102, fileId, { caption: "From Amira" });
  expect(bo.lastBotMessage()).toMatchObject({ text: "From Amira", voice: { fileId, seconds: 5 } });
  const { file_path } = await api.getFile(fileId);
  expect((await fetch(`${simulator.url}/file/bot${TOKEN}/${file_path}`)).status).toBe(200);
});

test("a photo and a place travel on, and a message gets a mark", async () => {
  const { api, amira, simulator } = await talking();
  const written = amira.photo("My room");
  const fileId = amira.messages().at(-1)?.photo?.fileId ?? "";
  const bo = simulator.phone({ id: 102, firstName: "Bo" });
  bo.start();
  await api.sendPhoto(102, fileId, { caption: "From Amira", has_spoiler: true });
  expect(bo.lastBotMessage()).toMatchObject({ text: "From Amira", photo: { fileId } });
  amira.place(52.1, 5.1);
  await api.sendLocation(102, 52.1, 5.1);
  expect(bo.lastBotMessage()).toMatchObject({ place: { latitude: 52.1, longitude: 5.1 } });
  await api.setMessageReaction(101, written, [{ type: "emoji", emoji: "👌" }]);
  expect(amira.messages().find(({ id }) => id === written)?.mark).toBe("👌");
  await expect(api.sendPhoto(102, "no such file")).rejects.toThrow("wrong file identifier");
  await expect(api.setMessageReaction(101, 99, [])).rejects.toThrow("message to react not found");
});

test("remembers commands and descriptions for each language", async () => {
  const { api, simulator } = await talking();
  const commands = [{ command: "stop", description: "Stoppen" }];
  await api.setMyCommands(commands, { language_code: "nl" });
  await api.setMyDescription("Hallo", { language_code: "nl" });
  await api.setMyShortDescription("Kort");
  await api.setMyName("In Beeld");
  expect(await api.getMyCommands({ language_code: "nl" })).toEqual(commands);
  expect(await api.getMyCommands()).toEqual([]);
  expect(simulator.profile.descriptions.get("nl")).toBe("Hallo");
  await api.deleteMyCommands({ language_code: "nl" });
  expect(await api.getMyCommands({ language_code: "nl" })).toEqual([]);
});

test("tells of every change in a chat", async () => {
  const { api, amira, simulator } = await rig().then((all) => ({
    ...all,
    api: new Api(TOKEN, { apiRoot: all.simulator.url }),
  }));
  const heard: string[] = [];
  const quiet = amira.onChange(() => heard.push("phone"));
  simulator.onChange(() => heard.push("any"));
  amira.start();
  expect(heard).toEqual(["any", "phone"]);
  quiet();
  await api.sendMessage(101, "x");
  expect(heard).toEqual(["any", "phone", "any"]);
});
