import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { escalationOf, escalationsOf, rings } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

/** Nothing is open about Amina; Fatima wants to write, and on a phone that others read she is asked first. */
async function asked() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  const amina = await walk.alumnus("Amina", fatima, { sharedPhone: true });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  return { fatima, joris, amina };
}

test("whoever wants to be called rather rings, stands on the list, and goes on to others as long as nobody calls", async () => {
  const { fatima, joris, amina } = await asked();
  await amina.press("talk:safe.call");
  expect(await escalationOf(walk, amina)).toMatchObject({
    ...{ severity: "attention", wish: "call", state: "notified", ownerId: null },
  });
  expect(rings(walk, fatima)).toBe(1);
  expect(fatima.last()).toBe(t()("talk:safe.saidCall", { name: "Amina" }));
  // One tap makes one sound: what the talk says comes without.
  const [said] = walk.simulator.calls.filter(({ params }) => params.text === fatima.last());
  expect(said?.params.disable_notification).toBe(true);
  await fatima.say("/vandaag");
  expect(fatima.read()).toContain(t()("escalation:wish.call"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/called-rather.chat.txt");
  await walk.pass({ days: 8 });
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "attention" });
  expect(rings(walk, joris)).toBeGreaterThan(0);
});

test("outside the hours of whoever wrote the wish waits for them, and is not lost", async () => {
  const { fatima, amina } = await asked();
  await walk.until("19:00");
  await amina.press("talk:safe.call");
  expect(rings(walk, fatima)).toBe(0);
  await walk.until("08:30");
  expect(rings(walk, fatima)).toBe(1);
  expect(await escalationOf(walk, amina)).toMatchObject({ wish: "call" });
});

test("a no is no wish: nothing opens", async () => {
  const { amina } = await asked();
  await amina.press("talk:safe.no");
  expect(await escalationsOf(walk, amina)).toEqual([]);
});
