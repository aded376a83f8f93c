import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import { alertOf, escalationOf, rings, signalsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

/** A Monday: something of attention stands on Fatima's list, she has taken it, and the contact has a week to go. */
async function taken() {
  walk = await startWalk({ at: "2026-11-23T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "notGood");
  await fatima.say("/vandaag");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  await fatima.press("escalation:button.take");
  expect(await escalationOf(walk, amina)).toMatchObject({
    ...{ severity: "attention", state: "acknowledged", ownerId: fatima.id, wish: null },
  });
  await walk.pass({ minutes: 30 });
  return { fatima, amina };
}

test("a wish for a human rings whoever took it, once, and they keep it and their time", async () => {
  const { fatima, amina } = await taken();
  const { nextStepAt } = await escalationOf(walk, amina);
  const before = rings(walk, fatima);
  await amina.extra("human");
  expect(amina.read()).toContain(
    t()("checkin:flow.human", { worker: "Fatima", when: t()("people:when.today") }),
  );
  expect(rings(walk, fatima)).toBe(before + 1);
  await walk.pass({ minutes: 5 });
  await amina.extra("human");
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(await escalationOf(walk, amina)).toMatchObject({
    ...{ state: "acknowledged", ownerId: fatima.id, wish: "human", nextStepAt },
  });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/wish-after-taking.chat.txt");
});

test("a wish of the evening rings nobody, and stands in the digest of the morning", async () => {
  const { fatima, amina } = await taken();
  await walk.until("19:00");
  const before = rings(walk, fatima);
  await amina.extra("human");
  expect(rings(walk, fatima)).toBe(before);
  await walk.until("08:30");
  expect(fatima.last()).toContain(t()("escalation:today.why.human"));
});

test("a line of text after a wish for a human is no wish for a message; after the contact it is one", async () => {
  walk = await startWalk({ at: "2026-11-23T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.extra("human");
  await amina.extra("skip");
  await amina.extra("skip");
  await walk.pass({ hours: 2 });
  await amina.say("na vier uur kan ook");
  expect((await signalsOf(walk, amina)).map(({ wish }) => wish)).toContain("message");
  expect(await escalationOf(walk, amina)).toMatchObject({ wish: "human" });
  expect(alertOf(fatima)?.text).toContain(t()("escalation:wish.human"));
  await fatima.say("/vandaag");
  expect(fatima.last()).toContain(t()("escalation:today.why.human"));
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await walk.pass({ minutes: 20 });
  await amina.say("kun je me dat nog sturen?");
  expect(await escalationOf(walk, amina)).toMatchObject({ wish: "message" });
});
