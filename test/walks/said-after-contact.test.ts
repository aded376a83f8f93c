import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertOf, escalationOf, eventsOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");
const freshLine = () => t()("escalation:fresh.since", { moment: "#" }).split("#")[0] ?? "?";

/** Something urgent about work was said, Fatima had contact, and the check-in goes on. */
async function afterContact(more: { sharedPhone?: boolean } = {}) {
  walk = await startWalk({ at: "2026-11-23T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", ...more });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await fatima.press("escalation:button.take");
  await walk.pass({ minutes: 10 });
  await fatima.press("escalation:button.reached");
  await walk.pass({ days: 1 });
  return { fatima, amina };
}
const answerMore = (amina: Walker) => amina.answer("W8", "conflict");

test("what is said after a contact stands in the owner's message, and no outcome closes it unseen", async () => {
  const { fatima, amina } = await afterContact();
  expect(alertOf(fatima)?.text).not.toContain(freshLine());
  const before = rings(walk, fatima);
  await answerMore(amina);
  expect(rings(walk, fatima)).toBe(before);
  expect(alertOf(fatima)?.text).toContain(freshLine());
  await walk.pass({ hours: 20 });
  await fatima.press("escalation:outcome.helped");
  expect(fatima.last()).toBe(t()("escalation:fresh.ask"));
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", outcome: null });
  await fatima.press("escalation:button.view");
  expect(alertOf(fatima)?.text).not.toContain(freshLine());
  await fatima.press("escalation:outcome.helped");
  const { id, state } = await escalationOf(walk, amina);
  expect(state).toBe("resolved");
  expect(await eventsOf(walk, id)).toContain("looked");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/said-after-contact.chat.txt");
});

test("something urgent rings, and the outcome under the thumb closes that no more than the rest", async () => {
  const { fatima, amina } = await afterContact();
  const before = rings(walk, fatima);
  await amina.answer("W8", "unsafe");
  expect(rings(walk, fatima)).toBe(before + 1);
  await fatima.press("escalation:outcome.helped");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", outcome: null });
});

test("words that a human has read ask for no further look", async () => {
  const { fatima, amina } = await afterContact();
  await amina.say("het gaat toch niet zo");
  expect(alertOf(fatima)?.text).toContain(freshLine());
  await fatima.press("escalation:button.view");
  await fatima.press("escalation:outcome.helped");
  expect((await escalationOf(walk, amina)).state).toBe("resolved");
});

test("a look does not stand in the way of an undo", async () => {
  const { fatima, amina } = await afterContact();
  await answerMore(amina);
  await fatima.press("escalation:button.view");
  await fatima.press("escalation:outcome.helped");
  await fatima.press("escalation:button.undo");
  expect((await escalationOf(walk, amina)).state).toBe("contacted");
  expect(alertOf(fatima)?.text).not.toContain(freshLine());
});
