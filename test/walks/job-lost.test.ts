import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

test("a lost job reaches the case worker, who takes it and records what came of it", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await amina.press("checkin:flow.openAnswer.yes");
  await amina.answer("G1", "good");
  await amina.answer("G2", "changed");
  await amina.answer("G3", "atHome");
  await amina.answer("G4", "thisWeek");
  await amina.answer("M1", "normal");
  await amina.answer("G5", "message");
  await amina.say("Mijn contract is niet verlengd. Ik weet het even niet.");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  await fatima.press("escalation:button.notReached");
  await fatima.press("escalation:button.tonight");
  await walk.until("19:01");
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.planned");
  await fatima.say("Morgen samen naar het UWV.");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/job-lost.chat.txt");
});
