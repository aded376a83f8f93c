import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { contactRecord, escalation } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { deedsOf, escalationOf, forge, messagesTo, rings, startCheckIn, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

async function anUrgentOne() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  return { fatima, bart, carla, amina };
}
const t = () => walk.app.texts("nl");
const take = "escalation:button.take";
const undo = "escalation:button.undo";
const reached = "escalation:button.reached";

describe("undo", () => {
  const steps = [
    ["taking it", [take]],
    ["reaching the person", [take, reached]],
    ["not reaching the person", [take, "escalation:button.notReached"]],
    ["planning", [take, "escalation:button.notReached", "escalation:button.tonight"]],
    ["an outcome", [take, reached, "escalation:outcome.helped"]],
  ] as const;

  test.each(steps)("takes %s back for ten minutes", async (_, presses) => {
    const { fatima, amina } = await anUrgentOne();
    for (const key of presses.slice(0, -1)) await fatima.press(key);
    const before = await escalationOf(walk, amina);
    await fatima.press(presses.at(-1) ?? take);
    expect(await escalationOf(walk, amina)).not.toEqual(before);
    await walk.pass({ minutes: 9 });
    await fatima.press(undo);
    expect(toast(fatima)).toBe(t()("escalation:undo.done"));
    expect(await escalationOf(walk, amina)).toMatchObject({ ...before, personToldAt: expect.anything() });
  });

  test.each(steps)("refuses to take %s back after ten minutes", async (_, presses) => {
    const { fatima, amina } = await anUrgentOne();
    for (const key of presses) await fatima.press(key);
    const before = await escalationOf(walk, amina);
    await walk.pass({ minutes: 11 });
    await fatima.press(undo);
    expect(toast(fatima)).toBe(t()("escalation:undo.tooLate"));
    expect(await escalationOf(walk, amina)).toEqual(before);
  });

  test("takes a contact back that was recorded by mistake", async () => {
    const { fatima } = await anUrgentOne();
    await fatima.press(take);
    await fatima.press(reached);
    await fatima.press(undo);
    const rows = await walk.database.db.select().from(contactRecord);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.undoneAt).not.toBeNull();
  });

  test("takes an outcome back although a note was typed", async () => {
    const { fatima, amina } = await anUrgentOne();
    for (const key of [take, reached, "escalation:outcome.helped"]) await fatima.press(key);
    await fatima.say("Alles is goed.");
    await fatima.press(undo);
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "contacted" });
  });

  test("takes it back although the young person went on answering", async () => {
    const { fatima, amina } = await anUrgentOne();
    await fatima.press(take);
    await amina.answer("W8", "conflict");
    await fatima.press(undo);
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
  });
});

describe("whoever takes it next tells the young person who they are", () => {
  const told = (amina: Walker, worker: string) =>
    amina.read().split(t()("escalation:person.seen", { worker })).length - 1;

  test("after it came back to others; who takes it again has told it", async () => {
    const { fatima, bart, amina } = await anUrgentOne();
    await fatima.press(take);
    await walk.pass({ days: 2, hours: 1 });
    expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
    await fatima.press(take);
    expect(told(amina, "Fatima")).toBe(1);
    await walk.pass({ days: 3 });
    await bart.press(take);
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: bart.id });
    expect(told(amina, "Bart")).toBe(1);
    expect(amina.last()).toBe(t()("escalation:person.seen", { worker: "Bart" }));
  });

  test("after it was taken by mistake", async () => {
    const { fatima, bart, amina } = await anUrgentOne();
    await fatima.press(take);
    await fatima.press(undo);
    await walk.pass({ hours: 3 });
    await bart.press(take);
    expect(told(amina, "Fatima")).toBe(1);
    expect(told(amina, "Bart")).toBe(1);
  });

  test("with one message, when they take it by beginning to write", async () => {
    const { fatima, bart, amina } = await anUrgentOne();
    await walk.pass({ hours: 2 });
    await bart.press(take);
    await bart.press(undo);
    expect(told(amina, "Bart")).toBe(1);
    await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
    expect(await escalationOf(walk, amina)).toMatchObject({ ownerId: fatima.id });
    expect(amina.last()).toBe(t()("talk:begun", { worker: "Fatima" }));
    expect(told(amina, "Fatima")).toBe(0);
  });
});

test("of two who take it at once one gets it, and the other is told by whom", async () => {
  const { fatima, bart, amina } = await anUrgentOne();
  await walk.pass({ hours: 2 });
  expect(rings(walk, bart)).toBe(1);
  fatima.phone.tap(t()(take));
  bart.phone.tap(t()(take));
  await walk.settle();
  const row = await escalationOf(walk, amina);
  const [winner, loser, name] = row.ownerId === bart.id ? [bart, fatima, "Bart"] : [fatima, bart, "Fatima"];
  expect(row).toMatchObject({ state: "acknowledged", ownerId: winner.id });
  expect(toast(loser)).toBe(t()("escalation:refused.takenByOther", { worker: name }));
});

test("details vanish after fifteen minutes, and opening them is in the log", async () => {
  const { fatima } = await anUrgentOne();
  await fatima.press(take);
  await fatima.press("escalation:button.view");
  const details = () => fatima.phone.messages().filter((message) => message.protected);
  expect(details()).toHaveLength(1);
  expect(details()[0]?.text).toContain(t()("checkin:question.W1.option.wantQuit"));
  expect(await deedsOf(walk, fatima)).toContain("openDetails");
  await walk.pass({ minutes: 14 });
  expect(details()[0]?.deleted).toBeFalsy();
  await walk.pass({ minutes: 1 });
  expect(details()[0]?.deleted).toBe(true);
});

test("details stay closed to colleagues who did not take it and to the coordinator", async () => {
  const { fatima, bart, carla, amina } = await anUrgentOne();
  await walk.pass({ hours: 2 });
  const { id } = await escalationOf(walk, amina);
  await fatima.press(take);
  for (const one of [bart, carla])
    for (const verb of ["view", "reveal"] as const) {
      const before = messagesTo(one).length;
      await forge(one, id, verb);
      expect(toast(one)).toBe(t()("escalation:refused.notYours"));
      expect(messagesTo(one)).toHaveLength(before);
      expect(await deedsOf(walk, one)).not.toContain("openDetails");
    }
});

test("a young person cannot press a case worker's button", async () => {
  const { amina } = await anUrgentOne();
  const before = await escalationOf(walk, amina);
  for (const verb of ["take", "view", "reveal", "helped", "undo"] as const)
    await forge(amina, before.id, verb);
  expect(await escalationOf(walk, amina)).toEqual(before);
  expect(amina.phone.messages().some((message) => message.protected)).toBe(false);
});

test("an escalation that a colleague took and whose outcome nobody records comes back when the colleague is gone", async () => {
  const { fatima, bart, amina } = await anUrgentOne();
  await walk.pass({ hours: 2 });
  await bart.press(take);
  await bart.press(reached);
  await bart.block();
  const before = rings(walk, fatima);
  await walk.pass({ days: 7 });
  expect(rings(walk, fatima)).toBeGreaterThan(before);
  const [row] = await walk.database.db.select().from(escalation).where(eq(escalation.personId, amina.id));
  expect(row?.state).not.toBe("resolved");
});

test('after "no note" a typed line is no note', async () => {
  const { fatima, amina } = await anUrgentOne();
  for (const key of [take, reached, "escalation:outcome.helped", "escalation:button.noNote"])
    await fatima.press(key);
  await fatima.say("Bel de garage over mijn fiets");
  expect((await escalationOf(walk, amina)).note).toBeNull();
});
