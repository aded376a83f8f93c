import { and, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { signal } from "../../../src/db/schema/index.ts";
import { startWalk, type Walk } from "../../support/walk.ts";
import {
  alertOf,
  answersOf,
  escalationOf,
  escalationsOf,
  eventsOf,
  lastCheckIn,
  messagesTo,
  rings,
  startCheckIn,
  wordsOf,
} from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

async function atWork(more: { sharedPhone?: boolean; situation?: string } = {}) {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", ...more });
  return { fatima, amina };
}

test("a long check-in offers to go on later, and goes on days later where it stood", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "notGood");
  await amina.answer("W8", "conflict");
  await amina.answer("W10", "no");
  expect(amina.last()).toContain(t()("checkin:flow.goOnOffer"));
  await amina.extra("later");
  expect(amina.last()).toBe(t()("checkin:flow.paused"));
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "paused", awaiting: null });
  await walk.pass({ days: 3 });
  await amina.press("checkin:flow.goOn");
  expect(amina.last()).toContain(t()("checkin:question.W4.prompt"));
  expect(amina.last()).toMatch(/^6\//);
  await amina.answer("W4", "yes");
  await amina.answer("T1", "fine");
  await amina.answer("G5", "no");
  await amina.extra("skip");
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(await answersOf(walk, amina)).toMatchObject({ W8: ["conflict"], W4: ["yes"] });
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/going-on-later.chat.txt");
});

test("an old button for later does not put off the questions about safety", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "notGood");
  await amina.answer("W8", "conflict");
  await amina.answer("W10", "no");
  const long = amina.phone.lastBotMessage()?.id ?? 0;
  await amina.say("ik wil dood");
  await amina.tap({ messageId: long, text: t()("checkin:extra.later") });
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "SAFE1" });
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
});

test("a serious tap that was a slip frightens nobody, closes nothing, and the talk goes on", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  expect(rings(walk, fatima)).toBe(1);
  await amina.extra("tappedWrong");
  expect(amina.last()).toContain(t()("checkin:flow.tappedWrong", { worker: "Fatima" }));
  expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
  expect(rings(walk, fatima)).toBe(1);
  const escalation = await escalationOf(walk, amina);
  expect(escalation).toMatchObject({ severity: "crisis", state: "notified", outcome: null });
  expect(escalation.nextStepAt).not.toBeNull();
  expect(await eventsOf(walk, escalation.id)).toContain("tappedWrong");
  const note = t()("escalation:details.tappedWrong", { moment: "#" }).split("#")[0] ?? "?";
  expect(alertOf(fatima)?.text).toContain(note);

  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.extra("skip");
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", outcome: null });

  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  const shown = fatima.phone.messages().findLast((message) => message.protected);
  expect(shown?.text).toContain(note);
  // What was tapped stays readable, although another answer took its place.
  expect(shown?.text).toContain(walk.texts("G1").cantGoOn);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/tapped-wrong.chat.txt");
});

test("a slip that is told at the end is noted, and its question is not asked again", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await amina.answer("W8", "nice");
  await amina.answer("G5", "no");
  await amina.extra("skip");
  expect((await lastCheckIn(walk, amina)).state).toBe("done");
  await amina.extra("tappedWrong");
  expect(amina.last()).toBe(t()("checkin:flow.tappedWrong", { worker: "Fatima" }));
  expect(await answersOf(walk, amina)).toMatchObject({ W1: ["wantQuit"] });
  const [noted] = await walk.database.db
    .select()
    .from(signal)
    .where(and(eq(signal.personId, amina.id), eq(signal.questionId, "W1")));
  expect(noted?.tappedWrongAt).not.toBeNull();
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "urgent", outcome: null });
  await amina.extra("tappedWrong");
  const again = messagesTo(amina).filter(
    ({ text }) => text === t()("checkin:flow.tappedWrong", { worker: "Fatima" }),
  );
  expect(again).toHaveLength(1);
});

test("on a shared phone a slip is answered without a name or a word of what it was", async () => {
  const { fatima, amina } = await atWork({ sharedPhone: true });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await amina.extra("tappedWrong");
  expect(amina.last()).toContain(t()("checkin:flow.tappedWrongShared"));
  expect(amina.last()).not.toContain("Fatima");
});

test("at the end somebody sees what goes to whom, adds a sentence, and hears when it is read", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "transport");
  await amina.extra("done");
  await amina.answer("V1", "sometimesNot");
  await amina.answer("V2", "noBus");
  await amina.answer("G5", "message");
  await amina.answer("G6", "whenever");
  await amina.answer("Q1", "patient");
  const end = amina.last();
  expect(end).toContain(t()("checkin:end.goesTo", { worker: "Fatima" }));
  expect(end).toContain(t()("checkin:end.themeLine", { theme: t()("checkin:end.theme.transport") }));
  expect(end).toContain(t()("checkin:end.wish.message"));
  expect(end).not.toContain(t()("checkin:question.V2.option.noBus"));
  expect(end).toContain(t()("checkin:end.moreWords"));
  const before = rings(walk, fatima);
  await amina.say("De bus rijdt niet voor zes uur.");
  expect(rings(walk, fatima)).toBe(before);
  const checkIn = await lastCheckIn(walk, amina);
  expect(await wordsOf(walk, amina)).toMatchObject([{ kind: "text", checkInId: checkIn.id, readAt: null }]);
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  expect(await wordsOf(walk, amina)).toMatchObject([{ readBy: fatima.id }]);
  expect(fatima.read()).toContain("De bus rijdt niet voor zes uur.");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/what-goes-to-whom.chat.txt");
});

test("a sentence after an end that was all fine is read by a human, and rings nobody", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.answer("Q1", "fast");
  expect(amina.last()).toContain(t()("checkin:end.allFine"));
  await amina.say("Ik heb nu ook een hond.");
  expect(await escalationsOf(walk, amina)).toEqual([]);
  await fatima.say("/list");
  await fatima.tap(t()("escalation:today.read", { number: 1 }));
  expect(amina.last()).toBe(t()("escalation:person.heard", { worker: "Fatima" }));
});

test("words of crisis after the end are heard as what they are", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.answer("Q1", "fast");
  await amina.say("eigenlijk wil ik dood");
  expect(rings(walk, fatima)).toBe(1);
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
});

test("who reads little sees three answers at a time, and may answer together with somebody", async () => {
  const { fatima, amina } = await atWork({ situation: "day_activity" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await amina.press("checkin:flow.openAnswer.together");
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  const answers = () =>
    (amina.phone.lastBotMessage()?.buttons ?? [])
      .flat()
      .map(({ text }) => text)
      .filter((text) => Object.values(walk.texts("D1")).includes(text));
  expect(answers()).toEqual([walk.texts("D1").yes, walk.texts("D1").sometimes]);
  await amina.extra("more");
  expect(answers()).toEqual([walk.texts("D1").no, walk.texts("D1").stopped]);
  await amina.extra("more");
  expect(answers()).toEqual([walk.texts("D1").yes, walk.texts("D1").sometimes]);
  await amina.extra("more");
  await amina.answer("D1", "no");
  expect(await answersOf(walk, amina)).toMatchObject({ D1: ["no"] });
  expect((await lastCheckIn(walk, amina)).answeredWithHelp).toBe(true);
  await amina.answer("T1", "fine");
  await amina.answer("G5", "no");
  await amina.answer("Q1", "cheerful");
  await fatima.say("/list");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/few-buttons.chat.txt");
});

test("a refused application rings, and the case worker sees when a term can end", async () => {
  const { fatima, amina } = await atWork();
  walk.clock.moveTo(new Date("2027-05-10T08:00:00Z"));
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T3", "agencies");
  await amina.extra("done");
  await amina.answer("A1", "yes");
  expect(amina.last()).toContain(t()("checkin:question.A1.says.yes" as never, { worker: "Fatima" } as never));
  await amina.answer("A2", "rejected");
  expect(rings(walk, fatima)).toBe(1);
  await amina.answer("A6", "thisWeek");
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  const shown = fatima.phone.messages().findLast((message) => message.protected);
  expect(shown?.text).toContain(t()("escalation:details.rule.R8", { date: "14 juni 2027" }));
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/refused.chat.txt");
});
