import { request } from "node:http";
import { expect, test } from "vitest";
import { type ClockMove, mountPhones } from "../../src/simulator/phones-routes.ts";
import { keyboard, later, rig } from "./rig.ts";

async function page() {
  const all = await rig();
  const { simulator, clock } = all;
  const moves: ClockMove[] = [];
  let rests = 0;
  mountPhones(simulator, {
    phones: [{ id: 101, title: "Amira <b>", subtitle: "mbo 3", dir: "rtl", startPayload: "token" }],
    clock: {
      now: clock.now,
      label: () => clock.now().toISOString(),
      async advance(to) {
        moves.push(to);
        later(clock, 15);
      },
    },
    async idle() {
      rests += 1;
    },
  });
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

test("shows the phones under a strict policy, even when added after the first calls", async () => {
  const { simulator, call } = await rig();
  await call("getMe");
  expect((await fetch(simulator.url)).status).toBe(404);
  mountPhones(simulator, {
    phones: [{ id: 101, title: "Amira <b>", subtitle: "mbo 3", dir: "rtl" }],
    clock: { now: () => new Date(0), label: () => "", advance: async () => undefined },
    idle: async () => undefined,
  });
  const answer = await fetch(simulator.url);
  const text = await answer.text();
  const nonce = /<script nonce="([^"]+)"/.exec(text)?.[1];
  expect(nonce).toBeTruthy();
  expect(answer.headers.get("content-security-policy")).toContain(`script-src 'nonce-${nonce}'`);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(text).toContain("Amira &lt;b&gt;");
  expect(text).toContain('dir="rtl"');
});

test("sends, starts, speaks, taps and blocks for the person, and rests before it answers", async () => {
  const { post, amira, call, rests } = await page();
  expect(await post("/phones/101/start", {})).toBe(200);
  expect(await post("/phones/101/send", { text: "hello" })).toBe(200);
  expect(await post("/phones/101/voice", {})).toBe(200);
  await call("sendMessage", { chat_id: 101, text: "?", reply_markup: keyboard("yes") });
  expect(await post("/phones/101/tap", { messageId: 4, data: "yes" })).toBe(200);
  expect(await post("/phones/101/tap", { messageId: 4, data: "forged" })).toBe(409);
  expect(await post("/phones/101/block", { blocked: true })).toBe(200);
  expect(await post("/phones/101/send", { text: "x" })).toBe(409);
  expect(await post("/phones/999/send", { text: "x" })).toBe(409);
  expect(await post("/phones/101/send", { words: "x" })).toBe(400);
  expect(rests()).toBe(5);
  expect(amira.messages()).toMatchObject([
    { text: "/start token" },
    { text: "hello" },
    { voice: { seconds: 5 } },
    { text: "?", from: "bot" },
  ]);
});

test("tells the page of every change and of a moved clock", async () => {
  const { simulator, post, amira, moves } = await page();
  const next = await states(simulator.url);
  expect(await next()).toMatchObject({
    clock: "2026-11-22T09:00:00.000Z",
    phones: [{ id: 101, messages: [] }],
  });
  amira.send("hello");
  expect(await next()).toMatchObject({ phones: [{ messages: [{ text: "hello", from: "person" }] }] });
  expect(await post("/phones/clock", { to: { minutes: 15 } })).toBe(200);
  expect(await next()).toMatchObject({ clock: "2026-11-22T09:15:00.000Z" });
  expect(await post("/phones/clock", { to: "nextMorning" })).toBe(200);
  expect(await post("/phones/clock", { to: "yesterday" })).toBe(400);
  expect(moves).toEqual([{ minutes: 15 }, "nextMorning"]);
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
