import { expect, test } from "vitest";
import { keyboard, rig, TOKEN } from "./rig.ts";

const to = { chat_id: 101 };
const button = (fields: object) => ({
  ...to,
  text: "x",
  reply_markup: { inline_keyboard: [[{ text: "b", ...fields }]] },
});
const command = (fields: object) => ({ commands: [{ command: "stop", description: "Stop", ...fields }] });
const NOT_A_BUTTON = "Bad Request: can't parse inline keyboard button:";

const refused: [what: string, method: string, params: object, code: number, description: string][] = [
  ["an unknown method", "sendMessages", {}, 404, "Not Found"],
  ["no chat", "sendMessage", { text: "x" }, 400, "Bad Request: chat_id is empty"],
  ["an unknown chat", "sendMessage", { chat_id: 5, text: "x" }, 400, "Bad Request: chat not found"],
  [
    "a person who never wrote",
    "sendMessage",
    { chat_id: 102, text: "x" },
    403,
    "Forbidden: bot can't initiate conversation with a user",
  ],
  [
    "an unknown parameter",
    "sendMessage",
    { ...to, text: "x", txt: 1 },
    400,
    'Bad Request: unknown parameter "txt"',
  ],
  ["no text", "sendMessage", to, 400, "Bad Request: message text is empty"],
  ["an empty text", "sendMessage", { ...to, text: "" }, 400, "Bad Request: message text is empty"],
  ["a blank text", "sendMessage", { ...to, text: " \n" }, 400, "Bad Request: text must be non-empty"],
  [
    "4097 characters",
    "sendMessage",
    { ...to, text: "é".repeat(4097) },
    400,
    "Bad Request: message is too long",
  ],
  ["2049 emoji", "sendMessage", { ...to, text: "😀".repeat(2049) }, 400, "Bad Request: message is too long"],
  [
    "a number as text",
    "sendMessage",
    { ...to, text: 5 },
    400,
    expect.stringContaining('parameter "text" is invalid'),
  ],
  [
    "65 bytes of data",
    "sendMessage",
    button({ callback_data: "é".repeat(33) }),
    400,
    "Bad Request: BUTTON_DATA_INVALID",
  ],
  ["empty data", "sendMessage", button({ callback_data: "" }), 400, "Bad Request: BUTTON_DATA_INVALID"],
  ["a script link", "sendMessage", button({ url: "javascript:x" }), 400, "Bad Request: BUTTON_URL_INVALID"],
  [
    "a button without action",
    "sendMessage",
    button({}),
    400,
    `${NOT_A_BUTTON} Text buttons are unallowed in the inline keyboard`,
  ],
  [
    "a misspelt button",
    "sendMessage",
    button({ callback: "x" }),
    400,
    `${NOT_A_BUTTON} unknown field "callback"`,
  ],
  [
    "a keyboard that is no JSON",
    "sendMessage",
    { ...to, text: "x", reply_markup: "{" },
    400,
    "Bad Request: can't parse reply keyboard markup JSON object",
  ],
  [
    "an unknown keyboard",
    "sendMessage",
    { ...to, text: "x", reply_markup: { inlineKeyboard: [] } },
    400,
    "Bad Request: can't parse reply keyboard markup JSON object",
  ],
  [
    "an entity beyond the text",
    "sendMessage",
    { ...to, text: "abc", entities: [{ type: "bold", offset: 1, length: 3 }] },
    400,
    "Bad Request: entity beginning at UTF-16 offset 1 ends after the end of the text at UTF-16 offset 3",
  ],
  [
    "an open tag",
    "sendMessage",
    { ...to, text: "<b>x", parse_mode: "HTML" },
    400,
    "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
  ],
  [
    "crossed tags",
    "sendMessage",
    { ...to, text: "<b><i>x</b></i>", parse_mode: "HTML" },
    400,
    'Bad Request: can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
  ],
  [
    "an answer to nothing",
    "sendMessage",
    { ...to, text: "x", reply_parameters: { message_id: 99 } },
    400,
    "Bad Request: message to be replied not found",
  ],
  [
    "an unknown voice",
    "sendVoice",
    { ...to, voice: "x" },
    400,
    "Bad Request: wrong file identifier/HTTP URL specified",
  ],
  [
    "an edit of nothing",
    "editMessageText",
    { ...to, message_id: 99, text: "x" },
    400,
    "Bad Request: message to edit not found",
  ],
  [
    "an edit of a person's message",
    "editMessageText",
    { ...to, message_id: 1, text: "x" },
    400,
    "Bad Request: message can't be edited",
  ],
  [
    "a deletion of nothing",
    "deleteMessage",
    { ...to, message_id: 99 },
    400,
    "Bad Request: message to delete not found",
  ],
  [
    "an answer to no tap",
    "answerCallbackQuery",
    { callback_query_id: "1" },
    400,
    "Bad Request: query is too old and response timeout expired or query ID is invalid",
  ],
  [
    "leaving a person",
    "leaveChat",
    to,
    400,
    "Bad Request: chat member status can't be changed in private chats",
  ],
  ["an unknown file", "getFile", { file_id: "x" }, 400, "Bad Request: invalid file_id"],
  [
    "a command in capitals",
    "setMyCommands",
    command({ command: "Stop" }),
    400,
    "Bad Request: BOT_COMMAND_INVALID",
  ],
  [
    "a command without words",
    "setMyCommands",
    command({ description: "" }),
    400,
    "Bad Request: BOT_COMMAND_INVALID",
  ],
  [
    "101 commands",
    "setMyCommands",
    { commands: Array(101).fill({ command: "a", description: "b" }) },
    400,
    "Bad Request: BOT_COMMAND_INVALID",
  ],
  [
    "a long description",
    "setMyDescription",
    { description: "x".repeat(513) },
    400,
    "Bad Request: bot description is too long",
  ],
  [
    "a webhook without https",
    "setWebhook",
    { url: "http://example.org" },
    400,
    "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
  ],
  [
    "an odd secret",
    "setWebhook",
    { url: "https://example.org", secret_token: "é" },
    400,
    "Bad Request: secret token contains unallowed characters",
  ],
  ["an odd action", "sendChatAction", { ...to }, 400, "Bad Request: wrong parameter action in request"],
];

test.each(refused)("refuses %s", async (_what, method, params, code, description) => {
  const { call, amira, simulator } = await rig();
  simulator.phone({ id: 102, firstName: "Bo" });
  amira.start();
  expect(await call(method, params)).toEqual({ ok: false, error_code: code, description });
  expect(simulator.calls.at(-1)).toMatchObject({ method, status: code });
});

test("refuses a wrong token", async () => {
  const { simulator } = await rig();
  const answer = await fetch(`${simulator.url}/botwrong/getMe`);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({ ok: false, error_code: 401, description: "Unauthorized" });
});

test("survives a body that is no JSON and one that is too large", async () => {
  const { simulator, call } = await rig();
  const post = (body: string) =>
    fetch(`${simulator.url}/bot${TOKEN}/sendMessage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
  for (const body of ['{"chat_id":', "[]", '"x"', "null"]) {
    const answer = await post(body);
    expect(await answer.json()).toMatchObject({ description: "Bad Request: can't parse JSON object" });
  }
  expect((await post(`"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
  expect(await call("getMe")).toMatchObject({ ok: true, result: { username: "in_beeld_bot" } });
});

test("takes 4096 characters, 64 bytes of data and parameters of a query or a form", async () => {
  const { call, amira, simulator } = await rig();
  amira.start();
  const data = "d".repeat(64);
  expect(
    await call("sendMessage", { ...button({ callback_data: data }), text: "x".repeat(4096) }),
  ).toMatchObject({
    ok: true,
  });
  const query = new URLSearchParams({
    chat_id: "101",
    text: "5",
    protect_content: "true",
    reply_markup: JSON.stringify(keyboard("yes")),
  });
  await fetch(`${simulator.url}/bot${TOKEN}/sendMessage?${query}`);
  await fetch(`${simulator.url}/bot${TOKEN}/sendMessage`, { method: "POST", body: query });
  const seen = { text: "5", protected: true, buttons: [[{ text: "yes", data: "yes" }]] };
  expect(amira.messages().slice(-2)).toMatchObject([seen, seen]);
});

test("shows a text in HTML without its tags", async () => {
  const { call, amira } = await rig();
  amira.start();
  await call("sendMessage", {
    ...to,
    text: '<b>1 &lt; 2</b> <a href="https://a.nl">x</a>',
    parse_mode: "HTML",
  });
  expect(amira.lastBotMessage()?.text).toBe("1 < 2 x");
});
