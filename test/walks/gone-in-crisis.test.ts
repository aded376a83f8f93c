import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertOf, escalationOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const alertButtons = (worker: Walker): string[] =>
  (alertOf(worker)?.buttons ?? []).flat().map(({ text }) => text);
const t = () => walk.app.texts("nl");

test("STOP in a crisis before the yes: whoever has it hears it at night, and that it is still not sure who wrote", async () => {
  walk = await startWalk({ at: "2026-11-24T23:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  await amina.say("ik wil dood");
  await bart.press("escalation:button.take");
  const before = { bart: rings(walk, bart), fatima: rings(walk, fatima) };
  await walk.pass({ minutes: 2 });
  await amina.say("stop");
  expect(rings(walk, bart)).toBe(before.bart + 1);
  expect(rings(walk, fatima)).toBe(before.fatima);
  expect(bart.last()).toContain(t()("escalation:gone.stopped"));
  expect(bart.last()).toContain(t()("escalation:doubt.unknown"));
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: bart.id });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/stop-in-crisis-before-the-yes.chat.txt");
});

test("after the yes too; and whoever takes part again can be written to, which they hear as soon", async () => {
  walk = await startWalk({ at: "2026-11-24T23:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  expect(alertButtons(fatima)).toContain(t()("escalation:message.write"));
  const before = rings(walk, fatima);
  await walk.pass({ minutes: 2 });
  await amina.say("stop");
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(fatima.read()).toContain(t()("escalation:gone.stopped"));
  expect(alertButtons(fatima)).not.toContain(t()("escalation:message.write"));
  await walk.pass({ minutes: 1 });
  await amina.press("people:stop.again");
  expect(rings(walk, fatima)).toBe(before + 2);
  expect(alertButtons(fatima)).toContain(t()("escalation:message.write"));
});

test("so with a robot that is blocked, and one that is let in again", async () => {
  walk = await startWalk({ at: "2026-11-24T23:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  const before = rings(walk, fatima);
  await walk.pass({ minutes: 2 });
  await amina.block();
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(fatima.last()).toContain(t()("escalation:gone.blocked"));
  await amina.unblock();
  expect(fatima.last()).not.toContain(t()("escalation:gone.blocked"));
  expect(alertButtons(fatima)).toContain(t()("escalation:message.write"));
});

test("what is less than a crisis rings nobody for it at night; the message says it", async () => {
  walk = await startWalk({ at: "2026-11-24T10:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await fatima.press("escalation:button.take");
  const before = rings(walk, fatima);
  await walk.pass({ hours: 12 });
  await amina.say("stop");
  expect(rings(walk, fatima)).toBe(before);
  expect(alertOf(fatima)?.text).toContain(t()("escalation:gone.stopped"));
});

test("who stands in for whoever has it and is away hears it too", async () => {
  walk = await startWalk({ at: "2026-11-24T10:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.say("/afwezig");
  await fatima.press("people:duty.away.week");
  await fatima.tap("Joris Bakker");
  await walk.pass({ minutes: 5 });
  const before = rings(walk, joris);
  await amina.block();
  expect(rings(walk, joris)).toBe(before + 1);
  expect(alertOf(joris)?.text).toContain(t()("escalation:gone.blocked"));
});
