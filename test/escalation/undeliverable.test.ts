import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

test("a case worker whose messages Telegram refuses makes nobody else's phone ring on and on in a crisis", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bert = await walk.caseWorker("Bert Bos");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await amina.press("checkin:flow.openAnswer.yes");
  const before = walk.simulator.calls.length;
  // Few enough that the walk comes to rest even when every refusal sets off another round.
  walk.simulator.faults.add({ kind: "400", method: "sendMessage", chatId: bert.phone.chatId, times: 12 });
  await amina.answer("G1", "cantGoOn");
  const rings = walk.simulator.calls
    .slice(before)
    .filter(({ method, params }) => method === "sendMessage" && params.chat_id === fatima.phone.chatId);
  // Once for the crisis, and once more at most because a colleague cannot be reached; the next round is in ten minutes.
  expect(rings.length).toBeGreaterThanOrEqual(1);
  expect(rings.length).toBeLessThanOrEqual(2);
});
