import { afterEach, describe, expect, test } from "vitest";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import {
  alertOf,
  escalationOf,
  escalationsOf,
  forge,
  lastCheckIn,
  messagesTo,
  numbersIn,
  rings,
  signalsOf,
  startCheckIn,
  toast,
} from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

async function atWork() {
  walk = await startWalk({ at: "2026-11-24T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  return { fatima, amina };
}
const slipLine = () => t()("escalation:details.tappedWrong", { moment: "#" }).split("#")[0] ?? "?";
/** The message of the bot that asks this question, the first time. */
const messageAsking = (one: Walker, question: "SAFE1" | "W1") =>
  messagesTo(one).find(({ text }) => text?.includes(t()(`checkin:question.${question}.prompt`)))?.id ?? 0;
const countNumbers = (one: Walker) =>
  messagesTo(one).filter(({ text }) => text?.includes(numbersIn(walk))).length;

async function recordOutcome(fatima: Walker, id: string) {
  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.reached");
  await forge(fatima, id, "step_none");
  await forge(fatima, id, "helped");
}

test("who says it again after a slip is heard like the first time: numbers, questions, and it rings", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await amina.extra("tappedWrong");
  expect(alertOf(fatima)?.text).toContain(slipLine());
  await walk.pass({ minutes: 1 });
  const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
  await amina.answer("G1", "cantGoOn");
  expect(countNumbers(amina)).toBe(numbers + 1);
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "SAFE1" });
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(alertOf(fatima)?.text).not.toContain(slipLine());
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis", state: "notified" });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/said-again-after-a-slip.chat.txt");
});

test("whoever has it hears that it was no slip, and keeps it", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  await fatima.press("escalation:button.take");
  await amina.extra("tappedWrong");
  await walk.pass({ minutes: 1 });
  const before = rings(walk, fatima);
  await amina.answer("G1", "cantGoOn");
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
});

test.each([
  ["not safe", ["no", "friend"], { SAFE1: "no" }],
  ["with nobody", ["yes", "nobody"], { SAFE2: "nobody" }],
] as const)(
  "a slip takes back what was tapped, and not that somebody is %s",
  async (_, [safe, who], kept) => {
    const { fatima, amina } = await atWork();
    await startCheckIn(fatima, amina);
    await amina.answer("G1", "cantGoOn");
    await walk.pass({ minutes: 1 });
    await amina.answer("SAFE1", safe);
    await walk.pass({ minutes: 1 });
    await amina.answer("SAFE2", who);
    await amina.extra("tappedWrong");
    const tapped = (await signalsOf(walk, amina)).filter(({ optionId }) => optionId !== null);
    const isBack = Object.fromEntries(
      tapped.map(({ questionId, tappedWrongAt }) => [questionId, tappedWrongAt !== null]),
    );
    const [question] = Object.keys(kept);
    expect(isBack).toEqual({ G1: true, [question ?? "?"]: false });
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    const [slips = ""] = (fatima.last().split(slipLine())[1] ?? "").split("\n\n");
    expect(slips).toContain(t()("checkin:question.G1.option.cantGoOn"));
    expect(slips).not.toContain(t()("checkin:question.SAFE1.prompt"));
    expect(slips).not.toContain(t()("checkin:question.SAFE2.prompt"));
    // The same button again finds nothing more to take back.
    await amina.extra("tappedWrong");
    expect((await signalsOf(walk, amina)).filter(({ tappedWrongAt }) => tappedWrongAt)).toHaveLength(1);
  },
);

test("a tap that led to danger was the slip; that there is danger stays", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await amina.answer("W8", "unsafe");
  await walk.pass({ minutes: 1 });
  await amina.answer("SAFE0", "yes");
  await amina.answer("SAFE1", "yes");
  await amina.answer("SAFE2", "home");
  await amina.extra("tappedWrong");
  const signals = await signalsOf(walk, amina);
  expect(signals.filter(({ tappedWrongAt }) => tappedWrongAt)).not.toHaveLength(0);
  expect(signals.filter(({ questionId }) => questionId === "SAFE0")).toMatchObject([
    { severity: "crisis", tappedWrongAt: null },
  ]);
});

test("a slip of a check-in that is over, tapped again, rings again", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  const asked = messageAsking(amina, "W1");
  await amina.answer("W8", "nice");
  await amina.answer("G5", "no");
  await amina.extra("skip");
  await amina.extra("tappedWrong");
  await walk.pass({ minutes: 70 });
  const before = rings(walk, fatima);
  await amina.tap({ messageId: asked, text: walk.texts("W1").wantQuit ?? "?" });
  expect(toast(amina)).toBe(t()("checkin:flow.over", { worker: "Fatima" }));
  expect(rings(walk, fatima)).toBe(before + 1);
});

test("after the outcome the same answer on the same message is a new crisis", async () => {
  const { fatima, amina } = await atWork();
  await amina.say("ik wil dood");
  const asked = messageAsking(amina, "SAFE1");
  await amina.answer("SAFE1", "no");
  await walk.pass({ minutes: 5 });
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").yes ?? "?" });
  await amina.answer("SAFE2", "home");
  const { id } = await escalationOf(walk, amina);
  await recordOutcome(fatima, id);
  expect((await escalationOf(walk, amina)).state).toBe("resolved");
  await walk.until("16:00");
  const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").no ?? "?" });
  expect(countNumbers(amina)).toBe(numbers + 1);
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  expect(rings(walk, fatima)).toBe(before + 1);
  const [, second] = await escalationsOf(walk, amina);
  expect(second).toMatchObject({ severity: "crisis", state: "notified" });
  // Once more within this second crisis is heard already.
  const known = await signalsOf(walk, amina);
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").no ?? "?" });
  expect(await signalsOf(walk, amina)).toHaveLength(known.length);
  expect(toast(amina)).toBe(t()("checkin:flow.known"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/said-again-after-the-outcome.chat.txt");
});

test("an answer of crisis that is given for the first time after the outcome brings the numbers, too", async () => {
  const { fatima, amina } = await atWork();
  await amina.say("ik wil dood");
  const asked = messageAsking(amina, "SAFE1");
  await amina.answer("SAFE1", "yes");
  await amina.answer("SAFE2", "home");
  await recordOutcome(fatima, (await escalationOf(walk, amina)).id);
  const numbers = countNumbers(amina);
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").no ?? "?" });
  expect(countNumbers(amina)).toBe(numbers + 1);
  expect(await escalationsOf(walk, amina)).toHaveLength(2);
});

test("after a contact the same tap rings once, and twice is once", async () => {
  const { fatima, amina } = await atWork();
  await amina.say("ik wil dood");
  const asked = messageAsking(amina, "SAFE1");
  await amina.answer("SAFE1", "no");
  await fatima.press("escalation:button.take");
  await walk.pass({ minutes: 5 });
  await fatima.press("escalation:button.reached");
  await walk.pass({ minutes: 5 });
  const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").no ?? "?" });
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(countNumbers(amina)).toBe(numbers + 1);
  await amina.tap({ messageId: asked, text: walk.texts("SAFE1").no ?? "?" });
  expect(rings(walk, fatima)).toBe(before + 1);
});

test("something urgent said again before a planned try rings whoever planned it, once", async () => {
  const { fatima, amina } = await atWork();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  const asked = messageAsking(amina, "W1");
  await amina.answer("W1", "wantQuit");
  await fatima.press("escalation:button.take");
  await walk.pass({ minutes: 5 });
  await fatima.press("escalation:button.notReached");
  await walk.pass({ minutes: 5 });
  const before = rings(walk, fatima);
  for (let times = 0; times < 2; times += 1) {
    await amina.tap({ messageId: asked, text: walk.texts("W1").wantQuit ?? "?" });
    await walk.pass({ minutes: 1 });
  }
  expect(rings(walk, fatima)).toBe(before + 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", planned: true });
});

describe("a message that is changed and says it again", () => {
  async function said() {
    const { fatima, amina } = await atWork();
    const message = await amina.say("ik wil dood");
    await amina.answer("SAFE1", "yes");
    await amina.answer("SAFE2", "home");
    await walk.pass({ minutes: 5 });
    return { fatima, amina, message };
  }

  test("after the outcome is a new crisis: numbers, the question, and it rings", async () => {
    const { fatima, amina, message } = await said();
    await recordOutcome(fatima, (await escalationOf(walk, amina)).id);
    await walk.until("16:00");
    const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
    await amina.edit(message, "ik wil dood, vannacht doe ik het");
    expect(countNumbers(amina)).toBe(numbers + 1);
    expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
    expect(rings(walk, fatima)).toBe(before + 1);
    const [, second] = await escalationsOf(walk, amina);
    expect(second).toMatchObject({ severity: "crisis", state: "notified" });
    await expect(walk.transcript()).toMatchFileSnapshot("chats/said-again-by-a-change.chat.txt");
  });

  test("after a contact goes round again, and no outcome is recorded over the changed words", async () => {
    const { fatima, amina, message } = await said();
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.reached");
    const { id } = await escalationOf(walk, amina);
    await forge(fatima, id, "step_none");
    await walk.pass({ minutes: 5 });
    const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
    await amina.edit(message, "ik wil dood, vannacht doe ik het");
    expect(countNumbers(amina)).toBe(numbers + 1);
    expect(rings(walk, fatima)).toBe(before + 1);
    await forge(fatima, id, "helped");
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
  });

  test("while somebody is on the way brings the numbers and stands in their message as new", async () => {
    const { fatima, amina, message } = await said();
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    await walk.pass({ minutes: 5 });
    const fresh = t()("escalation:fresh.since", { moment: "#" }).split("#")[0] ?? "?";
    expect(alertOf(fatima)?.text).not.toContain(fresh);
    const [before, numbers] = [rings(walk, fatima), countNumbers(amina)];
    await amina.edit(message, "ik wil dood, vannacht doe ik het");
    expect(countNumbers(amina)).toBe(numbers + 1);
    expect(rings(walk, fatima)).toBe(before);
    expect(alertOf(fatima)?.text).toContain(fresh);
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  });

  test("reported as changed with the same words says nothing again", async () => {
    const { fatima, amina, message } = await said();
    await recordOutcome(fatima, (await escalationOf(walk, amina)).id);
    await walk.pass({ minutes: 5 });
    const known = await signalsOf(walk, amina);
    await amina.edit(message, "ik wil dood");
    expect(await signalsOf(walk, amina)).toHaveLength(known.length);
    expect(await escalationsOf(walk, amina)).toHaveLength(1);
  });
});
