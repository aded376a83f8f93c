import { request } from "node:http";
import { expect, test } from "vitest";
import { loadTexts } from "../../src/i18n/texts.ts";
import type { CastMember } from "../../src/simulator/cast.ts";
import { createChanges } from "../../src/simulator/changes.ts";
import { commandsOf } from "../../src/simulator/commands-of.ts";
import type { ClockMove } from "../../src/simulator/jump-time.ts";
import { mountPhones } from "../../src/simulator/phones-routes.ts";
import { keyboard, later, rig } from "./rig.ts";

const texts = await loadTexts();
const amira: CastMember = {
  id: 101,
  name: "Amira <b>",
  role: "alumnus",
  language: "ar",
  card: { token: "token", at: new Date(0) },
};

/** The page on a rig without a bot behind it: what the phones do is seen in the chats. */
async function page() {
  const all = await rig();
  const { simulator, clock } = all;
  const changes = createChanges();
  simulator.onChange(changes.notify);
  const moves: ClockMove[] = [];
  let rests = 0;
  mountPhones(
    simulator.app,
    {
      world: () => "one",
      language: () => "nl",
      timeZone: "Europe/Amsterdam",
      texts,
      now: clock.now,
      people: () => [amira],
      phone: (id) => {
        if (id !== amira.id) throw new Error("there is no such phone");
        return all.amira;
      },
      commands: (id) => commandsOf(simulator.profile, id, "ar"),
      isBusy: (id) => simulator.pendingChats().has(id),
      async idle() {
        rests += 1;
      },
      cardOf: async () => "token",
      steps: () => [],
      async move(to) {
        moves.push(to);
        later(clock, 15);
        changes.notify();
      },
      stopMoving: () => undefined,
      jump: () => undefined,
      lastJump: () => undefined,
      add: async (person) => ({ ...amira, ...person, id: 102 }),
      beginAgain: async () => undefined,
      isBeginning: () => false,
      onChange: changes.listen,
    },
    "nl",
  );
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    (
      await fetch(simulator.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", origin: simulator.url, ...headers },
        body: JSON.stringify(body),
      })
    ).status;
  return { ...all, moves, rests: () => rests, post };
}

/** Reads the states of the event stream, one after the other. */
async function states(url: string) {
  const answer = await fetch(`${url}/phones/events`);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  return async (): Promise<unknown> => {
    for (;;) {
      const end = read.indexOf("\n\n");
      if (end >= 0) {
        const event = read.slice(0, end);
        read = read.slice(end + 2);
        return JSON.parse(event.replace(/^data: /, ""));
      }
      const more = await reader?.read();
      if (!more || more.done) throw new Error("the stream ended");
      read += more.value;
    }
  };
}

test("shows the phones under a strict policy, in the page's language, each phone in its own", async () => {
  const { simulator } = await page();
  const answer = await fetch(`${simulator.url}/?language=en`);
  const text = await answer.text();
  const nonce = /<script nonce="([^"]+)"/.exec(text)?.[1];
  expect(nonce).toBeTruthy();
  expect(answer.headers.get("content-security-policy")).toContain(`script-src 'nonce-${nonce}'`);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(text).toContain('<html lang="en" dir="ltr">');
  expect(text).toContain("Amira &lt;b&gt;");
  expect(text).toContain('dir="rtl" lang="ar"');
  expect(text).toContain(texts("en")("simulator:guide.title"));
  expect(text).toContain(texts("ar")("simulator:phone.write"));
  expect(await (await fetch(simulator.url)).text()).toContain(texts("nl")("simulator:guide.title"));
});

test("hands out the page's own scripts and no other file", async () => {
  const { simulator } = await page();
  const script = await fetch(`${simulator.url}/phones/client/main.js`);
  expect(script.headers.get("content-type")).toContain("text/javascript");
  expect(await script.text()).toContain("EventSource");
  for (const name of ["demo.js", "..%2Fdemo.ts", "%2e%2e/demo.ts"])
    expect((await fetch(`${simulator.url}/phones/client/${name}`)).status).toBe(404);
});

test("sends, starts, speaks, taps and blocks for the person, and rests before it answers", async () => {
  const { post, amira, call, rests } = await page();
  expect(await post("/phones/101/start", {})).toBe(200);
  expect(await post("/phones/101/send", { text: "hello" })).toBe(200);
  expect(await post("/phones/101/voice", {})).toBe(200);
  expect(await post("/phones/101/voice", { seconds: 0 })).toBe(400);
  expect(await post("/phones/101/sticker", { emoji: "🙏" })).toBe(200);
  await call("sendMessage", { chat_id: 101, text: "?", reply_markup: keyboard("yes") });
  expect(await post("/phones/101/tap", { messageId: 5, data: "yes" })).toBe(200);
  expect(await post("/phones/101/tap", { messageId: 5, data: "forged" })).toBe(409);
  expect(await post("/phones/101/block", { blocked: true })).toBe(200);
  expect(await post("/phones/101/send", { text: "x" })).toBe(409);
  expect(await post("/phones/999/send", { text: "x" })).toBe(409);
  expect(await post("/phones/101/send", { words: "x" })).toBe(400);
  expect(rests()).toBe(6);
  expect(amira.messages()).toMatchObject([
    { text: "/start token" },
    { text: "hello" },
    { voice: { seconds: 5 } },
    { sticker: { emoji: "🙏" } },
    { text: "?", from: "bot" },
  ]);
});

test("tells the page of every change and of a moved clock", async () => {
  const { simulator, post, amira, moves } = await page();
  const next = await states(simulator.url);
  expect(await next()).toMatchObject({
    now: "2026-11-22T09:00:00.000Z",
    phones: [{ id: 101, messages: [], typing: false }],
  });
  amira.send("hello");
  // Nobody fetched the update: the bot has still to answer, and the phone says so.
  expect(await next()).toMatchObject({
    phones: [{ typing: true, messages: [{ text: "hello", from: "person" }] }],
  });
  expect(await post("/phones/clock", { to: { minutes: 15 } })).toBe(200);
  expect(await next()).toMatchObject({ now: "2026-11-22T09:15:00.000Z" });
  expect(await post("/phones/clock", { to: "nextMorning" })).toBe(200);
  expect(await post("/phones/clock", { to: { months: 3 } })).toBe(200);
  for (const to of ["yesterday", { days: -1 }, { months: 13 }, { minutes: 1.5 }])
    expect(await post("/phones/clock", { to })).toBe(400);
  expect(moves).toEqual([{ minutes: 15 }, "nextMorning", { months: 3 }]);
});

test("replies to a message and edits an own one, as the bot hears it", async () => {
  const { post, amira, call, updates } = await page();
  amira.start();
  await call("sendMessage", { chat_id: 101, text: "How are you?" });
  expect(await post("/phones/101/send", { text: "fine", replyTo: 2 })).toBe(200);
  expect(await post("/phones/101/edit", { text: "not fine", messageId: 3 })).toBe(200);
  expect(await post("/phones/101/edit", { text: "mine now", messageId: 2 })).toBe(409);
  expect(amira.messages().at(-1)).toMatchObject({ text: "not fine", edited: true, replyTo: 2 });
  const [, reply, edit] = await updates();
  expect(reply?.message?.reply_to_message).toMatchObject({ message_id: 2, text: "How are you?" });
  expect(edit?.edited_message).toMatchObject({ message_id: 3, text: "not fine" });
});

test("gives a chat as plain text, in the form of the transcripts of the tests", async () => {
  const { simulator, post, amira, call, clock } = await page();
  await post("/phones/101/start", {});
  await call("sendMessage", { chat_id: 101, text: "How\nare you?", reply_markup: keyboard("fine", "bad") });
  await post("/phones/101/tap", { messageId: 2, data: "bad" });
  await call("deleteMessage", { chat_id: 101, message_id: 2 });
  later(clock, 60);
  amira.voice(65);
  amira.block();
  await call("sendMessage", { chat_id: 101, text: "?" });
  const answer = await fetch(`${simulator.url}/phones/101/transcript`);
  expect(answer.headers.get("content-type")).toContain("text/plain");
  expect(await answer.text()).toBe(`— zo 22 nov 2026, 10:00
Amira: (scans the card)
BOT → Amira: How
      are you?
      [fine]
      [bad]
Amira: [bad]
BOT ⌫ Amira: (takes a message back)

— zo 22 nov 2026, 11:00
Amira: (voice note, 1:05)
Amira: (blocks the bot)
   ✗ sendMessage → Amira: 403
`);
  expect((await fetch(`${simulator.url}/phones/999/transcript`)).status).toBe(404);
});

test("invites only somebody with a first and a last name that can stand in a school's list", async () => {
  const { post } = await page();
  const add = (name: string) => post("/phones/add", { role: "alumnus", language: "nl", name });
  for (const name of ["Sem", "", 'Sem "x" Bos', "Sem;Bos Bos", "=cmd Bos", "Sem\nBos"])
    expect(await add(name), name).toBe(400);
  expect(await add("amira <b>")).toBe(400);
  expect(await add("José van 't Hof-Ünal")).toBe(200);
});

test("refuses pages of other origins and foreign names for this machine", async () => {
  const { simulator, post, amira } = await page();
  expect(await post("/phones/101/send", { text: "x" }, { origin: "https://evil.example" })).toBe(403);
  expect(await post("/phones/101/send", { text: "x" }, { origin: "" })).toBe(403);
  for (const path of ["/", "/phones/events"]) {
    const status = await new Promise((resolve, reject) => {
      const asked = request(simulator.url + path, { headers: { host: "evil.example" } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asked.on("error", reject).end();
    });
    expect(status).toBe(403);
  }
  expect(amira.messages()).toEqual([]);
});
