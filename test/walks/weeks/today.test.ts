import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { absence, caseWorker, contactRecord } from "../../../src/db/schema/index.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { deedsOf, escalationOf, escalationsOf, messagesTo, startCheckIn, toast, wordsOf } from "../look.ts";

let walk: Walk;
/** Where the transcript of what a test is about begins. */
let from = 0;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const call = (number: number) => t()("escalation:today.call", { number });
const write = (number: number) => t()("escalation:today.write", { number });
const open = (number: number) => t()("escalation:today.open", { number });
const read = (number: number) => t()("escalation:today.read", { number });
const labels = ({ phone }: Walker) =>
  (phone.lastBotMessage()?.buttons ?? []).map((row) => row.map(({ text }) => text));
const contacts = () => walk.database.db.select().from(contactRecord);

/** Sem is fine and wrote what there is to be proud of: words to read, and nothing handed to humans. */
async function somethingNice(fatima: Walker): Promise<Walker> {
  const sem = await walk.alumnus("Sem", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, sem);
  await sem.answer("G1", "good");
  await sem.answer("G2", "yes");
  await sem.answer("W1", "good");
  await sem.answer("T1", "fine");
  await sem.say("Ik heb mijn rijbewijs!");
  return sem;
}

/** Amina is urgent, Daan wants a call, Sem wrote something nice, Noor is somebody a colleague has. */
async function aMorning() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const sem = await somethingNice(fatima);
  const daan = await walk.alumnus("Daan", fatima);
  await daan.say("Kan iemand mij een keer bellen?");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  from = walk.transcript().length;
  return { fatima, bart, sem, daan, amina };
}

test("one screen shows who needs the case worker, why and since when, each person once, the most serious first", async () => {
  const { fatima, amina } = await aMorning();
  await walk.alumnus("Noor", fatima);
  await fatima.say("/vandaag");
  const lines = fatima
    .last()
    .split("\n")
    .filter((line) => /^\d\./.test(line));
  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^1\. 🟠 Amina · werk/u);
  expect(lines[1]).toMatch(/^2\. 🟡 Daan · wil een bericht · 1 om te lezen/u);
  expect(lines[2]).toMatch(/^3\. 📨 Sem · 1 om te lezen/u);
  expect(fatima.last()).toContain(t()("escalation:today.rest", { n: 1 }));
  expect(fatima.last()).not.toMatch(/rijbewijs|stoppen/i);
  expect(labels(fatima)).toEqual([
    [call(1), write(1), open(1)],
    [call(2), write(2), open(2)],
    [call(3), write(3), read(3)],
  ]);

  walk.note("Fatima calls Amina: one tap shows the number and takes it");
  await fatima.tap(call(1));
  const shown = messagesTo(fatima).filter((one) => one.protected);
  expect(shown.map(({ text }) => text).join()).toContain("06-12345678");
  expect(await deedsOf(walk, fatima)).toContain("openContact");
  expect(await escalationOf(walk, amina)).toMatchObject({ state: "acknowledged", ownerId: fatima.id });
  await fatima.press("escalation:button.reached");
  await fatima.press("escalation:outcome.helped");
  expect(await contacts()).toMatchObject([{ personId: amina.id, result: "reached" }]);

  walk.note("what Sem wrote is read from the screen");
  await fatima.say("/lijst");
  await fatima.tap(read(2));
  expect(fatima.read()).toContain("rijbewijs");
  await walk.pass({ minutes: 15 });
  expect(messagesTo(fatima).filter((one) => one.protected && !one.deleted)).toEqual([]);
  await fatima.say("/vandaag");
  expect(fatima.last()).not.toMatch(/Sem|Amina/);
  await expect(walk.transcript().slice(from)).toMatchFileSnapshot("../chats/today.chat.txt");
});

test("what a colleague took is off the screen, and cannot be called or written to from an old button", async () => {
  const { fatima, bart, amina } = await aMorning();
  await walk.pass({ hours: 2 });
  await bart.press("escalation:button.take");
  await fatima.say("/vandaag");
  expect(fatima.last()).not.toContain("Amina");
  for (const action of ["call", "message"] as const) {
    const step =
      action === "call"
        ? ({ do: action, step: "number" } as const)
        : ({ do: action, step: "write" } as const);
    await fatima.tapOld(encodeAction({ ...step, alumnus: amina.id }), 1);
    expect(toast(fatima)).toBe(t()("escalation:refused.takenByOther", { worker: "Bart" }));
    await amina.tapOld(encodeAction({ ...step, alumnus: amina.id }), 1);
  }
  expect(messagesTo(fatima).some((one) => one.protected)).toBe(false);
  expect(messagesTo(amina).some(({ text }) => text?.includes("06-"))).toBe(false);
});

test("what there is to do for somebody stays on the screen while a colleague has their alert", async () => {
  const { fatima, bart, amina } = await aMorning();
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "contractEnd" }), 1);
  await fatima.say("1-2-2027");
  await walk.pass({ hours: 2 });
  await bart.press("escalation:button.take");
  await fatima.say("/vandaag");
  const line = fatima
    .last()
    .split("\n")
    .find((one) => one.includes("Amina"));
  expect(line).toContain(t()("programme:task.why.contractEnd"));
  expect(line).toContain(t()("escalation:today.why.alertWith", { worker: "Bart" }));
  expect(line).not.toContain("🟠");
  // Calling and writing are Bart's.
  expect(labels(fatima).flat()).toContain(t()("escalation:today.do", { number: 3 }));
  expect(labels(fatima)).not.toContainEqual(expect.arrayContaining([call(3)]));
  await bart.press("escalation:button.reached");
  await bart.press("escalation:outcome.helped");
  await fatima.say("/vandaag");
  expect(fatima.last()).toContain(t()("programme:task.why.contractEnd"));
  expect(fatima.last()).not.toContain(t()("escalation:today.why.alertWith", { worker: "Bart" }));
});

test("in English the same screen; with more than six people there is a next page", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries", { languageCode: "en" });
  const names = ["Ali", "Bea", "Cas", "Daan", "Emma", "Femke", "Gijs", "Hugo"];
  for (const [index, name] of names.entries()) {
    const one = await walk.alumnus(name, fatima, index === 7 ? { language: "en" } : {});
    await one.say("hoi");
  }
  const en = walk.app.texts("en");
  await fatima.say("/today");
  expect(fatima.last()).toContain(en("escalation:list.title", { count: 8 }));
  expect(labels(fatima)).toHaveLength(7);
  await fatima.tap(en("escalation:today.more", { n: 2 }));
  expect(fatima.last()).toContain("7. 🟡 Gijs");
  expect(labels(fatima)).toHaveLength(2);
  await fatima.tapOld(encodeAction({ do: "today", page: "40" }), 1);
  expect(fatima.last()).toContain("1. 🟡 Ali");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/today-en.chat.txt");
});

test("a call about nothing that was handed on is one tap to note", async () => {
  const { fatima, sem } = await aMorning();
  await fatima.say("/vandaag");
  await fatima.tap(call(3));
  expect(await escalationsOf(walk, sem)).toEqual([]);
  await fatima.press("escalation:button.notReached");
  expect(toast(fatima)).toBe(t()("escalation:today.noted"));
  expect(await contacts()).toMatchObject([{ personId: sem.id, escalationId: null, result: "notReached" }]);
});

describe("the morning digest", () => {
  test("comes once at the start of one's own day, says what waits, and is not there when nothing is open", async () => {
    const { fatima, bart } = await aMorning();
    await walk.database.db
      .update(caseWorker)
      .set({ hours: { "3": [{ from: "10:00", to: "14:00" }] } })
      .where(eq(caseWorker.id, fatima.id));
    const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
    const before = messagesTo(bart).length;
    await walk.until("08:00");
    expect(fatima.last()).not.toContain("Goedemorgen");
    expect(carla.last()).toContain("Goedemorgen Carla.");
    expect(carla.last()).toContain(t()("escalation:today.overview.untaken", { n: 3 }));
    expect(
      messagesTo(bart)
        .slice(before)
        .some(({ text }) => text?.startsWith("Goedemorgen")),
    ).toBe(false);
    await walk.until("08:00");
    await walk.until("11:00");
    const digests = () => messagesTo(fatima).filter(({ text }) => text?.startsWith("Goedemorgen Fatima."));
    expect(digests()).toHaveLength(1);
    expect(digests()[0]?.text).toContain("1 dringend · 1 om te bellen · 1 om te lezen");
    await walk.until("13:00");
    expect(digests()).toHaveLength(1);
    await expect(walk.transcript().slice(from)).toMatchFileSnapshot("../chats/digest.chat.txt");
  });

  test("does not come to who is away: the deputy has their people on the screen, and may read and call", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const bart = await walk.caseWorker("Bart Smit");
    const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
    const sem = await somethingNice(fatima);
    const away = {
      id: crypto.randomUUID(),
      caseWorkerId: fatima.id,
      createdAt: walk.clock.now(),
      madeBy: carla.id,
    };
    const days = { fromDay: "2026-11-24", untilDay: "2026-11-25" };
    await walk.database.db.insert(absence).values({ ...away, ...days, deputyId: bart.id });
    await walk.until("08:00");
    expect(fatima.read()).not.toContain("Goedemorgen");
    expect(bart.last()).toContain(`Sem · ${t()("escalation:today.why.overdue")} · van Fatima, jij vervangt`);
    await bart.tapOld(encodeAction({ do: "readWords", alumnus: sem.id }), 1);
    expect(bart.read()).toContain("rijbewijs");
    await walk.database.db.update(absence).set({ deputyId: null }).where(eq(absence.id, away.id));
    await bart.tapOld(encodeAction({ do: "call", alumnus: sem.id, step: "number" }), 1);
    expect(toast(bart)).toBe(t()("escalation:refused.notYours"));
    await walk.until("08:00");
    expect(carla.last()).toContain(t()("escalation:today.overview.noDeputy", { worker: "Fatima" }));
  });
});

describe("words that nobody has read by the time that the person was told", () => {
  test("go to the case worker as an alert when the day after begins, and stand in the coordinator's digest", async () => {
    walk = await startWalk();
    const fatima = await walk.caseWorker("Fatima de Vries");
    const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
    const sem = await somethingNice(fatima);
    await walk.until("16:59");
    expect(await escalationsOf(walk, sem)).toEqual([]);
    await walk.until("17:00");
    expect(await escalationOf(walk, sem)).toMatchObject({ severity: "attention", state: "open" });
    await walk.until("08:00");
    expect(await escalationOf(walk, sem)).toMatchObject({ state: "notified" });
    expect(carla.last()).toContain(t()("escalation:today.overview.overdue", { n: 1 }));
    await fatima.say("/vandaag");
    expect(fatima.last()).toContain(t()("escalation:today.why.overdue"));
    await fatima.tap(open(1));
    await fatima.press("escalation:button.take");
    await fatima.press("escalation:button.view");
    expect(fatima.read()).toContain(t()("escalation:details.rule.unread"));
    expect(fatima.read()).toContain("rijbewijs");
    expect(await wordsOf(walk, sem)).toMatchObject([{ readBy: fatima.id }]);
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/unread.chat.txt");
  });
});
