import { afterEach, expect, test } from "vitest";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk } from "../support/walk.ts";
import { countText, escalationOf, messagesTo, signalsOf, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const line = () => `1. 🟡 Amina · ${t()("escalation:today.why.blocked")}`;

async function blocked() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await amina.block();
  return { fatima, amina };
}
test("whoever blocks the bot is told to the case worker and stands on the list until a human dealt with it", async () => {
  const { fatima, amina } = await blocked();
  expect(countText(walk, fatima, "people:blocked.tellWorker", { name: "Amina" })).toBe(1);
  expect(await signalsOf(walk, amina)).toContainEqual(
    expect.objectContaining({ rule: "R10", severity: "attention" }),
  );
  await walk.pass({ days: 3 });
  await fatima.say("/list");
  expect(fatima.last()).toContain(line());
  expect((await escalationOf(walk, amina)).state).not.toBe("resolved");
  await fatima.tap(t()("escalation:today.open", { number: 1 }));
  for (const key of ["escalation:button.take", "escalation:button.reached", "escalation:outcome.helped"])
    await fatima.press(key);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "resolved", outcome: "helped" });
  await fatima.say("/list");
  expect(fatima.last()).toBe(t()("escalation:list.empty"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/alumnus-blocks.chat.txt");
});

test("who blocks the bot or stops in the evening rings no case worker's phone before the next morning at work", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const [amina, bo] = [await walk.alumnus("Amina", fatima), await walk.alumnus("Bo", fatima)];
  await walk.pass({ hours: 11 });
  await amina.block();
  await bo.say("stop");
  const told = () => [
    countText(walk, fatima, "people:blocked.tellWorker", { name: "Amina" }),
    countText(walk, fatima, "people:stop.tellWorker", { name: "Bo" }),
  ];
  expect(told()).toEqual([0, 0]);
  await walk.pass({ hours: 14 });
  expect(told()).toEqual([1, 1]);
});

test("a check-in to whoever blocked the bot is refused in words that say what to do", async () => {
  const { fatima, amina } = await blocked();
  const said = messagesTo(amina).length;
  await fatima.tapOld(encodeAction({ do: "startCheckIn", alumnus: amina.id }), 1);
  expect(fatima.last()).toBe(t()("telegram:checkIn.refused.blocked", { name: "Amina" }));
  expect(messagesTo(amina)).toHaveLength(said);
});

test("whoever unblocks the bot and writes is heard, and can get a check-in again", async () => {
  const { fatima, amina } = await blocked();
  await walk.pass({ days: 1 });
  await amina.unblock();
  await amina.say("Ik ben er weer, kun je me bellen?");
  expect(amina.last()).toBe(
    t()("checkin:flow.unasked", { worker: "Fatima", when: t()("people:when.today") }),
  );
  expect(await escalationOf(walk, amina)).toMatchObject({ wish: "message" });
  expect(fatima.read()).toContain(t()("escalation:wish.message"));
  await startCheckIn(fatima, amina);
  expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
  await expect(walk.transcript()).toMatchFileSnapshot("chats/alumnus-unblocks.chat.txt");
});

test("a bot that is blocked in the middle of a question keeps what was answered", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.block();
  await walk.pass({ days: 1 });
  await amina.unblock();
  await amina.answer("G2", "yes");
  expect(amina.last()).toContain(t()("checkin:question.W1.prompt"));
});

test("blocking and unblocking again and again tells the case worker each time and opens one case", async () => {
  const { fatima, amina } = await blocked();
  for (let round = 0; round < 3; round += 1) {
    await amina.unblock();
    await amina.block();
  }
  expect(countText(walk, fatima, "people:blocked.tellWorker", { name: "Amina" })).toBe(4);
  await escalationOf(walk, amina);
});

test("whoever blocked the bot before the case worker's yes is not said to take part without a word about it", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  await amina.press("people:link.okay");
  await amina.press("people:link.offerAnswer.yes");
  await amina.press("people:link.phoneAnswer.own");
  await amina.answer("G1", "good");
  await amina.block();
  await fatima.press("people:confirm.yes");
  await walk.pass({ hours: 1 });
  expect(countText(walk, fatima, "people:blocked.tellWorker", { name: "Amina" })).toBe(1);
  await fatima.say("/list");
  expect(fatima.last()).toContain(line());
});
