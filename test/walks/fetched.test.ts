import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

const names = ["Amina", "Bilal", "Chaima", "Daan"] as const;

/** True when the newest alert in this chat came without a sound. */
const wasQuiet = ({ phone }: Walker): boolean =>
  walk.simulator.calls.findLast(
    ({ method, params }) =>
      method === "sendMessage" && params.chat_id === phone.chatId && String(params.text).startsWith("🟠"),
  )?.params.disable_notification === true;

test("alerts that a case worker opens from the screen take no sound away from the next one", async () => {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const people: Walker[] = [];
  for (const name of names) people.push(await walk.alumnus(name, fatima, { situation: "work_regular" }));
  const last = people.pop();
  for (const person of people) {
    await startCheckIn(fatima, person);
    await person.answer("G1", "bad");
  }
  expect(rings(walk, fatima)).toBe(3);
  await walk.pass({ minutes: 70 });
  for (const number of [1, 2, 3]) {
    await fatima.say("/vandaag");
    await fatima.tap(t()("escalation:today.open", { number }));
  }
  expect(wasQuiet(fatima)).toBe(false);
  await walk.pass({ minutes: 10 });
  if (!last) throw new Error("Nobody is left");
  await startCheckIn(fatima, last);
  await last.answer("G1", "bad");
  expect(fatima.last()).toContain("Daan");
  expect(wasQuiet(fatima)).toBe(false);
});
