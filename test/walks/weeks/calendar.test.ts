import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { alumnus, organisation } from "../../../src/db/schema/index.ts";
import { defaultMessageHours } from "../../../src/people/calendar/is-message-time.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { buttonsOf, deedsOf, forgeAction, lastCheckIn, startCheckIn, toast, watchFrom } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = (language: "nl" | "en" | "ar" = "nl") => walk.app.texts(language);
const school = async () => {
  const [row] = await walk.database.db
    .select()
    .from(organisation)
    .where(eq(organisation.id, walk.organisationId));
  return row;
};
const personOf = async ({ id }: Walker) => {
  const [row] = await walk.database.db.select().from(alumnus).where(eq(alumnus.id, id));
  return row;
};
const change = (values: Partial<typeof organisation.$inferInsert>) =>
  walk.database.db.update(organisation).set(values).where(eq(organisation.id, walk.organisationId));

async function aTeam(at = "2026-11-25T09:00") {
  walk = await startWalk({ at, school: "alone" });
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  return { carla, fatima };
}

describe("closed days", () => {
  test("have names; public holidays are shown, and the coordinator says on which of them school works", async () => {
    const { carla, fatima } = await aTeam();
    await carla.say("/dicht");
    expect(carla.last()).toContain("vrijdag 25 december – eerste kerstdag");
    await carla.press("people:duty.closed.close");
    await carla.say("21-12 t/m 3-1 Kerstvakantie");
    expect((await school())?.closedDays).toEqual([
      { from: "2026-12-21", until: "2027-01-03", name: "Kerstvakantie" },
    ]);
    expect(fatima.last()).toContain("zondag 3 januari 2027 – Kerstvakantie");
    await carla.say("/dicht");
    // It lies in the vacation now, and says nothing new.
    expect(carla.last()).not.toContain("eerste kerstdag");
    const kingsDay = t()("people:calendar.holiday.kingsDay");
    await carla.tap(t()("people:calendar.work", { name: kingsDay }));
    expect((await school())?.worksOnHolidays).toEqual(["kingsDay"]);
    expect(fatima.last()).toBe(t()("people:calendar.tell.work", { by: "Carla", name: kingsDay }));
    await carla.tap(t()("people:calendar.work", { name: kingsDay }));
    expect(toast(carla)).toBe(t()("people:duty.away.already"));
    const goodFriday = t()("people:calendar.holiday.goodFriday");
    await carla.tap(
      t()("people:calendar.close", {
        days: t()("people:calendar.named", { days: "26 mrt", name: goodFriday }),
      }),
    );
    expect((await school())?.closedDays).toContainEqual({
      from: "2027-03-26",
      until: "2027-03-26",
      name: "Goede Vrijdag",
    });
    await fatima.say("/closed");
    expect(buttonsOf(fatima)).toEqual([]);
    expect(fatima.last()).toContain("dinsdag 27 april 2027 – Koningsdag (school werkt gewoon)");
    await carla.say("/closed");
    await carla.tap(t()("people:calendar.rest", { name: kingsDay }));
    expect((await school())?.worksOnHolidays).toBeNull();
    await carla.tap("Toch open: 21 dec – 3 jan – Kerstvakantie");
    expect((await school())?.closedDays).toMatchObject([{ name: "Goede Vrijdag" }]);
    expect(await deedsOf(walk, carla)).toContain("setHolidays");
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/closed-named.chat.txt");
  });

  test.each([
    ["26-3 t/m pasen", "people:duty.away.unclear"],
    ["31-11 studiedag", "people:duty.noSuchDay"],
    ["2-11 studiedag", "people:duty.past"],
    ["x".repeat(5000), "people:duty.away.unclear"],
  ] as const)("typed wrong (%s) are asked for again, and nothing is lost", async (typed, key) => {
    const { carla } = await aTeam();
    await carla.say("/closed");
    await carla.press("people:duty.closed.close");
    await carla.say(typed);
    expect(carla.last()).toBe(t()(key));
    await carla.say("1-12: studiedag 2");
    expect((await school())?.closedDays).toEqual([
      { from: "2026-12-01", until: "2026-12-01", name: "studiedag 2" },
    ]);
  });

  test("a forged holiday button changes nothing", async () => {
    const { carla, fatima } = await aTeam();
    await forgeAction(fatima, { do: "holiday", which: "kingsDay", to: "work" });
    expect(toast(fatima)).toBe(t()("people:duty.notYours"));
    await forgeAction(fatima, { do: "holiday", which: "goodFriday", to: "close" });
    expect(toast(fatima)).toBe(t()("people:duty.notYours"));
    await forgeAction(carla, { do: "holiday", which: "sinterklaas", to: "work" });
    expect(toast(carla)).toBe(t()("people:duty.old"));
    expect(await school()).toMatchObject({ worksOnHolidays: null, closedDays: null });
  });
});

describe("nobody is at work on a public holiday", () => {
  test("and who writes on the evening before Christmas reads when somebody is there again", async () => {
    walk = await startWalk({ at: "2026-12-24T18:00" });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima);
    await amina.say("ik zit een beetje vast");
    const when = t()("people:when.at", { moment: "maandag 08:00" });
    expect(amina.last()).toBe(t()("checkin:flow.unasked", { worker: "Fatima", when }));
  });

  test("and before a vacation nobody starts a check-in that would be read after it", async () => {
    walk = await startWalk({ at: "2026-12-18T17:30" });
    const fatima = await walk.caseWorker("Fatima de Vries");
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await change({ closedDays: [{ from: "2026-12-19", until: "2027-01-03", name: "Kerstvakantie" }] });
    await fatima.say("/checkin");
    await fatima.tap("Amina Jansen");
    expect(fatima.last()).toBe(t()("telegram:checkIn.refused.nobodySoon", { name: "Amina" }));
    expect(amina.read()).not.toContain(t()("checkin:flow.openAnswer.yes"));
  });
});

test("a yes that comes in a vacation waits until somebody is there, and what was begun goes on", async () => {
  walk = await startWalk({ at: "2026-12-18T11:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const sem = await walk.alumnus("Sem", fatima, { situation: "work_regular" });
  await change({ closedDays: [{ from: "2026-12-19", until: "2027-01-03", name: "Kerstvakantie" }] });
  for (const one of [amina, sem]) {
    await fatima.say("/checkin");
    await fatima.tap(`${one.name} Jansen`);
  }
  await sem.press("checkin:flow.openAnswer.yes");
  await walk.pass({ days: 5 });
  walk.note("the vacation");
  await amina.press("checkin:flow.openAnswer.yes");
  const moment = "maandag 4 januari om 08:00";
  expect(amina.last()).toBe(t()("checkin:flow.nobodySoon", { moment }));
  expect(toast(amina)).toBe("");
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "paused", openedAt: null });
  await sem.answer("G1", "okay");
  expect(sem.last()).toContain("Klopt dit nog");
  await amina.say("ik ben een beetje alleen");
  expect(amina.last()).toContain("maandag 4 januari");
  await walk.pass({ days: 13 });
  await amina.press("checkin:flow.openAnswer.yes");
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "open" });
  await amina.answer("G1", "good");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/yes-in-vacation.chat.txt");
});

describe("the own time", () => {
  test("is the young person's to say, in three taps, and questions keep to it", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await change({ messageHours: { ...defaultMessageHours, saturday: true } });
    await watchFrom(walk, fatima, amina, amsterdam("2026-11-26T11:00"));
    await amina.say("/mytime");
    await amina.press("people:calendar.time.after18");
    await amina.press("people:calendar.time.weekdays");
    await amina.press("people:calendar.time.planned");
    expect(await personOf(amina)).toMatchObject({
      ownTime: { from: "18:00", saturday: false },
      rhythm: "planned",
    });
    const time = "vanaf 18:00, maandag tot en met vrijdag, zo vaak als gepland";
    expect(amina.last()).toBe(t()("people:calendar.time.saved", { time }));
    await amina.say("/mytime");
    expect(amina.last()).toContain(t()("people:calendar.time.now", { time }));
    const asked = t()("checkin:flow.openingFor.firstWeek", { name: "Amina", worker: "Fatima" });
    await walk.pass({ hours: 30 });
    expect(amina.read()).not.toContain(asked);
    // The questions of today came so short a while ago that it is not tomorrow either.
    await walk.until("18:30");
    expect(amina.read()).not.toContain(asked);
    await walk.pass({ days: 1 });
    expect(amina.last()).toBe(asked);
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.see");
    expect(amina.read()).toContain("vanaf 18:00, maandag tot en met vrijdag");
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/own-time.chat.txt");
  });

  test("is asked without the Saturday where the school asks nobody then, and leaves out what it never does", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima);
    await change({ messageHours: { ...defaultMessageHours, until: "17:30" } });
    await amina.say("/mijntijd");
    expect(buttonsOf(amina)).toEqual([t()("people:calendar.time.any"), t()("people:calendar.time.after16")]);
    await amina.press("people:calendar.time.any");
    expect(amina.last()).toBe(t()("people:calendar.time.askRhythm"));
    await amina.press("people:calendar.time.planned");
    expect(amina.last()).toBe(
      t()("people:calendar.time.saved", {
        time: "elk moment overdag, maandag tot en met vrijdag, zo vaak als gepland",
      }),
    );
  });

  test.each(["en", "ar"] as const)("in %s", async (language) => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima, { language, languageCode: language });
    await amina.say("/help");
    await amina.say("/mytime");
    await amina.press("people:calendar.time.after16");
    await amina.press("people:calendar.time.less");
    expect(await personOf(amina)).toMatchObject({ ownTime: { from: "16:00" }, rhythm: "less" });
    await expect(walk.transcript()).toMatchFileSnapshot(`../chats/own-time-${language}.chat.txt`);
  });

  test("is asked in the middle of a question, which goes on after it", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await startCheckIn(fatima, amina);
    await amina.say("/mytime");
    await amina.press("people:calendar.time.any");
    await amina.answer("G1", "good");
    expect((await personOf(amina))?.ownTime).toEqual({ from: null, saturday: true });
    expect(amina.last()).toContain("Klopt dit nog");
  });

  test("is set by the case worker, too, and the young person hears it", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima);
    await forgeAction(fatima, { do: "person", alumnus: amina.id });
    await fatima.press("people:calendar.time.button");
    await fatima.press("people:calendar.time.after16");
    await fatima.press("people:calendar.time.less");
    const time = "vanaf 16:00, maandag tot en met vrijdag, minder vaak";
    expect(fatima.last()).toBe(t()("people:calendar.time.savedOf", { name: "Amina", time }));
    expect(amina.last()).toBe(t()("people:calendar.time.told", { worker: "Fatima", time }));
    expect(await deedsOf(walk, fatima)).toContain("setOwnTime");
    await expect(walk.transcript()).toMatchFileSnapshot("../chats/own-time-by-case-worker.chat.txt");
  });

  test("set on a Sunday night reaches the young person in the morning, once, and no question within two days of it", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
    await watchFrom(walk, fatima, amina, amsterdam("2026-11-30T10:30"));
    await walk.pass({ days: 4 });
    await walk.until("22:40");
    const set = async (from: "any" | "after16") => {
      await forgeAction(fatima, { do: "ownTime", alumnus: amina.id, set: from });
      await fatima.press("people:calendar.time.planned");
    };
    const before = amina.read();
    await set("after16");
    await set("any");
    expect((await personOf(amina))?.ownTime).toMatchObject({ from: null });
    await walk.until("09:55");
    expect(amina.read()).toBe(before);
    await walk.until("10:05");
    const time = "elk moment overdag, maandag tot en met vrijdag, zo vaak als gepland";
    const told = t()("people:calendar.time.told", { worker: "Fatima", time });
    expect(amina.read()).toBe(`${before}\n${told}`);
    await walk.pass({ days: 1 });
    await walk.until("09:55");
    expect(amina.last()).toBe(told);
    await walk.until("10:05");
    expect(amina.last()).toBe(t()("checkin:flow.openingFor.firstWeek", { name: "Amina", worker: "Fatima" }));
  });

  test("set at night is not read any more by whoever chose their own, or stopped, before the morning", async () => {
    const { fatima } = await aTeam("2026-11-25T22:40");
    const amina = await walk.alumnus("Amina", fatima);
    const sem = await walk.alumnus("Sem", fatima);
    for (const one of [amina, sem])
      await forgeAction(fatima, { do: "ownTime", alumnus: one.id, set: "less" });
    await amina.say("/mytime");
    await amina.press("people:calendar.time.after18");
    await amina.press("people:calendar.time.planned");
    await sem.say("/stop");
    await walk.until("10:05");
    for (const one of [amina, sem]) expect(one.read()).not.toContain("heeft genoteerd");
  });

  test("of somebody else is nobody's to say, and a button that we never made says so", async () => {
    const { carla, fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima);
    const sem = await walk.alumnus("Sem", fatima);
    await forgeAction(sem, { do: "ownTime", alumnus: amina.id, set: "less" });
    expect(toast(sem)).toBe(t()("people:calendar.time.old"));
    await forgeAction(carla, { do: "ownTime", alumnus: amina.id, set: "less" });
    expect(toast(carla)).toBe(t()("people:confirm.refused.notYours"));
    await amina.tapOld(`${encodeAction({ do: "ownTime", alumnus: amina.id, set: "less" })}z`, 1);
    expect(toast(amina)).toBe(t()("people:calendar.time.old"));
    expect(await personOf(amina)).toMatchObject({ ownTime: null, rhythm: "planned" });
  });

  test("goes with an erasure", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima);
    await amina.say("/mytime");
    await amina.press("people:calendar.time.after18");
    await amina.press("people:calendar.time.less");
    await amina.say("/mijngegevens");
    await amina.press("rights:menu.erase");
    await amina.press("rights:erase.eraseSure");
    await amina.press("rights:erase.eraseNow");
    expect(await personOf(amina)).toMatchObject({ ownTime: null, rhythm: "planned" });
  });
});
