import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import { alertOf, rings } from "./look.ts";

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
