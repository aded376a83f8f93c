import { afterEach, expect, test } from "vitest";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { answersOf, deedsOf, escalationOf, messagesTo, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function aSharedPhone() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular", sharedPhone: true });
  return { fatima, amina };
}
const t = () => walk.app.texts("nl");
const heavy = /zelfmoord|Veilig Thuis|dood/i;

function expectNothingHeavy(amina: Walker): void {
  for (const { text } of messagesTo(amina)) {
    expect(text).not.toMatch(heavy);
    expect(text).not.toMatch(/Amina|Jansen/);
  }
}

test("the opening on a shared phone names the robot and not the young person", async () => {
  const { fatima, amina } = await aSharedPhone();
  await startCheckIn(fatima, amina);
  const texts = messagesTo(amina).map(({ text }) => text);
  expect(texts).toContain(t()("checkin:flow.openingShared", { worker: "Fatima" }));
  expectNothingHeavy(amina);
});

test("a crisis on a shared phone is neutral on the screen and rings all the same", async () => {
  const { fatima, amina } = await aSharedPhone();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "cantGoOn");
  const when = t()("people:when.today");
  expect(amina.last()).toContain(t()("checkin:crisis.shared", { when }));
  expect(amina.last()).toContain(t()("checkin:question.SAFE1.prompt"));
  expect(rings(walk, fatima)).toBe(1);
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  await amina.answer("SAFE1", "no");
  await amina.answer("SAFE2", "nobody");
  expect(amina.last()).toContain(t()("checkin:end.sharedCrisis", { when }));
  expectNothingHeavy(amina);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/shared-phone-crisis.chat.txt");
});

test("words of crisis that nobody asked for are answered neutrally on a shared phone", async () => {
  const { fatima, amina } = await aSharedPhone();
  await amina.say("ik wil dood");
  expect(amina.last()).toContain(t()("checkin:crisis.shared", { when: t()("people:when.today") }));
  expect(rings(walk, fatima)).toBe(1);
  expectNothingHeavy(amina);
});

test("when something is not fine a shared phone asks who answered, and the end says nothing about it", async () => {
  const { fatima, amina } = await aSharedPhone();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await amina.answer("W8", "nice");
  await amina.answer("G5", "no");
  await amina.extra("skip");
  expect(amina.last()).toContain(t()("checkin:question.G9.prompt"));
  await amina.answer("G9", "someoneElse");
  expect(await answersOf(walk, amina)).toMatchObject({ G9: ["someoneElse"] });
  expect(amina.last()).toBe(t()("checkin:end.shared", { when: t()("people:when.today") }));
  expectNothingHeavy(amina);

  await fatima.press("escalation:button.take");
  await fatima.press("escalation:button.view");
  const shown = () => fatima.phone.messages().filter((message) => message.protected);
  expect(fatima.last()).toBe(t()("escalation:askFirst"));
  expect(shown()).toEqual([]);
  expect(await deedsOf(walk, fatima)).not.toContain("openDetails");
  await fatima.press("escalation:button.show");
  expect(shown()).toHaveLength(1);
  expect(shown()[0]?.text).toContain(t()("checkin:question.G9.option.someoneElse"));
  expect(await deedsOf(walk, fatima)).toContain("openDetails");
  expectNothingHeavy(amina);
  await expect(walk.transcript()).toMatchFileSnapshot("chats/shared-phone-worry.chat.txt");
});

test("when all is fine a shared phone is not asked who answered", async () => {
  const { fatima, amina } = await aSharedPhone();
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "good");
  await amina.answer("T1", "fine");
  await amina.extra("skip");
  expect(amina.last()).toContain(t()("checkin:end.fine"));
  expect(Object.keys(await answersOf(walk, amina))).not.toContain("G9");
});
