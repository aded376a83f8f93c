import { and, asc, eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { afterEach, expect, test } from "vitest";
import { recordContact } from "../../../src/contact/record-contact.ts";
import {
  alumnus,
  checkIn,
  cohort,
  cohortChange,
  contactMoment,
  enrolment,
  leadPeriod,
  organisation,
  regimeRecord,
  standing,
  task,
} from "../../../src/db/schema/index.ts";
import { noteOffer } from "../../../src/people/link/note-offer.ts";
import { lookAgain } from "../../../src/people/look-again.ts";
import { findCaseWorker, findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import { agreeOnMonths } from "../../../src/programme/agree-on-months.ts";
import { changeCohort } from "../../../src/programme/change-cohort.ts";
import type { Regime } from "../../../src/programme/decide-regime.ts";
import type { PartWish } from "../../../src/programme/lay-parts.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { setSilenceDays } from "../../../src/programme/set-silence-days.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { aSchool } from "../../support/people.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const klas = "Klas van '26";
const programme = (key: string) => findTemplate(key) as Programme;
const desk = () => ({ db: walk.database.db, now: walk.clock.now() });
const school = () => findOrganisation(walk.database.db, walk.organisationId);
const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };

async function aClass(key: string, at: string, names: readonly string[] = ["Amina"]) {
  // The rhythm is what is looked at: for half a year nobody takes what is raised meanwhile.
  walk = await startWalk({ at, leaves: ["nobodyReacts", "wordsLeft"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const people: Walker[] = [];
  for (const name of names)
    people.push(await walk.alumnus(name, fatima, { situation: "work_regular", linked: name !== "Bilal" }));
  await addCohort(desk(), await school(), {
    name: klas,
    ...days,
    programmes: [{ programme: programme(key) }],
  });
  await walk.pass({ minutes: 2 });
  return { fatima, people, amina: people[0] as Walker };
}

test("a rhythm that is agreed on for August changes nothing before it, whatever else is planned anew until then", async () => {
  const { amina } = await aClass("pro_three_moments", "2027-01-11T09:00");
  const planned = async () =>
    (
      await walk.database.db
        .select({
          occasion: contactMoment.occasion,
          fromDay: contactMoment.fromDay,
          state: contactMoment.state,
        })
        .from(contactMoment)
        .where(eq(contactMoment.alumnusId, amina.id))
        .orderBy(contactMoment.fromDay)
    ).filter(({ state }) => state === "planned");
  const spring = async () => (await planned()).filter(({ fromDay }) => fromDay < "2027-08-01");
  const before = await spring();
  expect(before.length).toBeGreaterThan(0);
  await changeCohort(desk(), await school(), klas, {
    ...{ programmes: [{ programme: programme("continuous_face") }], from: "2027-08-01" },
    why: "Vanaf het nieuwe schooljaar elke maand",
  });
  const autumn = (await planned()).filter(({ fromDay }) => fromDay >= "2027-08-01");
  expect(await spring()).toEqual(before);
  // Somebody types a study day.
  await walk.database.db
    .update(organisation)
    .set({ closedDays: [{ from: "2027-02-19", until: "2027-02-19", name: "Studiedag" }] })
    .where(eq(organisation.id, walk.organisationId));
  await walk.pass({ minutes: 3 });
  expect(await spring()).toEqual(before);
  expect((await planned()).filter(({ fromDay }) => fromDay >= "2027-08-01")).toEqual(autumn);
});

test("whoever is enrolled before the day of a new rhythm is contacted like their class: by the old one until then", async () => {
  const { fatima, amina } = await aClass("pro_three_moments", "2026-10-05T09:00");
  await changeCohort(desk(), await school(), klas, {
    ...{ programmes: [{ programme: programme("vso_bimonthly") }], from: "2027-02-01" },
    why: "Na de winter belt de school vaker",
  });
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await walk.pass({ minutes: 2 });
  const ahead = async (person: Walker) =>
    (await momentsOf(person)).flatMap(({ occasion, form, fromDay, untilDay, programmeHash, state }) =>
      state === "planned" && fromDay > "2026-10-06"
        ? [{ occasion, form, fromDay, untilDay, programmeHash }]
        : [],
    );
  const ofClass = await ahead(amina);
  expect(ofClass.map(({ occasion, form }) => `${occasion} ${form}`).slice(0, 3)).toEqual([
    "2027-01 physical",
    "month-08 message",
    "month-10 message",
  ]);
  const [winter, spring] = ofClass;
  expect(winter?.programmeHash).not.toBe(spring?.programmeHash);
  expect(await ahead(daan)).toEqual(ofClass);
  // Somebody types a study day.
  await walk.database.db
    .update(organisation)
    .set({ closedDays: [{ from: "2026-11-20", until: "2026-11-20", name: "Studiedag" }] })
    .where(eq(organisation.id, walk.organisationId));
  await walk.pass({ minutes: 3 });
  expect(await ahead(amina)).toEqual(ofClass);
  expect(await ahead(daan)).toEqual(ofClass);
});

/** Amina's class goes over from these programmes to those in February; Daan comes after that was agreed on. */
async function aRegionalClass(before: Led, after: Led) {
  walk = await startWalk({ at: "2026-10-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const regionId = await aSchool({ ...desk(), vault: walk.app.vault }, { name: "Regio Hart" });
  await walk.database.db.update(organisation).set({ kind: "region" }).where(eq(organisation.id, regionId));
  const wishes = (led: Led): PartWish[] =>
    led === "bySchool"
      ? [{ programme: programme("pro_three_moments") }]
      : [
          { programme: programme("region_quarterly"), leadOrganisationId: regionId },
          { programme: programme("pro_three_moments"), months: 12 },
        ];
  await addCohort(desk(), await school(), { name: klas, ...days, programmes: wishes(before) });
  await walk.pass({ minutes: 2 });
  await changeCohort(desk(), await school(), klas, {
    ...{ programmes: wishes(after), from: "2027-02-01" },
    why: "Iemand anders heeft de leiding",
  });
  const daan = await walk.alumnus("Daan", fatima, { situation: "work_regular" });
  await walk.pass({ minutes: 2 });
  return [amina, daan];
}
type Led = "byRegion" | "bySchool";

const leadsOf = async (person: Walker) =>
  (
    await walk.database.db
      .select()
      .from(leadPeriod)
      .where(eq(leadPeriod.alumnusId, person.id))
      .orderBy(asc(leadPeriod.fromDay))
  ).map(({ fromDay, untilDay }) => `${fromDay} ${untilDay}`);

/** A list says that they left on another day of the same year. */
async function leftOn(people: readonly Walker[], exitDate: string) {
  for (const { id } of people) {
    await walk.database.db.update(alumnus).set({ exitDate }).where(eq(alumnus.id, id));
    await lookAgain(desk(), id);
  }
  await walk.pass({ minutes: 1 });
}

test("a region that leads until the day of a new rhythm leads until then, whoever comes and whatever exit day is corrected meanwhile", async () => {
  const people = await aRegionalClass("byRegion", "bySchool");
  for (const person of people) expect(await leadsOf(person)).toEqual(["2026-07-11 2027-01-31"]);
  await leftOn(people, "2026-08-01");
  for (const person of people)
    expect(await leadsOf(person)).toEqual(["2026-07-11 2026-10-05", "2026-10-06 2027-01-31"]);
});

test("a region that leads from the day of a new rhythm on leads no sooner", async () => {
  const people = await aRegionalClass("bySchool", "byRegion");
  for (const person of people) expect(await leadsOf(person)).toEqual(["2027-02-01 2027-07-10"]);
  await leftOn(people, "2026-08-01");
  for (const person of people) expect(await leadsOf(person)).toEqual(["2027-02-01 2027-08-01"]);
});

const goOver = async (key: string, why: string) => {
  const done = await changeCohort(desk(), await school(), klas, {
    programmes: [{ programme: programme(key) }],
    why,
  });
  await walk.pass({ minutes: 1 });
  return done;
};
const momentsOf = (person: Walker) =>
  walk.database.db
    .select()
    .from(contactMoment)
    .where(eq(contactMoment.alumnusId, person.id))
    .orderBy(contactMoment.fromDay);
const linesOf = async (person: Walker, most = 5) =>
  (await momentsOf(person)).map(({ occasion, form, state }) => `${occasion} ${form} ${state}`).slice(0, most);
const standingOf = async (person: Walker) => {
  const [row] = await walk.database.db.select().from(standing).where(eq(standing.alumnusId, person.id));
  return row;
};
const today = () => walk.clock.now().toISOString().slice(0, 10);

/** Nobody is called twice at one time, and everybody has a next dated step. */
async function expectWell(people: readonly Walker[]) {
  for (const person of people) {
    const open = (await momentsOf(person)).filter(({ state }) => state !== "dropped");
    for (const [index, one] of open.entries())
      for (const other of open.slice(index + 1))
        expect(one.untilDay < other.fromDay || other.untilDay < one.fromDay).toBe(true);
    const stands = await standingOf(person);
    // A human's step may be late by now; the robot's never is.
    expect(stands?.nextBy).not.toBe("nobody");
    expect(stands?.nextAt).not.toBeNull();
    if (stands?.nextBy === "robot")
      expect(stands.nextAt?.getTime()).toBeGreaterThanOrEqual(walk.clock.now().getTime());
  }
}

test("a school goes from three moments a year to every two months in October, and back in November", async () => {
  const { fatima, people, amina } = await aClass("pro_three_moments", "2026-08-24T09:00", ["Amina", "Bilal"]);
  const bilal = people[1] as Walker;
  const { db } = walk.database;
  await db.transaction(async (tx) => {
    const { vault, texts } = walk.app;
    const row = await findCaseWorker(tx, fatima.id);
    if (row) await noteOffer({ db: tx, vault, texts, now: walk.clock.now() }, row, bilal.id, "phone", "yes");
  });
  await walk.pass({ days: 9 });
  for (const { id } of people)
    await recordContact(desk(), { personId: id, caseWorkerId: fatima.id, result: "reached", minutes: 20 });
  // The check-in before the call asks about what the call is about.
  const asked = await db.select().from(checkIn).where(eq(checkIn.alumnusId, amina.id));
  expect(asked.map(({ background }) => background?.themes)).toContainEqual(["F", "V", "Q"]);
  await amina.say("Alles gaat goed hoor");
  await walk.pass({ days: 33 });
  expect(today()).toBe("2026-10-05");

  const done = await goOver("vso_bimonthly", "De school belt vaker");
  expect(done).toMatchObject({ people: 2, fromDay: "2026-10-06", kept: 2 });
  expect(await linesOf(amina)).toMatchInlineSnapshot(`
    [
      "2026-09 phone done",
      "month-04 message planned",
      "2027-01 physical dropped",
      "month-06 message planned",
      "month-08 message planned",
    ]
  `);
  await expectWell(people);
  expect(await db.select().from(cohortChange)).toMatchObject([
    { fromDay: "2026-10-06", why: "De school belt vaker" },
  ]);
  expect(await standingOf(bilal)).toMatchObject({ state: "byHuman", next: "moment", nextBy: "human" });

  // The question of the new rhythm comes in October, once; then the school thinks again.
  await walk.pass({ days: 28 });
  expect(today()).toBe("2026-11-02");
  await goOver("pro_three_moments", "Toch weer drie keer");
  expect(await linesOf(amina, 8)).toMatchInlineSnapshot(`
    [
      "2026-09 phone done",
      "month-04 message asked",
      "2027-01 physical planned",
      "month-06 message dropped",
      "month-08 message dropped",
      "month-10 message dropped",
      "2027-06 phone planned",
      "month-12 message dropped",
    ]
  `);
  await expectWell(people);
});

test("another exit day in a later list moves the term and what lies ahead; what took place stays", async () => {
  const { fatima, amina } = await aClass("vso_bimonthly", "2026-08-24T09:00");
  await walk.pass({ days: 14 });
  await recordContact(desk(), { personId: amina.id, caseWorkerId: fatima.id, result: "reached" });
  await walk.pass({ minutes: 1 });
  const { db } = walk.database;
  await db.update(alumnus).set({ exitDate: "2026-09-05" }).where(eq(alumnus.id, amina.id));
  await lookAgain(desk(), amina.id);
  await walk.pass({ minutes: 1 });
  const [place] = await db.select().from(enrolment).where(eq(enrolment.alumnusId, amina.id));
  expect(place).toMatchObject({ startsOn: "2026-09-05", endsOn: "2028-09-05", endedAt: null });
  expect(await linesOf(amina)).toMatchInlineSnapshot(`
    [
      "month-02 after 2026-07-10 message done",
      "month-02 message planned",
      "month-04 message planned",
      "month-06 message planned",
      "month-08 message planned",
    ]
  `);
  await expectWell([amina]);
});

test("an exit day so long ago that the guidance would be over ends nothing at once: a human has four weeks", async () => {
  const { amina } = await aClass("pro_three_moments", "2026-08-24T09:00");
  const { db } = walk.database;
  await db.update(alumnus).set({ exitDate: "2016-07-10" }).where(eq(alumnus.id, amina.id));
  await lookAgain(desk(), amina.id);
  await walk.pass({ minutes: 1 });
  const [place] = await db.select().from(enrolment).where(eq(enrolment.alumnusId, amina.id));
  expect(place).toMatchObject({ endsOn: "2026-09-21", endedAt: null });
  const closing = () => db.select().from(task).where(eq(task.kind, "closing"));
  expect(await closing()).toMatchObject([{ doneAt: null }]);
  await db.update(alumnus).set({ exitDate: "2026-07-10" }).where(eq(alumnus.id, amina.id));
  await lookAgain(desk(), amina.id);
  await walk.pass({ minutes: 1 });
  expect(await db.select().from(enrolment).where(eq(enrolment.alumnusId, amina.id))).toMatchObject([
    { startsOn: "2026-07-10", endsOn: "2028-07-10", endedAt: null },
  ]);
  // Nothing ends, so nobody is asked to close it.
  expect(await closing()).toMatchObject([{ outcome: "settled" }]);
  await expectWell([amina]);
});

test("who goes on to study is followed as the law says then, and when the study ends, as before", async () => {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const { db } = walk.database;
  await db.update(alumnus).set({ schoolType: "vso", exitProfile: "labour_market" });
  const add = async (name: string, key: string, regime: Regime) =>
    addCohort(desk(), await school(), {
      name,
      ...days,
      regimes: [regime],
      programmes: [{ programme: programme(key) }],
    });
  await add("Nazorg", "aftercare_inbound", "aftercare");
  await add("Werk", "vso_bimonthly", "additionalCareerGuidance");
  await walk.pass({ minutes: 2 });
  const isIn = async () => {
    const rows = await db
      .select({ name: cohort.name })
      .from(enrolment)
      .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
      .where(eq(enrolment.alumnusId, amina.id));
    return rows.map(({ name }) => name);
  };
  const becomes = async (situation: string) => {
    await db
      .update(alumnus)
      .set({ situation, situationSince: walk.clock.now() })
      .where(eq(alumnus.id, amina.id));
    await lookAgain(desk(), amina.id);
    await walk.pass({ minutes: 1 });
  };
  const planned = async () =>
    (await momentsOf(amina)).filter(({ state }) => state === "planned").map(({ occasion }) => occasion);
  expect(await isIn()).toEqual(["Werk"]);
  await walk.pass({ days: 2 });
  await becomes("mbo_bol");
  expect(await isIn()).toEqual(["Nazorg"]);
  expect((await planned()).at(-1)).toBe("hello-12");
  await walk.pass({ days: 20 });
  await becomes("job_seeking");
  expect(await isIn()).toEqual(["Werk"]);
  expect((await planned()).at(-1)).toBe("month-24");
  await expectWell([amina]);
  const law = await db.select().from(regimeRecord).orderBy(regimeRecord.seq);
  expect(law.map(({ regime, reason }) => `${regime} ${reason}`)).toEqual([
    "additionalCareerGuidance vsoLabourMarket",
    "aftercare vsoLabourMarketGoesOn",
    "additionalCareerGuidance vsoLabourMarket",
  ]);
});

test("months that the two agree on are planned for this one person, and only the own case worker may say so", async () => {
  const { fatima, people, amina } = await aClass("pro_minimum", "2026-08-24T09:00", ["Amina", "Chris"]);
  const bart = await walk.caseWorker("Bart Smit");
  const agree = (walker: Walker, windows: readonly number[][]) =>
    walk.database.db.transaction(async (db) => {
      const row = await findCaseWorker(db, walker.id);
      if (!row) throw new Error("Somebody who works here");
      const { vault, texts } = walk.app;
      const work = { db, vault, texts, now: walk.clock.now() };
      return agreeOnMonths(work, row, amina.id, { windows, form: "physical" });
    });
  expect(await agree(bart, [[10]])).toEqual({ ok: false, reason: "notYours" });
  expect(await agree(fatima, [[10], [10, 11]])).toEqual({
    ok: false,
    reason: "fault",
    fault: "twoAtOneTime",
  });
  expect(await agree(fatima, [[10], [3, 4], [6]])).toMatchObject({ ok: true });
  await walk.pass({ minutes: 1 });
  const open = async (person: Walker) =>
    (await linesOf(person, 50)).filter((line) => !line.endsWith("dropped")).slice(0, 3);
  expect(await open(amina)).toEqual([
    "2026-10 physical planned",
    "2027-03 physical planned",
    "2027-06 physical planned",
  ]);
  expect((await open(people[1] as Walker))[0]).toBe("month-04 phone planned");
  await expectWell(people);
});

test("days of silence are the school's: a human on day five, when it says so", async () => {
  const { amina } = await aClass("vso_bimonthly", "2026-08-24T09:00");
  const { db } = walk.database;
  await setSilenceDays(desk(), await school(), { remind: [1, 2], task: 5, outOfSight: 60 });
  const [first] = (await momentsOf(amina)).filter(({ askAt }) => askAt !== null);
  const askAt = Temporal.Instant.from("2026-08-25T09:00Z");
  await db
    .update(contactMoment)
    .set({ askAt: new Date(askAt.epochMilliseconds) })
    .where(and(eq(contactMoment.id, first?.id ?? ""), eq(contactMoment.alumnusId, amina.id)));
  await lookAgain(desk(), amina.id);
  await walk.pass({ hours: 27 });
  await walk.pass({ days: 6 });
  expect(await standingOf(amina)).toMatchObject({ state: "silent", nextBy: "human" });
});

test("a vacation that is typed in later moves what was planned into it, within a minute", async () => {
  const { people, amina } = await aClass("pro_three_moments", "2026-09-07T09:00", ["Amina", "Chris"]);
  const { db } = walk.database;
  const winter = async () => (await momentsOf(amina)).find(({ occasion }) => occasion === "2027-01");
  expect(await winter()).toMatchObject({ fromDay: "2027-01-01", untilDay: "2027-02-28" });
  const closedDays = [{ from: "2026-12-14", until: "2027-02-07" }];
  await db.update(organisation).set({ closedDays }).where(eq(organisation.id, walk.organisationId));
  await walk.pass({ minutes: 2 });
  const moved = await winter();
  expect((moved?.fromDay ?? "") > "2027-02-07").toBe(true);
  expect(moved?.askAt && moved.askAt > new Date("2027-02-08T00:00:00Z")).toBe(true);
  await expectWell(people);
});
