import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertsOf, answersOf, escalationOf, messagesTo, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function atWork() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  return { fatima, amina };
}
const t = () => walk.app.texts("nl");
const callsTo = ({ phone }: Walker, method = "sendMessage") =>
  walk.simulator.calls.filter((call) => call.method === method && call.params.chat_id === phone.chatId);

test("an alert that Telegram asks to wait for goes after that time, once", async () => {
  const { fatima, amina } = await atWork();
  walk.simulator.faults.add({
    method: "sendMessage",
    chatId: fatima.phone.chatId,
    kind: "429",
    retryAfter: 90,
  });
  await amina.answer("W1", "wantQuit");
  expect(rings(walk, fatima)).toBe(0);
  // The young person does not wait for it.
  expect(amina.last()).toContain(t()("checkin:question.W8.prompt"));
  await walk.pass({ minutes: 1 });
  expect(rings(walk, fatima)).toBe(0);
  await walk.pass({ minutes: 1 });
  expect(rings(walk, fatima)).toBe(1);
  const refused = callsTo(fatima).find(({ status }) => status === 429);
  const sent = callsTo(fatima).at(-1);
  expect((sent?.at.getTime() ?? 0) - (refused?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(90_000);
  expect(callsTo(fatima).filter(({ status }) => status === 429)).toHaveLength(1);
  await walk.pass({ minutes: 30 });
  expect(rings(walk, fatima)).toBe(1);
});

test("an alert that Telegram fails twice arrives the third time, once", async () => {
  const { fatima, amina } = await atWork();
  walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "500", times: 2 });
  await amina.answer("W1", "wantQuit");
  expect(callsTo(fatima).filter(({ status }) => status === 500)).toHaveLength(2);
  expect(rings(walk, fatima)).toBe(1);
  await fatima.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/telegram-fails-twice.chat.txt");
});

test("an alert whose answer is lost is never lost, comes at most twice, and either copy works", async () => {
  const { fatima, amina } = await atWork();
  walk.simulator.faults.add({ method: "sendMessage", chatId: fatima.phone.chatId, kind: "dropResponse" });
  await amina.answer("W1", "wantQuit");
  const copies = alertsOf(fatima);
  expect(copies.length).toBeGreaterThanOrEqual(1);
  expect(copies.length).toBeLessThanOrEqual(2);
  const [first] = copies;
  const data = first?.buttons?.flat().find(({ text }) => text === t()("escalation:button.take"))?.data;
  await fatima.tapOld(data ?? "", first?.id ?? 0);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  await walk.pass({ minutes: 60 });
  expect(alertsOf(fatima)).toHaveLength(copies.length);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/telegram-answer-lost.chat.txt");
});

test("the opening of a check-in whose answer is lost is never sent twice, and its button works", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  walk.simulator.faults.add({ method: "sendMessage", chatId: amina.phone.chatId, kind: "dropResponse" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await walk.pass({ hours: 3 });
  await walk.restart();
  await walk.pass({ days: 1 });
  const opening = t()("checkin:flow.opening", { name: "Amina", worker: "Fatima" });
  expect(messagesTo(amina).filter(({ text }) => text === opening)).toHaveLength(1);
  await amina.press("checkin:flow.openAnswer.yes");
  expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
});

test("a check-in's opening that certainly did not go is sent again", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  walk.simulator.faults.add({ method: "sendMessage", chatId: amina.phone.chatId, kind: "500", times: 2 });
  await startCheckIn(fatima, amina);
  const opening = t()("checkin:flow.opening", { name: "Amina", worker: "Fatima" });
  expect(messagesTo(amina).filter(({ text }) => text === opening)).toHaveLength(1);
});

test("while Telegram refuses the token nothing is lost: all arrives, in order and once, when it is back", async () => {
  const { fatima, amina } = await atWork();
  const before = messagesTo(amina).length;
  walk.simulator.faults.add({ method: "sendMessage", kind: "401", times: Number.POSITIVE_INFINITY });
  await amina.answer("W1", "wantQuit");
  await walk.pass({ minutes: 20 });
  await amina.say("Ik word gepest door mijn baas");
  await walk.pass({ hours: 1 });
  expect(messagesTo(amina)).toHaveLength(before);
  expect(rings(walk, fatima)).toBe(0);
  expect(walk.reports.map(({ event }) => event)).toContain("outbox.unauthorized");
  walk.simulator.faults.clear();
  await walk.pass({ minutes: 2 });
  expect(rings(walk, fatima)).toBe(1);
  const texts = messagesTo(amina)
    .slice(before)
    .map(({ text }) => text ?? "");
  expect(texts.filter((text) => text.includes(t()("checkin:question.W8.prompt"))).length).toBeGreaterThan(0);
  expect(new Set(texts).size).toBe(texts.length);
  expect(await answersOf(walk, amina)).toMatchObject({ W1: ["wantQuit"] });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/telegram-token-refused.chat.txt");
});

test("updates that could not be fetched for a while are handled when they can", async () => {
  const { amina, fatima } = await atWork();
  walk.simulator.faults.add({ method: "getUpdates", kind: "401", times: 2 });
  await amina.answer("W1", "wantQuit");
  await amina.answer("W8", "nice");
  expect(await answersOf(walk, amina)).toMatchObject({ W1: ["wantQuit"], W8: ["nice"] });
  expect(rings(walk, fatima)).toBe(1);
});

test("an invitation that Telegram keeps back until the night goes in the morning, and holds up no answer; a word of a human goes at once", async () => {
  walk = await startWalk({ at: "2026-11-24T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const sem = await walk.alumnus("Sem", fatima);
  for (const one of [amina, sem])
    walk.simulator.faults.add({
      method: "sendMessage",
      chatId: one.phone.chatId,
      kind: "429",
      retryAfter: 6 * 3_600,
    });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: sem.id, step: "write" }), 1);
  await fatima.say("Hoi Sem, hoe is het?");
  await walk.until("22:30");
  expect(sem.last()).toContain("hoe is het?");
  expect(amina.read()).not.toContain("Heb je één minuut?");
  // Whoever writes at night is answered at night.
  await amina.say("/help");
  const answered = amina.last();
  expect(answered).not.toBe("");
  await walk.until("09:45");
  expect(amina.last()).toBe(answered);
  await walk.until("10:05");
  expect(amina.last()).toContain("Heb je één minuut?");
  await amina.press("checkin:flow.openAnswer.yes");
  expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
});
