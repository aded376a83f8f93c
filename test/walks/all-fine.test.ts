import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk } from "../support/walk.ts";
import {
  answersOf,
  deedsOf,
  escalationsOf,
  lastCheckIn,
  rings,
  startCheckIn,
  tapsOf,
  wordsOf,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function upToTheStrength() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const before = tapsOf(walk, amina);
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  return { fatima, amina, taps: () => tapsOf(walk, amina) - before };
}
const fine = { G1: ["good"], G2: ["yes"], W1: ["good"], T1: ["fine"], Q1: [] };

test("when all is fine a check-in is six taps, and no human is alerted", async () => {
  const { fatima, amina, taps } = await upToTheStrength();
  await amina.extra("skip");
  expect(taps()).toBe(6);
  expect(amina.last()).toContain(walk.app.texts("nl")("checkin:end.fine"));
  expect(amina.last()).toContain(walk.app.texts("nl")("checkin:end.allFine"));
  expect(await answersOf(walk, amina)).toEqual(fine);
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(await escalationsOf(walk, amina)).toEqual([]);
  expect(rings(walk, fatima)).toBe(0);
  await fatima.say("/list");
  expect(fatima.last()).toBe(walk.app.texts("nl")("escalation:list.empty"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/all-fine.chat.txt");
});

test("with a voice note at the end it is five taps; the note is heard, the young person hears that, and it is gone after 15 minutes", async () => {
  const { fatima, amina, taps } = await upToTheStrength();
  const t = walk.app.texts("nl");
  await amina.voice(12);
  expect(taps()).toBe(5);
  expect(amina.last()).toContain(t("checkin:end.fineWithWords", { worker: "Fatima" }));
  expect(amina.last()).toContain(t("checkin:end.wordsToo"));
  expect(await escalationsOf(walk, amina)).toEqual([]);
  expect(rings(walk, fatima)).toBe(0);

  await fatima.say("/list");
  expect(fatima.last()).toContain(`1. 📨 Amina · ${t("escalation:today.why.words", { n: 1 })}`);
  await fatima.tap(t("escalation:today.read", { number: 1 }));
  const shown = () => fatima.phone.messages().filter((message) => message.protected);
  expect(shown()).toHaveLength(2);
  expect(shown()[0]?.text).toContain(t("escalation:details.voice", { seconds: 12 }));
  expect(await deedsOf(walk, fatima)).toContain("readWords");
  expect(await wordsOf(walk, amina)).toMatchObject([{ kind: "voice", questionId: "Q1", readBy: fatima.id }]);
  expect(amina.last()).toBe(t("escalation:person.heard", { worker: "Fatima" }));

  await walk.pass({ minutes: 14 });
  expect(shown().some(({ deleted }) => deleted)).toBe(false);
  await walk.pass({ minutes: 1 });
  expect(shown().every(({ deleted }) => deleted)).toBe(true);
  await fatima.say("/list");
  expect(fatima.last()).toBe(t("escalation:list.empty"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/all-fine-voice.chat.txt");
});
