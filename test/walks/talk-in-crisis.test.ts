import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, rings, signalsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

/** A crisis of a Friday at four; Fatima has it, writes in a talk, and the talk stays open when she goes home. */
async function aFridayWithACrisis() {
  walk = await startWalk({ at: "2026-11-27T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await fatima.press("escalation:button.take");
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await fatima.say("Ik ben er voor je");
  await fatima.press("escalation:button.reached");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", ownerId: fatima.id });
  return { fatima, joris, amina };
}

const voiceSignals = async (amina: { id: string }) =>
  (await signalsOf(walk, amina)).filter(({ rule }) => rule === "voice");

test("a voice note at night in a crisis rings everybody, also while a talk stands open", async () => {
  const { fatima, joris, amina } = await aFridayWithACrisis();
  await walk.until("23:00");
  const before = [rings(walk, fatima), rings(walk, joris)] as const;
  await amina.voice(15);
  expect(await voiceSignals(amina)).toMatchObject([{ severity: "crisis", theme: "safety" }]);
  expect(rings(walk, fatima)).toBe(before[0] + 1);
  expect(rings(walk, joris)).toBe(before[1] + 1);
  // It is said to be passed on, as in a crisis without a talk; not when the talk goes on.
  expect(amina.read()).toContain("Ik geef het door");
  await walk.pass({ minutes: 1 });
});

test("while the owner of the talk is at work they hear it, and nobody else is called", async () => {
  const { joris, amina } = await aFridayWithACrisis();
  const before = rings(walk, joris);
  await amina.voice(15);
  expect(await voiceSignals(amina)).toEqual([]);
  expect(rings(walk, joris)).toBe(before);
});
