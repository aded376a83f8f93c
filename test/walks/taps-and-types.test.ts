import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { answersOf, escalationsOf, startCheckIn, wordsOf } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function atFirstQuestion() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  return { fatima, amina, t: walk.app.texts("nl") };
}

/** How often this question stands on the phone. */
const asked = (amina: Walker, prompt: string) =>
  amina.phone.messages().filter(({ from, text }) => from === "bot" && text?.includes(prompt)).length;

test("a double tap answers once, and an earlier question's button changes that answer and asks nothing again", async () => {
  const { amina, t } = await atFirstQuestion();
  const g1 = amina.phone.lastBotMessage()?.id ?? 0;
  const good = t("checkin:question.G1.option.good");
  const prompt = t("checkin:question.G2.prompt", { situation: t("checkin:situation.work_regular") });
  amina.phone.tap({ messageId: g1, text: good });
  await amina.tap({ messageId: g1, text: good });
  expect(asked(amina, prompt)).toBe(1);
  expect(await escalationsOf(walk, amina)).toHaveLength(0);
  await amina.tap({ messageId: g1, text: t("checkin:question.G1.option.okay") });
  expect(amina.phone.toasts().at(-1)?.text).toBe(t("checkin:flow.changed"));
  expect(asked(amina, prompt)).toBe(1);
  expect(await answersOf(walk, amina)).toMatchObject({ G1: ["okay"] });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/double-tap.chat.txt");
});

test("a label typed is a tap, a sticker is told kindly, long words are kept, and the question stands", async () => {
  const { amina, t } = await atFirstQuestion();
  await amina.sticker();
  expect(amina.last()).toContain(t("checkin:flow.notUnderstood"));
  await amina.say("a".repeat(4_096));
  expect(amina.last()).toContain(t("checkin:question.G1.prompt"));
  const [words] = await wordsOf(walk, amina);
  expect(words?.body.length).toBeGreaterThan(4_096);
  await amina.say("goed!");
  expect(amina.last()).toContain("2/");
  expect(await answersOf(walk, amina)).toMatchObject({ G1: ["good"] });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/typed-and-sticker.chat.txt");
});

test("a photo or a place beside a question is kept for a human; an album brings the question again once", async () => {
  const { amina, t } = await atFirstQuestion();
  const prompt = t("checkin:question.G1.prompt");
  const before = asked(amina, prompt);
  amina.phone.album(3);
  await walk.settle();
  expect(await wordsOf(walk, amina)).toMatchObject([{ kind: "photo" }, { kind: "photo" }, { kind: "photo" }]);
  expect(asked(amina, prompt)).toBe(before + 1);
  expect(amina.last()).toContain(t("checkin:flow.words", { worker: "Fatima" }));
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "attention" }]);
  amina.phone.place();
  await walk.settle();
  expect(await wordsOf(walk, amina)).toHaveLength(4);
  // What stands beneath a photo can be the answer, and the photo is kept all the same.
  amina.phone.photo("goed!");
  await walk.settle();
  expect(await answersOf(walk, amina)).toMatchObject({ G1: ["good"] });
  expect((await wordsOf(walk, amina)).at(-1)).toMatchObject({ kind: "photo", questionId: "G1" });
});

test("a stale button says so, one that turns serious is heard, and a forged one does nothing", async () => {
  const { fatima, amina, t } = await atFirstQuestion();
  const g1 = amina.phone.lastBotMessage()?.id ?? 0;
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  for (let left = 0; left < 2; left += 1) await amina.extra("skip");
  expect(amina.last()).toContain(t("checkin:end.fine"));
  await amina.tap({ messageId: g1, text: t("checkin:question.G1.option.good") });
  expect(amina.phone.toasts().at(-1)?.text).toBe(t("checkin:flow.overNothing"));
  expect(await escalationsOf(walk, amina)).toHaveLength(0);
  const forged = encodeAction({ do: "startCheckIn", alumnus: amina.id });
  for (const data of ["x", "a1::", `a1:${"A".repeat(22)}:G1:bad`, forged]) await amina.tapOld(data, g1);
  expect(await escalationsOf(walk, amina)).toHaveLength(0);
  await amina.tap({ messageId: g1, text: t("checkin:question.G1.option.bad") });
  expect(await escalationsOf(walk, amina)).toMatchObject([{ severity: "urgent", state: "notified" }]);
  expect(fatima.last()).toContain("🟠 Amina");
  await expect(walk.transcript()).toMatchFileSnapshot("chats/stale-button.chat.txt");
});

test("who wants a human rings the case worker in working hours, and may still go on", async () => {
  const { fatima, amina, t } = await atFirstQuestion();
  await amina.extra("human");
  expect(fatima.last()).toContain(t("escalation:wish.human"));
  expect(amina.last()).toContain(t("checkin:flow.human", { worker: "Fatima", when: t("people:when.today") }));
  await amina.answer("G1", "okay");
  expect(amina.last()).toContain("2/");
  expect(await escalationsOf(walk, amina)).toMatchObject([
    { severity: "attention", state: "notified", wish: "human" },
  ]);
  await fatima.press("escalation:button.take");
  expect(amina.read()).toContain(t("escalation:person.seen", { worker: "Fatima" }));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/wants-a-human.chat.txt");
});

test("who wants a human in the evening hears when, and the case worker's phone rings in the morning", async () => {
  walk = await startWalk({ at: "2026-11-24T19:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.extra("human");
  expect(amina.last()).toContain("woensdag 08:00");
  expect(fatima.last()).not.toContain("🟡 Amina");
  await walk.until("08:01");
  expect(fatima.read()).toContain("🟡 Amina");
  expect(await escalationsOf(walk, amina)).toMatchObject([{ state: "notified" }]);
});
