import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import {
  alertOf,
  alertsOf,
  answersOf,
  checkInsOf,
  escalationOf,
  lastCheckIn,
  messagesTo,
  numbersIn,
  rings,
  startCheckIn,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const numbers = () => numbersIn(walk);

test("a crisis by day: the numbers at once, everybody is alerted, one takes it, the others are told", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const t = walk.app.texts("nl");
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");

  const said = amina.last();
  expect(said).toContain(numbers());
  expect(said).toContain(t("checkin:crisis.awake", { reader: "Fatima" }));
  expect(said).toContain(t("checkin:question.SAFE1.prompt"));
  for (const one of [fatima, bart, carla]) expect(rings(walk, one)).toBe(1);

  await walk.pass({ minutes: 9 });
  expect(rings(walk, fatima)).toBe(1);
  await walk.pass({ minutes: 1 });
  for (const one of [fatima, bart, carla]) {
    expect(rings(walk, one)).toBe(2);
    expect(alertsOf(one)).toHaveLength(1);
  }

  await bart.press("escalation:button.take");
  for (const one of [fatima, carla]) {
    expect(alertOf(one)?.text).toContain(t("escalation:state.acknowledged", { worker: "Bart" }));
    expect(alertOf(one)?.buttons ?? []).toEqual([]);
  }
  expect(amina.read()).toContain(t("escalation:person.seen", { worker: "Bart" }));

  await amina.answer("SAFE1", "unknown");
  await amina.answer("SAFE2", "nobody");
  expect(Object.keys(await answersOf(walk, amina)).sort()).toEqual(["G1", "SAFE1", "SAFE2"]);
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(await escalationOf(walk, amina)).toMatchObject({
    severity: "crisis",
    state: "acknowledged",
    ownerId: bart.id,
  });
  for (const one of [fatima, bart, carla]) expect(rings(walk, one)).toBe(2);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-by-day.chat.txt");
});

test("a crisis that was taken and then left alone goes back to everybody", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await bart.press("escalation:button.take");
  await walk.pass({ minutes: 29 });
  expect(rings(walk, fatima)).toBe(1);
  await walk.pass({ minutes: 1 });
  expect(rings(walk, fatima)).toBe(2);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
});

test("a crisis at 23:10 says honestly that nobody is awake and when somebody is, and rings all night", async () => {
  walk = await startWalk({ at: "2026-11-24T16:30" });
  const t = walk.app.texts("nl");
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await walk.until("23:10");
  await amina.press("checkin:flow.openAnswer.yes");
  await amina.answer("G1", "cantGoOn");
  const when = t("people:when.at", { moment: "woensdag 08:00" });
  expect(amina.last()).toContain(numbers());
  expect(amina.last()).toContain(t("checkin:crisis.asleep", { when }));
  expect(amina.last()).not.toContain(t("checkin:crisis.awake", { reader: "Fatima" }));
  expect(rings(walk, fatima)).toBe(1);
  expect(alertOf(fatima)?.text).toContain(t("escalation:state.outsideHours"));
  await amina.answer("SAFE1", "yes");
  await amina.answer("SAFE2", "home");
  expect(amina.last()).toBe(t("checkin:end.crisisAsleep", { when }));
  await walk.pass({ minutes: 10 });
  expect(rings(walk, fatima)).toBe(2);
  await walk.until("08:30");
  expect(rings(walk, fatima)).toBeGreaterThan(9);
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", state: "notified" });
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.handedOver");
  // The outcome of a crisis asks once whether the reporting code was thought of.
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", outcome: null });
  await fatima.press("escalation:code.askYes");
  await fatima.press("escalation:outcome.handedOver");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "resolved", outcome: "handedOver" });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/crisis-at-night.chat.txt");
});

test("a new cry for help after somebody was in touch makes phones ring again", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await walk.pass({ minutes: 40 });
  const before = rings(walk, fatima) + rings(walk, bart);
  await amina.say("ik wil echt dood, ik heb pillen");
  expect(rings(walk, fatima) + rings(walk, bart)).toBeGreaterThan(before);
  expect(amina.last()).toContain("113");
});

test("a new cry for help rings although the next try was planned for tomorrow", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.notReached");
  await fatima.press("escalation:button.tomorrow");
  await walk.pass({ minutes: 40 });
  const before = rings(walk, fatima) + rings(walk, bart);
  await amina.say("ik wil echt dood, ik heb pillen");
  expect(rings(walk, fatima) + rings(walk, bart)).toBeGreaterThan(before);
});

test("in a crisis one call that nobody answered lets nobody wait until tomorrow", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.notReached");
  const [own, others] = [rings(walk, fatima), rings(walk, bart)];
  await walk.pass({ minutes: 35 });
  expect(rings(walk, fatima)).toBeGreaterThan(own);
  expect(rings(walk, bart)).toBe(others);
  await walk.pass({ minutes: 35 });
  expect(rings(walk, bart)).toBeGreaterThan(others);
});

test("safety questions come once, also when the crisis was said twice", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await amina.answer("SAFE1", "no");
  await amina.answer("SAFE2", "friend");
  expect(await checkInsOf(walk, amina)).toHaveLength(2);
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(messagesTo(fatima).length).toBeGreaterThan(0);
});
