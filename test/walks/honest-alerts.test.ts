import { afterEach, expect, test } from "vitest";
import { organisation } from "../../src/db/schema/index.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { alertOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function wordsOfAmina(words: string) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say(words);
  expect(rings(walk, fatima)).toBe(1);
  return { text: alertOf(fatima)?.text ?? "", t: walk.app.texts("nl") };
}

test("the first alert about something does not say that it was left lying", async () => {
  const { text, t } = await wordsOfAmina("kun je me bellen?");
  expect(text).toContain(t("escalation:state.open"));
  expect(text).not.toContain(t("escalation:state.stillOpen"));
});

test("an alert about a crisis does not say that the young person would like a message", async () => {
  const { text, t } = await wordsOfAmina("ik wil dood");
  expect(text).not.toContain(t("escalation:wish.message"));
});

test("what is urgent in a vacation rings the coordinator by day, says until when nobody is there, and rings the case worker after it", async () => {
  walk = await startWalk({ at: "2026-12-18T15:00" });
  const { db } = walk.database;
  await db
    .update(organisation)
    .set({ closedDays: [{ from: "2026-12-19", until: "2027-01-03", name: "Kerstvakantie" }] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await walk.pass({ days: 2, hours: 7 });
  await amina.answer("W1", "wantQuit");
  // Sunday evening: nobody is rung at home at that hour.
  expect(rings(walk, carla)).toBe(0);
  await walk.pass({ hours: 13 });
  expect(rings(walk, carla)).toBe(1);
  expect(rings(walk, fatima)).toBe(0);
  const until = walk.app.texts("nl")("escalation:state.closedUntil", { moment: "4 jan, 08:00" });
  expect(alertOf(carla)?.text).toContain(until);
  await walk.pass({ days: 4 });
  expect(rings(walk, carla)).toBe(1);
  await walk.pass({ days: 2 });
  expect(rings(walk, carla)).toBe(2);
  await walk.pass({ days: 8 });
  expect(rings(walk, fatima)).toBe(1);
  expect(alertOf(fatima)?.text).not.toContain("is hier niemand aan het werk");
});
