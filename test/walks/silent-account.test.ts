import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, identityCheck, ownWords } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import {
  checkInsOf,
  checkSheetAgain,
  countText,
  escalationOf,
  messagesTo,
  startCheckIn,
  toast,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const name = "Amina";
const rowOf = async (person: Walker) =>
  (await walk.database.db.select().from(alumnus).where(eq(alumnus.id, person.id)))[0];

/** Amina takes part, a check-in stands half answered, and then nothing is heard for a year and two days. */
async function aYearLater(more: { withCheckIn?: boolean } = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus(name, fatima, { situation: "work_regular" });
  if (more.withCheckIn) {
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "good");
  }
  // 25 November 2027, a Thursday, nine o'clock.
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 367 * 86_400_000));
  return { fatima, amina };
}
const tick = async () => {
  await walk.app.tick();
  await walk.settle();
};

test("an account that was silent for a year is asked neutrally who it is, and the case worker confirms", async () => {
  const { fatima, amina } = await aYearLater();
  const before = messagesTo(amina).length;
  await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.silent", { name }));
  expect(amina.last()).toBe(t()("people:silent.ask"));
  await tick();
  await walk.pass({ hours: 2 });
  expect(countText(walk, amina, "people:silent.ask")).toBe(1);
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · jaar stil, vraag is gestuurd");
  await amina.press("people:silent.same");
  expect(amina.last()).toBe(t()("people:silent.thanks"));
  expect(fatima.last()).toBe(t()("people:silent.askWorker", { name }));
  await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
  expect(await checkInsOf(walk, amina)).toHaveLength(1);
  for (const { text } of messagesTo(amina).slice(before)) expect(text).not.toMatch(/Amina|Jansen|Fatima/);
  const [check] = await walk.database.db.select().from(identityCheck);
  const kees = await walk.caseWorker("Kees Bos");
  await kees.tapOld(encodeAction({ do: "confirmIdentity", check: check?.id ?? "", answer: "yes" }), 1);
  expect(toast(kees)).toBe(t()("people:confirm.refused.notYours"));
  await fatima.say("/waiting");
  await fatima.tap("Amina J. · zelfde persoon? jouw ja");
  await fatima.press("people:confirm.yes");
  expect(amina.last()).toBe(t()("people:silent.confirmed"));
  const again = encodeAction({ do: "confirmIdentity", check: check?.id ?? "", answer: "no" });
  await fatima.tapOld(again, 1);
  expect(toast(fatima)).toBe(t()("people:confirm.refused.alreadyDecided"));
  await checkSheetAgain(walk);
  await fatima.press("people:staff.startCheckIn");
  expect(amina.last()).toBe(t()("checkin:flow.opening", { name, worker: "Fatima" }));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/silent-account.chat.txt");
});

test("the tick asks by itself in daytime; a phone that says it is somebody else's is let go of at once", async () => {
  const { fatima, amina } = await aYearLater();
  // At nine the school is open, and young people are left alone until ten.
  walk.clock.moveTo(new Date(walk.clock.now().getTime() + 2 * 3_600_000));
  await tick();
  expect(amina.last()).toBe(t()("people:silent.ask"));
  await amina.press("people:silent.other");
  expect(amina.last()).toBe(t()("people:silent.bye"));
  expect((await rowOf(amina))?.chatId).toBeNull();
  expect(fatima.last()).toBe(t()("people:silent.tellOther", { name }));
  await fatima.press("people:person.newCard");
  expect(fatima.last()).toMatch(/^https:\/\/t\.me\//);
  await amina.press("people:silent.same");
  expect((await rowOf(amina))?.chatId).toBeNull();
});

test("a chat that comes alive by itself is asked first: an old button is no answer, words reach a human, a no lets go", async () => {
  const { fatima, amina } = await aYearLater({ withCheckIn: true });
  await amina.answer("G2", "yes");
  expect(amina.last()).toBe(t()("people:silent.ask"));
  const [first] = (await checkInsOf(walk, amina)).slice(-1);
  expect(first).toMatchObject({ state: "open", awaiting: "G2" });
  await amina.say("Hallo, wie is dit?");
  expect(amina.last()).toBe(t()("people:silent.ask"));
  expect(await walk.database.db.select().from(ownWords).where(eq(ownWords.personId, amina.id))).toHaveLength(
    1,
  );
  await amina.press("people:silent.same");
  await amina.say("ja hoor");
  expect(amina.last()).toBe(t()("people:silent.thanks"));
  await fatima.press("people:confirm.no");
  expect(amina.last()).toBe(t()("people:unlink.tell"));
  expect((await rowOf(amina))?.chatId).toBeNull();
  await expect(walk.transcript()).toMatchFileSnapshot("chats/silent-account-alive.chat.txt");
});

test("words of crisis from an account that was silent still open the safety questions, neutrally", async () => {
  const { fatima, amina } = await aYearLater();
  await amina.say("ik wil dood");
  expect(amina.read()).toContain(t()("checkin:crisis.shared", { when: t()("people:when.today") }));
  expect(amina.read()).toContain(t()("checkin:question.SAFE1.prompt"));
  await amina.answer("SAFE1", "no");
  expect(amina.last()).toContain(t()("checkin:question.SAFE2.prompt"));
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  expect(fatima.read()).toMatch(/🔴/u);
  await amina.say("STOP");
  expect((await rowOf(amina))?.stoppedAt).not.toBeNull();
});
