import { and, eq, isNull } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { absence, caseWorker, onCallShift, organisation } from "../../../src/db/schema/index.ts";
import type { Action } from "../../../src/delivery/action.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { buttonsOf, deedsOf, forgeAction, messagesTo, startCheckIn, toast } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const t = () => walk.app.texts("nl");
const absences = () =>
  walk.database.db.select().from(absence).where(isNull(absence.endedAt)).orderBy(absence.createdAt);
const shifts = () =>
  walk.database.db.select().from(onCallShift).where(isNull(onCallShift.endedAt)).orderBy(onCallShift.fromAt);
const hoursOf = async ({ id }: Walker) =>
  (await walk.database.db.select().from(caseWorker).where(eq(caseWorker.id, id)))[0]?.hours;
const school = async () => {
  const [row] = await walk.database.db
    .select()
    .from(organisation)
    .where(eq(organisation.id, walk.organisationId));
  return row;
};

/** A Wednesday in November, with a coordinator and two case workers. */
async function aTeam(at = "2026-11-25T09:00") {
  walk = await startWalk({ at, school: "alone" });
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const joris = await walk.caseWorker("Joris Bakker");
  return { carla, fatima, joris };
}

test("an absence with a deputy: told beforehand and on the first morning, and the deputy looks after the people", async () => {
  const { fatima, joris } = await aTeam();
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/afwezig");
  await fatima.press("people:duty.away.other");
  await fatima.say("26 nov");
  await fatima.tap("Joris Bakker");
  expect(await absences()).toMatchObject([
    { caseWorkerId: fatima.id, fromDay: "2026-11-26", untilDay: "2026-11-26", deputyId: joris.id },
  ]);
  expect(await deedsOf(walk, fatima)).toContain("noteAbsence");
  expect(joris.last()).toBe(
    t()("escalation:deputy.noted", { name: "Fatima", days: "donderdag 26 november" }),
  );
  // Not yet: the deputy has a time.
  await joris.say("/checkin");
  expect(joris.last()).toBe(t()("telegram:checkIn.nobody"));
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "yes");
  await amina.answer("W1", "wantQuit");
  await fatima.press("escalation:button.take");
  await walk.until("07:00");
  // Nobody is rung before the day begins.
  expect(joris.read()).not.toContain("Jij vervangt Fatima.");
  await walk.until("08:00");
  expect(joris.read()).toContain("Fatima is er niet tot en met donderdag 26 november. Jij vervangt Fatima.");
  expect(joris.read()).toContain(t()("escalation:deputy.open", { name: "Fatima", count: 1 }));
  await walk.pass({ hours: 2 });
  expect(joris.read().split("Jij vervangt Fatima.")).toHaveLength(2);
  await joris.say("/checkin");
  expect(buttonsOf(joris)).toEqual(["Amina Jansen"]);
  await walk.until("07:00");
  await joris.say("/checkin");
  expect(joris.last()).toBe(t()("telegram:checkIn.nobody"));
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-absence.chat.txt");
});

test("away from now: the young person reads who stands in; called off, the deputy hears it", async () => {
  const { fatima, joris } = await aTeam();
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.say("/away");
  await fatima.press("people:duty.away.today");
  await fatima.tap("Joris Bakker");
  expect(joris.last()).toContain("Jij vervangt Fatima.");
  await amina.say("ik wil dood");
  expect(amina.read()).toContain("Joris (in plaats van Fatima)");
  // Sick all week after all: one absence.
  await fatima.say("/away");
  await fatima.press("people:duty.away.week");
  await fatima.press("people:duty.away.nobody");
  expect(await absences()).toMatchObject([{ fromDay: "2026-11-25", untilDay: "2026-11-27", deputyId: null }]);
  expect(fatima.last()).toContain(t()("people:duty.away.merged"));
  expect(joris.last()).toBe(t()("people:duty.away.noLonger", { name: "Fatima" }));
  await fatima.press("people:duty.away.undo");
  expect(fatima.last()).toBe(t()("people:duty.away.ended"));
  expect(await absences()).toEqual([]);
  await fatima.tap("Toch niet");
  expect(toast(fatima)).toBe(t()("people:duty.away.already"));
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-away-now.chat.txt");
});

test("a colleague who is sick is noted by the coordinator, and both hear of it", async () => {
  const { carla, fatima, joris } = await aTeam();
  await carla.say("/team");
  await carla.tap("Fatima de Vries");
  await carla.press("people:duty.team.awayOf");
  await carla.press("people:duty.away.tomorrow");
  expect(buttonsOf(carla)).toEqual(["Carla Mol", "Joris Bakker", "Niemand"]);
  await carla.tap("Joris Bakker");
  expect(fatima.last()).toContain("Carla heeft genoteerd dat je er niet bent: donderdag 26 november.");
  expect(joris.last()).toContain("Jij vervangt Fatima dan.");
  await walk.pass({ days: 1 });
  await carla.say("/team");
  expect(carla.last()).toContain(
    "Fatima de Vries · er niet tot en met donderdag 26 november · Joris vervangt",
  );
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-sick-colleague.chat.txt");
});

test("the rota: planned by the coordinator, taken over by a colleague, removed", async () => {
  const { carla, fatima, joris } = await aTeam();
  await carla.say("/dienst");
  await carla.press("people:duty.rota.plan");
  await carla.tap("Fatima de Vries");
  await carla.press("people:duty.rota.weekend");
  expect(fatima.last()).toContain("Carla heeft dienst voor je gepland: vrijdag 17:00 tot maandag 08:00.");
  await joris.say("/oncall");
  await joris.tap(t()("people:duty.rota.take", { name: "Fatima", day: "27 nov" }));
  expect(fatima.last()).toContain("Joris neemt je dienst over");
  expect(await shifts()).toMatchObject([{ caseWorkerId: joris.id }]);
  await carla.say("/oncall");
  await carla.press("people:duty.rota.plan");
  await carla.tap("Joris Bakker");
  await carla.press("people:duty.rota.other");
  await carla.say("za 12:00 - zo 12:00");
  expect(carla.last()).toBe(t()("people:duty.rota.already", { name: "Joris" }));
  await carla.say("1-12 17 uur");
  expect(carla.last()).toBe(t()("people:duty.rota.unclear"));
  await carla.say("1-12 17:00 - 8:00");
  expect(carla.last()).toContain(
    "Joris heeft dienst: dinsdag 1 december om 17:00 tot woensdag 2 december om 08:00.",
  );
  await carla.say("/oncall");
  await carla.tap(t()("people:duty.rota.cancel", { name: "Joris", day: "27 nov" }));
  expect(joris.last()).toContain("Carla heeft je dienst weggehaald");
  expect(await shifts()).toHaveLength(1);
  await walk.until("17:00");
  await walk.pass({ days: 6, hours: 1 });
  await carla.say("/team");
  expect(carla.last()).toContain("Joris Bakker · niet aan het werk · heeft dienst");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-rota.chat.txt");
});

test("closed days: the coordinator's alone, told to all, and the young person reads when somebody is there again", async () => {
  const { carla, fatima } = await aTeam();
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.say("/dicht");
  expect(buttonsOf(fatima)).toEqual([]);
  await carla.say("/dicht");
  await carla.press("people:duty.closed.close");
  await carla.say("kerst");
  expect(carla.last()).toBe(t()("people:duty.away.unclear"));
  await carla.say("26-11 t/m 27-11");
  expect((await school())?.closedDays).toEqual([{ from: "2026-11-26", until: "2026-11-27" }]);
  expect(fatima.last()).toContain("Carla heeft genoteerd dat school dicht is");
  await walk.until("17:30");
  await amina.say("ik heb even niks te doen");
  expect(amina.last()).toContain("maandag 08:00");
  await carla.say("/closed");
  await carla.tap(t()("people:duty.closed.reopen", { days: "26 nov – 27 nov" }));
  expect((await school())?.closedDays).toEqual([]);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-closed.chat.txt");
});

test("own hours: by a tap, typed, and typed wrong; as the school's again", async () => {
  const { fatima } = await aTeam();
  await fatima.say("/werktijden");
  await fatima.tap("woensdag");
  await fatima.press("people:duty.hours.off");
  await fatima.tap("vrijdag");
  await fatima.press("people:duty.hours.other");
  await fatima.say("negen tot vijf");
  expect(fatima.last()).toBe(t()("people:duty.hours.unclear"));
  await fatima.sticker();
  expect(fatima.last()).toBe(t()("people:duty.wordsOnly"));
  await fatima.say("9-12 en ".repeat(600));
  expect(fatima.last()).toBe(t()("people:duty.hours.unclear"));
  await fatima.say("9-15.30");
  expect(await hoursOf(fatima)).toMatchObject({ "3": [], "5": [{ from: "09:00", to: "15:30" }] });
  expect(fatima.last()).toContain("vrijdag: 09:00–15:30");
  // What comes now is no answer any more.
  await fatima.say("9-12");
  expect(fatima.last()).toBe(t()("telegram:staffWords"));
  await fatima.say("/werktijden");
  await fatima.press("people:duty.hours.school");
  expect(await hoursOf(fatima)).toBeNull();
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-hours.chat.txt");
});

describe("what is typed wrong loses nothing", () => {
  test.each([
    ["31-11", "people:duty.noSuchDay"],
    ["2-11 t/m 6-11", "people:duty.past"],
    ["2027-01-03 t/m 2026-12-21", "people:duty.backwards"],
    ["volgende week", "people:duty.away.unclear"],
    ["1-12-2026 t/m 1-1-2028", "people:duty.away.tooLong"],
  ] as const)("%s", async (typed, key) => {
    const { fatima } = await aTeam();
    await fatima.say("/away");
    await fatima.press("people:duty.away.other");
    await fatima.say(typed);
    expect(fatima.last()).toBe(t()(key));
    await fatima.say("21 dec - 3 jan");
    expect(fatima.last()).toContain("maandag 21 december tot en met zondag 3 januari 2027");
    await fatima.press("people:duty.away.nobody");
    expect(await absences()).toMatchObject([{ fromDay: "2026-12-21", untilDay: "2027-01-03" }]);
  });

  test("an answer after half an hour is none, and another command lets go", async () => {
    const { fatima } = await aTeam();
    await fatima.say("/away");
    await fatima.press("people:duty.away.other");
    await walk.pass({ minutes: 31 });
    await fatima.say("21 dec - 3 jan");
    expect(fatima.last()).toBe(t()("telegram:staffWords"));
    await fatima.say("/away");
    await fatima.press("people:duty.away.other");
    await fatima.say("/list");
    await fatima.say("21 dec - 3 jan");
    expect(fatima.last()).toBe(t()("telegram:staffWords"));
    expect(await absences()).toEqual([]);
  });
});

describe("a forged button", () => {
  const forged: readonly [string, (ids: { carla: string; joris: string }) => Action][] = [
    ["a colleague's hours", ({ joris }) => ({ do: "hours", person: joris, day: "1", to: "off" })],
    ["a colleague's hours in words", ({ joris }) => ({ do: "hours", person: joris, day: "1", to: "other" })],
    ["a colleague's absence", ({ joris }) => ({ do: "away", person: joris, days: "today" })],
    [
      "a colleague's absence with a deputy",
      ({ joris, carla }) => ({ do: "awayWith", person: joris, days: "261126_261127", deputy: carla }),
    ],
    [
      "a colleague's absence alone",
      ({ joris }) => ({ do: "awayAlone", person: joris, days: "261126_261127" }),
    ],
    ["the rota", ({ joris }) => ({ do: "planShift", person: joris, when: "weekend" })],
    ["whom to plan", () => ({ do: "rota", what: "plan0" })],
    ["closed days", () => ({ do: "closedDays", days: "ask" })],
    ["days to open", () => ({ do: "closedDays", days: "261126_261127" })],
    ["a colleague's page", ({ joris }) => ({ do: "colleague", person: joris })],
    ["an absence to end", ({ joris }) => ({ do: "back", absence: joris })],
    ["a turn to remove", ({ joris }) => ({ do: "shift", shift: joris, verb: "cancel" })],
  ];
  test.each(forged)("for %s is refused kindly and changes nothing", async (_, make) => {
    const { carla, fatima, joris } = await aTeam();
    const said = messagesTo(fatima).length;
    await forgeAction(fatima, make({ carla: carla.id, joris: joris.id }));
    expect(toast(fatima)).toBe(t()("people:duty.notYours"));
    expect(messagesTo(fatima)).toHaveLength(said);
    expect(await absences()).toEqual([]);
    expect(await shifts()).toEqual([]);
    expect(await hoursOf(joris)).toBeNull();
  });

  test("with days that do not exist, or oneself as a deputy, does nothing either", async () => {
    const { fatima } = await aTeam();
    await forgeAction(fatima, { do: "away", person: fatima.id, days: "261131_261201" });
    expect(toast(fatima)).toBe(t()("people:duty.old"));
    await forgeAction(fatima, { do: "planShift", person: fatima.id, when: "2611312500_2612010800" });
    expect(toast(fatima)).toBe(t()("people:duty.old"));
    await forgeAction(fatima, {
      do: "awayWith",
      person: fatima.id,
      days: "261126_261127",
      deputy: fatima.id,
    });
    expect(fatima.last()).toBe(t()("people:duty.away.selfDeputy"));
    await forgeAction(fatima, { do: "awayAlone", person: fatima.id, days: "261123_261124" });
    expect(fatima.last()).toBe(t()("people:duty.past"));
    expect(await absences()).toEqual([]);
  });

  test("of a young person goes nowhere", async () => {
    const { fatima } = await aTeam();
    const amina = await walk.alumnus("Amina", fatima);
    await forgeAction(amina, { do: "awayAlone", person: fatima.id, days: "261126_261127" });
    await forgeAction(amina, { do: "team", page: "0" });
    expect(await absences()).toEqual([]);
    expect(amina.read()).not.toContain("Carla");
  });
});

test("in English: an absence, the rota and own hours", async () => {
  walk = await startWalk({ at: "2026-11-25T09:00" });
  const carla = await walk.caseWorker("Carla Mol", { role: "coordinator" });
  const fatima = await walk.caseWorker("Fatima de Vries", { languageCode: "en" });
  const en = walk.app.texts("en");
  await fatima.say("/away");
  await fatima.tap(en("people:duty.away.other"));
  await fatima.say("21 Dec - 3 Jan");
  await fatima.tap("Carla Mol");
  expect(fatima.last()).toContain("Monday 21 December up to and including Sunday, 3 January 2027");
  await carla.say("/oncall");
  await carla.press("people:duty.rota.plan");
  await carla.tap("Fatima de Vries");
  await carla.press("people:duty.rota.tonight");
  expect(fatima.last()).toContain("Carla put you on call: Wednesday 17:00 until Thursday 08:00.");
  await fatima.say("/hours");
  await fatima.tap("Friday");
  await fatima.tap(en("people:duty.hours.off"));
  expect(fatima.last()).toContain("Friday: off");
  const [open] = await walk.database.db
    .select()
    .from(absence)
    .where(and(eq(absence.caseWorkerId, fatima.id), isNull(absence.endedAt)));
  expect(open?.deputyId).toBe(carla.id);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/duty-english.chat.txt");
});
