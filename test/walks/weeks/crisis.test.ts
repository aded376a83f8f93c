import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../../support/walk.ts";
import { escalationOf, rings, startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

test("a crisis that nobody takes rings for three days and does not close by itself", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00", leaves: ["nobodyReacts"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await walk.pass({ minutes: 50 });
  expect(rings(walk, bart)).toBe(6);
  await walk.pass({ days: 3 });
  expect(rings(walk, fatima)).toBe(6 + 72);
  expect(rings(walk, bart)).toBe(6 + 72);
  const row = await escalationOf(walk, amina);
  expect(row).toMatchObject({ severity: "crisis", state: "notified", ownerId: null });
  expect(row.nextStepAt).not.toBeNull();
});
