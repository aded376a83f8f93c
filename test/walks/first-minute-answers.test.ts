import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, dataKey, linking } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { checkInsOf, escalationsOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function upToTheOffer() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  await amina.press("people:link.okay");
  return { fatima, amina };
}

test('whoever says "not now" is sent no questions, also after the case worker\'s yes', async () => {
  const { fatima, amina } = await upToTheOffer();
  await amina.press("people:link.offerAnswer.notNow");
  // Also with a yes that no button offers (any more).
  const [row] = await walk.database.db.select().from(linking);
  const yes = encodeAction({ do: "confirmLink", linking: row?.id ?? "", answer: "yes" });
  await fatima.tapOld(yes, fatima.phone.lastBotMessage()?.id ?? 1);
  expect(amina.read()).not.toContain("Leuk dat je meedoet");
  await fatima.say("/checkin");
  expect(fatima.last()).toBe(walk.app.texts("nl")("telegram:checkIn.nobody"));
  expect(await checkInsOf(walk, amina)).toHaveLength(0);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/not-now.chat.txt");
});

test('whoever said "not now" is offered it again with Start, as the bot said', async () => {
  const { amina } = await upToTheOffer();
  await amina.press("people:link.offerAnswer.notNow");
  await amina.start();
  await amina.press("people:link.joinAfterAll");
  expect(amina.last()).toBe(walk.app.texts("nl")("people:link.phone"));
});

test('whoever wants to talk first is not told "I send you nothing" on the next line', async () => {
  const { amina } = await upToTheOffer();
  await amina.press("people:link.offerAnswer.talkFirst");
  await amina.say("ok");
  expect(amina.last()).not.toBe(walk.app.texts("nl")("people:link.notNow"));
});

test("after a no the one answer can never be read again, and the chat is told kindly", async () => {
  const { fatima, amina } = await upToTheOffer();
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.own");
  await amina.answer("G1", "okay");
  await fatima.press("people:confirm.no");
  const [row] = await walk.database.db.select().from(linking);
  expect(row).toMatchObject({ outcome: "wrongPerson", said: null });
  const [key] = await walk.database.db
    .select()
    .from(dataKey)
    .where(eq(dataKey.id, row?.keyId ?? ""));
  expect(key?.wrapped).toBeNull();
  expect(amina.last()).toBe(walk.app.texts("nl")("people:link.wrongPerson"));
  expect(amina.read()).not.toContain("Amina");
  const [person] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(person?.chatId).toBeNull();
  await expect(walk.transcript()).toMatchFileSnapshot("chats/wrong-person.chat.txt");
});

test("an invitation that waits for the case worker's yes stands on the list until it is decided", async () => {
  const { fatima, amina } = await upToTheOffer();
  await amina.press("people:link.offerAnswer.yes");
  await fatima.say("/list");
  expect(fatima.last()).not.toBe(walk.app.texts("nl")("escalation:list.empty"));
});

test("the wish for a human is passed on again after the first one was dealt with", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.extra("human");
  expect(rings(walk, fatima)).toBe(1);
  for (const key of ["escalation:button.take", "escalation:button.reached", "escalation:outcome.helped"])
    await fatima.press(key);
  await walk.pass({ days: 2 });
  await amina.extra("human");
  expect(amina.read()).toContain("Ik zeg het tegen Fatima.");
  expect(await escalationsOf(walk, amina)).toHaveLength(2);
  expect(rings(walk, fatima)).toBe(2);
});

test('typing "ja" to "do you have a minute?" is the same as tapping it', async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await amina.say("Ja");
  expect(amina.last()).toContain(walk.app.texts("nl")("checkin:question.G1.prompt"));
  expect(await escalationsOf(walk, amina)).toHaveLength(0);
});
