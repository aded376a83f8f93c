import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { contactRecord, talk } from "../../src/db/schema/index.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { escalationOf, eventsOf, rings, startCheckIn } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const contacts = () => walk.database.db.select().from(contactRecord);
/** [Bericht]: the talk opens, and what nobody has is taken with it. */
const open = (worker: Walker, person: Walker) =>
  worker.tapOld(encodeAction({ do: "message", alumnus: person.id, step: "write" }), 1);
async function talkWith({ id }: Walker) {
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, id));
  return row;
}

test("STOP before a human wrote a word is no contact: the crisis goes on to others in its time", async () => {
  walk = await startWalk({ at: "2026-11-24T23:05" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima);
  await amina.say("ik wil dood");
  await open(fatima, amina);
  await walk.pass({ minutes: 1 });
  await amina.say("kom je?");
  const taken = await escalationOf(walk, amina);
  expect(taken).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  await walk.pass({ minutes: 1 });
  await amina.say("stop");
  expect(await talkWith(amina)).toMatchObject({ state: "ended", endedBecause: "stopped" });
  expect(fatima.read()).toContain(t()("talk:stopped", { name: "Amina" }));
  expect(await contacts()).toEqual([]);
  expect(await eventsOf(walk, taken.id)).not.toContain("reached");
  expect(await escalationOf(walk, amina)).toMatchObject({
    state: "acknowledged",
    nextStepAt: taken.nextStepAt,
  });
  const before = rings(walk, bart);
  await walk.pass({ minutes: 29 });
  expect(rings(walk, bart)).toBe(before + 1);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/talk-stopped-unanswered.chat.txt");
});

test("words that were read and never answered are no contact when the talk ends by time: the deadline stays", async () => {
  walk = await startWalk({ at: "2026-11-27T10:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await open(fatima, amina);
  const taken = await escalationOf(walk, amina);
  expect(taken).toMatchObject({ severity: "urgent", state: "acknowledged", ownerId: fatima.id });
  await walk.pass({ minutes: 10 });
  await amina.say("Ik ga niet meer");
  await fatima.press("talk:button.read");
  await walk.pass({ days: 3, hours: 1 });
  expect(await talkWith(amina)).toMatchObject({ state: "ended", endedBecause: "quiet" });
  expect(await contacts()).toEqual([]);
  expect(await escalationOf(walk, amina)).toMatchObject({
    state: "acknowledged",
    nextStepAt: taken.nextStepAt,
  });
  const before = rings(walk, bart);
  await walk.pass({ days: 1 });
  expect(rings(walk, bart)).toBeGreaterThan(before);
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "notified", ownerId: null });
});

test.each(["has no chat", "blocked the robot"] as const)(
  "a talk is not given to a deputy who %s: it stays, the young person reads so, and others hear of it",
  async (how) => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const joris = await walk.caseWorker("Joris Bakker", { joined: how !== "has no chat" });
    const bart = await walk.caseWorker("Bart Smit");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    if (how === "blocked the robot") await joris.block();
    await open(fatima, amina);
    await fatima.say("Hoi Amina");
    const awayWith = { do: "awayWith", person: fatima.id, days: "261123_261127", deputy: joris.id } as const;
    await fatima.tapOld(encodeAction(awayWith), 1);
    await amina.say("Ik ben mijn baan kwijt");
    expect(await talkWith(amina)).toMatchObject({ state: "open", ownerId: fatima.id });
    expect(amina.read()).not.toContain(t()("talk:goesOn", { worker: "Joris" }));
    const when = t()("people:when.today");
    expect(amina.last()).toBe(t()("talk:elsewhere", { worker: "Fatima", when }));
    await walk.pass({ minutes: 2 });
    expect(await escalationOf(walk, amina)).toMatchObject({ wish: "read" });
    expect(bart.read()).toContain("Amina");
  },
);
