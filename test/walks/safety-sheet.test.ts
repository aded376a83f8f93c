import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { organisation, safetySheet } from "../../src/db/schema/index.ts";
import { findReadiness } from "../../src/people/reach/find-readiness.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../support/walk.ts";
import { checkInsOf, escalationOf, lastCheckIn, messagesTo, rings, startCheckIn, toast } from "./look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");
const sheets = () =>
  walk.database.db
    .select()
    .from(safetySheet)
    .where(eq(safetySheet.organisationId, walk.organisationId))
    .orderBy(asc(safetySheet.seq));
const readiness = () => findReadiness({ db: walk.database.db, now: walk.clock.now() }, walk.organisationId);

async function aNewSchool() {
  walk = await startWalk({ at: "2026-11-24T13:00", school: "notReady" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  return { fatima, carla };
}

test("a coordinator reads the proposed numbers, changes them, adds one and signs: only then it counts", async () => {
  const { carla } = await aNewSchool();
  await carla.say("/veiligheid");
  expect(carla.last()).toContain(t()("people:safety.unsigned"));
  expect(await readiness()).toMatchObject({ reasons: ["noSafetySheet"] });
  await carla.press("people:safety.button.change");
  await carla.tap(t()("people:number.ownDoctor"));
  await carla.sticker();
  expect(carla.last()).toBe(t()("people:safety.notANumber"));
  await carla.say("bel maar");
  expect(carla.last()).toBe(t()("people:safety.notANumber"));
  await carla.say("0900 - 12 34 567");
  expect(carla.last()).toContain("0900 - 12 34 567");
  await carla.press("people:safety.button.add");
  await carla.say("Schoolteam 013-1234567");
  expect(carla.last()).toContain(t()("people:safety.notOwn"));
  await carla.say("Schoolteam: 013-1234567 (09:00-17:00)");
  await carla.press("people:safety.button.onCall");
  expect(await sheets()).toHaveLength(0);
  await carla.press("people:safety.button.sign");
  expect(carla.last()).toBe(t()("people:safety.done", { until: "24 november 2027" }));
  const [sheet] = await sheets();
  expect(sheet).toMatchObject({ onCall: "rota", checkedBy: carla.id });
  expect(sheet?.numbers).toContainEqual({
    kind: "own",
    name: "Schoolteam",
    number: "013-1234567",
    hours: "09:00–17:00",
  });
  expect(await readiness()).toMatchObject({ reasons: [] });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/safety-sheet.chat.txt");
});

test("a card that is scanned before the school is ready brings no question about how somebody is", async () => {
  const { fatima } = await aNewSchool();
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await amina.start(amina.token);
  await amina.tap("Nederlands");
  for (const key of ["people:link.okay", "people:link.offerAnswer.yes", "people:link.phoneAnswer.own"])
    await amina.press(key);
  expect(amina.last()).toBe(t()("people:link.waiting", { worker: "Fatima" }));
  await amina.say("hoi");
  expect(amina.read()).not.toContain(t()("checkin:question.G1.prompt"));
  // What is said unasked is heard, ready or not.
  await amina.say("ik wil dood");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
});

test("in a vacation a scanned card brings no question either, and the one that was asked is not repeated", async () => {
  walk = await startWalk({ at: "2026-12-17T16:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const closedDays = [{ from: "2026-12-19", until: "2027-01-03" }];
  await walk.database.db
    .update(organisation)
    .set({ closedDays })
    .where(eq(organisation.id, walk.organisationId));
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  const goTo = async (one: Walker) => {
    await one.start(one.token);
    await one.tap("Nederlands");
    for (const key of ["people:link.okay", "people:link.offerAnswer.yes", "people:link.phoneAnswer.own"])
      await one.press(key);
  };
  await goTo(amina);
  expect(amina.last()).toContain(t()("checkin:question.G1.prompt"));
  await walk.pass({ days: 3 });
  await goTo(bilal);
  expect(bilal.last()).toBe(t()("people:link.waiting", { worker: "Fatima" }));
  await amina.say("hoi");
  expect(amina.last()).toBe(t()("people:link.waiting", { worker: "Fatima" }));
  // The button that was sent counts all the same.
  await amina.answer("G1", "cantGoOn");
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
});

test("an attention officer may sign, a case worker reads and may not, whatever button is forged", async () => {
  const { fatima } = await aNewSchool();
  const omar = await walk.caseWorker("Omar Demir", { role: "attentionOfficer" });
  await fatima.say("/safety");
  expect(fatima.last()).toContain(t()("people:safety.notYours"));
  await omar.say("/veiligheid");
  const buttons = omar.phone.lastBotMessage()?.buttons?.flat() ?? [];
  const sign = buttons.find(({ text }) => text === t()("people:safety.button.sign"));
  await fatima.tapOld(sign?.data ?? "", fatima.phone.lastBotMessage()?.id ?? 1);
  expect(toast(fatima)).toBe(t()("people:safety.notYours"));
  expect(await sheets()).toHaveLength(0);
  await omar.press("people:safety.button.sign");
  expect(await sheets()).toHaveLength(1);
});

test("a signature is for what was read: a button from before a change signs nothing", async () => {
  const { carla } = await aNewSchool();
  await carla.say("/veiligheid");
  const first = carla.phone.lastBotMessage();
  await carla.press("people:safety.button.sign");
  await carla.press("people:safety.button.onCall");
  await carla.press("people:safety.button.sign");
  expect(await sheets()).toHaveLength(2);
  const sign = first?.buttons?.flat().find(({ text }) => text === t()("people:safety.button.sign"));
  await carla.tapOld(sign?.data ?? "", first?.id ?? 1);
  expect(await sheets()).toHaveLength(2);
  expect(carla.read()).toContain(t()("people:safety.stale"));
  await carla.tapOld(encodeAction({ do: "safety", what: "pick", value: "99_1_own" }), first?.id ?? 1);
  expect(carla.read().split(t()("people:safety.stale"))).toHaveLength(3);
});

test("a school without a sheet opens no check-in and says kindly why; who writes in danger is heard all the same", async () => {
  const { fatima, carla } = await aNewSchool();
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(fatima.last()).toContain(t()("telegram:checkIn.refused.notReady", { name: "Amina" }));
  expect(fatima.last()).toContain(t()("telegram:checkIn.missing.noSafetySheet"));
  expect(await checkInsOf(walk, amina)).toHaveLength(1);
  await amina.say("ik wil dood");
  expect(amina.last()).toContain("112");
  expect(amina.last()).toContain("113");
  for (const one of [fatima, carla]) expect(rings(walk, one)).toBe(1);
  expect(await escalationOf(walk, amina)).toMatchObject({ severity: "crisis" });
  await expect(walk.transcript()).toMatchFileSnapshot("chats/school-not-ready.chat.txt");
});

test("one reachable colleague is not enough", async () => {
  walk = await startWalk({ at: "2026-11-24T13:00", school: "alone" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  await walk.alumnus("Amina", fatima);
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(fatima.last()).toContain(t()("telegram:checkIn.missing.tooFewReachable"));
  await walk.caseWorker("Bart Smit");
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  expect(fatima.last()).toBe(t()("telegram:checkIn.started", { name: "Amina" }));
});

test("a year after the check nothing new opens, what runs goes on, and the reminders came in time", async () => {
  walk = await startWalk({ at: "2026-11-24T09:30" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const yara = await walk.alumnus("Yara", fatima);
  const began = walk.clock.now().getTime();
  const onDay = async (day: number) => {
    walk.clock.moveTo(new Date(began + day * 86_400_000));
    await walk.app.tick();
    await walk.settle();
  };
  const reminded = (who: Walker) =>
    messagesTo(who).filter(({ text }) => text?.includes("eiligheidsblad van De Linde")).length;
  const counts: number[] = [];
  // Day 336 is a Tuesday, 26 October 2027; the check counts until day 365.
  for (const day of [200, 333, 336, 337, 343]) {
    await onDay(day);
    counts.push(reminded(carla));
  }
  expect(counts).toEqual([0, 0, 1, 1, 2]);
  expect(reminded(fatima)).toBe(0);
  await onDay(363);
  await yara.say("hoi");
  await startCheckIn(fatima, amina);
  await onDay(366);
  expect(await readiness()).toMatchObject({ reasons: ["safetySheetTooOld"] });
  await amina.answer("G1", "good");
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open", awaiting: "G2" });
  await fatima.say("/checkin");
  await fatima.tap("Yara Jansen");
  expect(fatima.last()).toContain(t()("telegram:checkIn.missing.safetySheetTooOld"));
});

test("a yes to an invitation of days ago opens nothing where too few can be reached by now", async () => {
  walk = await startWalk({ at: "2026-11-24T13:00", school: "alone" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  await bart.block();
  await amina.press("checkin:flow.openAnswer.yes");
  expect(amina.last()).toBe(t()("checkin:flow.nobodyYet"));
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "paused" });
});
