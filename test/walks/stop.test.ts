import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import type { FaultKind } from "../../src/audit/find-faults.ts";
import { alumnus, consent, conversationState, dataKey, linking } from "../../src/db/schema/index.ts";
import { checkedText } from "../../src/i18n/dutch-beneath.ts";
import type { Language } from "../../src/i18n/language.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import {
  answersOf,
  countText,
  escalationOf,
  lastCheckIn,
  messagesTo,
  numbersIn,
  startCheckIn,
  toast,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function midQuestion(language: Language = "nl", leaves: readonly FaultKind[] = []) {
  walk = await startWalk({ leaves });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", language });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  return { fatima, amina };
}
const t = (language: Language = "nl") => walk.app.texts(language);

const statesOf = ({ phone }: { phone: { chatId: number } }) =>
  walk.database.db.select().from(conversationState).where(eq(conversationState.chatId, phone.chatId));
const stoppedAt = async ({ id }: { id: string }) =>
  (await walk.database.db.select().from(alumnus).where(eq(alumnus.id, id)))[0]?.stoppedAt;

describe("STOP in the middle of a question", () => {
  const words = [
    ["nl", "stop"],
    ["en", "STOP"],
    ["ar", "قف"],
    ["nl", "/stop"],
  ] as const;

  test.each(words)(
    "in %s: %s ends the questions, and what is open with a human stays open",
    async (language, word) => {
      const { fatima, amina } = await midQuestion(language, ["nobodyReacts"]);
      const before = await escalationOf(walk, amina);
      expect(await statesOf(amina)).toHaveLength(1);
      await amina.say(word);
      expect(amina.last()).toBe(checkedText(walk.app.texts, language, "people:stop.done"));
      expect(await statesOf(amina)).toEqual([]);
      expect(await escalationOf(walk, amina)).toEqual(before);
      expect(countText(walk, fatima, "people:stop.tellWorker", { name: "Amina" })).toBe(1);
      expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "stopped", awaiting: null });
      expect(await stoppedAt(amina)).not.toBeNull();
      // The words of STOP are no answer.
      expect(await answersOf(walk, amina)).toEqual({ G1: ["good"], G2: ["yes"], W1: ["wantQuit"] });
      if (word !== "/stop")
        await expect(walk.transcript()).toMatchFileSnapshot(`chats/stop-${language}.chat.txt`);
      const said = messagesTo(amina).length;
      await walk.pass({ days: 3 });
      expect(messagesTo(amina)).toHaveLength(said);
      expect((await escalationOf(walk, amina)).state).not.toBe("resolved");
    },
  );

  test("a second STOP is told kindly, and the case worker is not told twice", async () => {
    const { fatima, amina } = await midQuestion();
    await amina.say("stop");
    await amina.say("Stop!");
    expect(amina.last()).toBe(t()("people:stop.already"));
    expect(countText(walk, fatima, "people:stop.tellWorker", { name: "Amina" })).toBe(1);
  });

  test("an old button after it is heard and asks nothing more", async () => {
    const { amina } = await midQuestion();
    await amina.say("stop");
    const said = messagesTo(amina).length;
    await amina.answer("W8", "nice");
    expect(messagesTo(amina)).toHaveLength(said);
    expect(toast(amina)).not.toBe("");
    expect(await statesOf(amina)).toEqual([]);
    expect((await lastCheckIn(walk, amina)).state).toBe("stopped");
  });

  test("a question that has not gone yet when STOP is said does not go any more", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    const { chatId } = amina.phone;
    walk.simulator.faults.add({ method: "sendMessage", chatId, kind: "429", retryAfter: 120 });
    await fatima.say("/checkin");
    await fatima.tap("Amina Jansen");
    await amina.say("stop");
    await walk.pass({ minutes: 5 });
    const opening = t()("checkin:flow.opening", { name: "Amina", worker: "Fatima" });
    expect(messagesTo(amina).map(({ text }) => text)).not.toContain(opening);
    expect(amina.last()).toBe(t()("people:stop.done"));
  });

  test("the old button that opens a check-in says that it is of an earlier one", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await fatima.say("/checkin");
    await fatima.tap("Amina Jansen");
    await amina.say("stop");
    await amina.press("checkin:flow.openAnswer.yes");
    expect(amina.last()).toBe(t()("people:stop.done"));
    expect(toast(amina)).toBe(t()("checkin:flow.overNothing"));
  });

  test("somebody who said it and then taps that it is unbearable gets the numbers, and everybody is alerted", async () => {
    const { fatima, amina } = await midQuestion();
    await amina.say("stop");
    await amina.answer("G1", "cantGoOn");
    expect(amina.last()).toContain(numbersIn(walk));
    expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
    expect(fatima.last()).toMatch(/^🔴/u);
  });

  test("words after it still reach a human", async () => {
    const { amina } = await midQuestion();
    await amina.say("stop");
    await amina.say("mijn baas bedreigt me");
    expect(amina.last()).toContain("Fatima");
    expect((await escalationOf(walk, amina)).wish).toBe("message");
  });

  test("a check-in to somebody who stopped is refused, and the case worker is told to call", async () => {
    const { fatima, amina } = await midQuestion();
    await amina.say("stop");
    const said = messagesTo(amina).length;
    await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
    expect(fatima.last()).toBe(t()("telegram:checkIn.refused.stopped", { name: "Amina" }));
    expect(messagesTo(amina)).toHaveLength(said);
  });

  test("taking part again is one button, is told to the case worker, and brings no question by itself", async () => {
    const { fatima, amina } = await midQuestion();
    await amina.say("stop");
    await walk.pass({ minutes: 40 });
    await amina.press("people:stop.again");
    expect(amina.last()).toBe(t()("people:stop.resumed", { worker: "Fatima" }));
    expect(await stoppedAt(amina)).toBeNull();
    expect(countText(walk, fatima, "people:stop.tellWorkerResumed", { name: "Amina" })).toBe(1);
    const given = await walk.database.db.select().from(consent).where(eq(consent.alumnusId, amina.id));
    expect(given.map(({ answer }) => answer)).toEqual(["yes", "withdrawn", "yes"]);
    const said = messagesTo(amina).length;
    await walk.pass({ minutes: 30 });
    expect(messagesTo(amina)).toHaveLength(said);
    await startCheckIn(fatima, amina);
    expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
    await expect(walk.transcript()).toMatchFileSnapshot("chats/stop-and-again.chat.txt");
  });
});

describe("STOP in the first minute", () => {
  const steps = [
    ["the language", 0],
    ["the robot", 1],
    ["the offer", 2],
    ["the phone", 3],
    ["the question", 4],
    ["the yes", 5],
  ] as const;

  test.each(steps)("at %s: nothing is sent any more and nothing can be read", async (_, count) => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { linked: false });
    await amina.start(amina.token);
    const taps = [
      () => amina.tap("Nederlands"),
      () => amina.press("people:link.okay"),
      () => amina.press("people:link.offerAnswer.yes"),
      () => amina.press("people:link.phoneAnswer.own"),
      () => amina.answer("G1", "good"),
    ];
    for (const tap of taps.slice(0, count)) await tap();
    await amina.say("stop");
    expect(amina.last()).toBe(t()("people:stop.unlinked"));
    const [row] = await walk.database.db.select().from(linking);
    expect(row).toMatchObject({ outcome: "stopped", said: null });
    const [key] = await walk.database.db
      .select()
      .from(dataKey)
      .where(eq(dataKey.id, row?.keyId ?? ""));
    expect(key?.wrapped).toBeNull();
    expect(countText(walk, fatima, "people:confirm.tell.stopped", { name: "Amina" })).toBe(1);
    const said = messagesTo(amina).length;
    if (count >= 3) {
      await fatima.press("people:confirm.yes");
      expect(toast(fatima)).toBe(t()("people:confirm.refused.alreadyDecided"));
    }
    await walk.pass({ days: 1 });
    expect(messagesTo(amina)).toHaveLength(said);
    const [person] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, amina.id));
    expect(person?.chatId).toBeNull();
    if (count === 5) await expect(walk.transcript()).toMatchFileSnapshot("chats/stop-first-minute.chat.txt");
  });

  test("what was said in need before it stays with the humans", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { linked: false });
    await amina.start(amina.token);
    await amina.tap("Nederlands");
    await amina.press("people:link.okay");
    await amina.press("people:link.offerAnswer.yes");
    await amina.press("people:link.phoneAnswer.own");
    await amina.answer("G1", "cantGoOn");
    const before = await escalationOf(walk, amina);
    await amina.say("stop");
    expect(await escalationOf(walk, amina)).toEqual(before);
    await walk.pass({ minutes: 30 });
    expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", state: "notified" });
    expect(fatima.last()).toMatch(/^🔴/u);
  });
});
