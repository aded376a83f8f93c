import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { alertOf, escalationOf, messagesTo, rings, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");
const unknown = () => t()("escalation:doubt.unknown");
const linkIn = (walker: Walker) =>
  messagesTo(walker)
    .flatMap(({ text }) => /\?start=(\S+)$/.exec(text ?? "")?.[1] ?? [])
    .at(-1) ?? "";
const buttonsOf = (worker: Walker): string[] =>
  (alertOf(worker)?.buttons ?? []).flat().map(({ text }) => text);
const write = (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);

/** Amina has a phone, and a new card for another one; somebody uses it in the night and is in danger. */
async function onTheNewCard() {
  walk = await startWalk({ at: "2026-11-24T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  await walk.until("22:50");
  const phone = walk.anotherPhone("Amina's new phone");
  await phone.start(linkIn(fatima));
  await phone.tap("Nederlands");
  await phone.say("ik wil dood");
  return { fatima, bart, amina, phone };
}

test("danger by a new card: staff is warned, and nothing of it goes to the phone that was there before", async () => {
  const { bart, fatima, amina } = await onTheNewCard();
  for (const one of [bart, fatima]) expect(alertOf(one)?.text).toContain(unknown());
  const before = messagesTo(amina).length;
  await fatima.press("escalation:button.take");
  expect(buttonsOf(fatima)).not.toContain(t()("escalation:message.write"));
  expect(messagesTo(amina)).toHaveLength(before);
  await write(fatima, amina);
  expect(toast(fatima)).toBe(t()("escalation:refused.silent"));
  await fatima.press("escalation:button.view");
  expect(messagesTo(amina)).toHaveLength(before);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/danger-by-a-new-card.chat.txt");
});

test("a human's no reaches whoever has it at once, at night too, and stays in the alert", async () => {
  const { bart, fatima, amina } = await onTheNewCard();
  await bart.press("escalation:button.take");
  const before = rings(walk, bart);
  await walk.pass({ minutes: 10 });
  await fatima.press("escalation:button.who");
  await fatima.press("people:confirm.no");
  expect(rings(walk, bart)).toBe(before + 1);
  expect(alertOf(bart)?.text).toContain(t()("escalation:doubt.somebodyElse"));
  expect(alertOf(bart)?.text).not.toContain(unknown());
  await bart.press("escalation:button.reached");
  expect(alertOf(bart)?.text).toContain(t()("escalation:doubt.somebodyElse"));
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted", ownerId: bart.id });
});

test("what has nothing to do with a card that somebody used is in no doubt", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus: amina.id }), 1);
  const phone = walk.anotherPhone("Somebody's phone");
  await phone.start(linkIn(fatima));
  await phone.tap("Nederlands");
  await amina.say("ik wil dood");
  expect(alertOf(fatima)?.text).not.toContain(unknown());
  await fatima.press("escalation:button.take");
  expect(buttonsOf(fatima)).toContain(t()("escalation:message.write"));
  await phone.say("stop");
  expect(alertOf(fatima)?.text).not.toContain(t()("escalation:gone.stopped"));
});
