import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, contactMoment, enrolment, standing, task } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { countText } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;

/** Everybody left on 10 July 2026 and is in the region's programme of one year; today is Thursday 8 July 2027. */
async function aClass() {
  walk = await startWalk({ at: "2027-07-08T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const [joinedAt, stoppedAt] = [new Date("2026-09-07T09:00:00Z"), new Date("2026-12-07T09:00:00Z")];
  await db().update(alumnus).set({ joinedAt, linkedAt: joinedAt, stoppedAt });
  return { fatima, amina };
}
async function enrolAll() {
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const programmes = [{ programme: findTemplate("region_quarterly") as Programme }];
  await addCohort({ db: db(), now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
}
const goesTo = async (fatima: Walker, person: Walker, situation: string) => {
  await fatima.tapOld(encodeAction({ do: "situation", alumnus: person.id, to: situation }), 1);
  await walk.pass({ minutes: 2 });
};
const placeOf = async ({ id }: Walker) =>
  (await db().select().from(enrolment).where(eq(enrolment.alumnusId, id)))[0];
const standingOf = async ({ id }: Walker) =>
  (await db().select().from(standing).where(eq(standing.alumnusId, id)))[0];
/** Asked counts: on which day of its weeks the robot asks is each person's own. */
const planned = async ({ id }: Walker) =>
  (
    await db()
      .select({ occasion: contactMoment.occasion })
      .from(contactMoment)
      .where(and(eq(contactMoment.alumnusId, id), inArray(contactMoment.state, ["planned", "asked"])))
      .orderBy(asc(contactMoment.fromDay))
  ).map(({ occasion }) => occasion);
const openTasks = async ({ id }: Walker) =>
  (
    await db()
      .select({ kind: task.kind })
      .from(task)
      .where(and(eq(task.alumnusId, id), isNull(task.doneAt)))
  ).map(({ kind }) => kind);
const told = (person: Walker, key: string) =>
  countText(walk, person, key, { name: person.name, worker: "Fatima" });

test("LAW-11, LAW-25 the second year after a yes goes on when a study begins, and when it comes to nothing", async () => {
  const { fatima, amina } = await aClass();
  await enrolAll();
  await walk.pass({ days: 6 });
  await amina.press("programme:reoffer.yes");
  await walk.pass({ minutes: 2 });
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2028-07-10", endedAt: null });
  const later = ["2027-10", "2028-01", "2028-04"];
  expect((await planned(amina)).slice(-3)).toEqual(later);
  await walk.pass({ days: 50 });
  walk.note("It is September: Amina begins an mbo");
  await goesTo(fatima, amina, "mbo_bol");
  await walk.pass({ days: 1 });
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2028-07-10", endedAt: null });
  expect(await standingOf(amina)).toMatchObject({ regime: "noneMboTakesOver" });
  expect((await standingOf(amina))?.state).not.toBe("ended");
  // She hears that the new school helps now, and not that it is over here.
  expect(told(amina, "programme:goesOn.text")).toBe(1);
  expect(told(amina, "programme:end.closes")).toBe(0);
  await walk.pass({ days: 16 });
  walk.note("The study comes to nothing");
  await goesTo(fatima, amina, "job_seeking");
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2028-07-10", endedAt: null });
  expect(await standingOf(amina)).toMatchObject({ regime: "additionalCareerGuidance" });
  expect((await planned(amina)).slice(-3)).toEqual(later);
});

test("LAW-05, LAW-11 who was at the mbo a year after school and drops out comes back, and is offered it once more", async () => {
  const { fatima, amina } = await aClass();
  const chris = await walk.alumnus("Chris", fatima, { linked: false });
  await goesTo(fatima, amina, "mbo_bol");
  await goesTo(fatima, chris, "mbo_bbl");
  await enrolAll();
  await walk.pass({ days: 5 });
  for (const one of [amina, chris]) {
    expect(await standingOf(one)).toMatchObject({ state: "ended" });
    expect(await placeOf(one)).toMatchObject({ endsOn: "2027-07-10", endReason: "term" });
    expect(await openTasks(one)).toEqual([]);
  }
  expect(told(amina, "programme:reoffer.text")).toBe(0);
  await walk.pass({ days: 69 });
  walk.note("It is Monday 20 September: both studies come to nothing");
  await goesTo(fatima, amina, "job_seeking");
  await goesTo(fatima, chris, "at_home");
  await walk.pass({ hours: 3 });
  for (const one of [amina, chris])
    expect(await placeOf(one)).toMatchObject({ endsOn: "2028-07-10", endedAt: null, endReason: null });
  expect(told(amina, "programme:reoffer.text")).toBe(1);
  expect(await standingOf(amina)).toMatchObject({ state: "stopped", regime: "additionalCareerGuidance" });
  expect(await standingOf(chris)).toMatchObject({ state: "waits", next: "reoffer", nextBy: "human" });
  expect(await openTasks(chris)).toContain("reoffer");
  await amina.press("programme:reoffer.yes");
  await walk.pass({ minutes: 2 });
  expect((await planned(amina)).slice(-3)).toEqual(["2027-10", "2028-01", "2028-04"]);
  await walk.pass({ days: 20 });
  expect(told(amina, "programme:reoffer.text")).toBe(1);
});

test("who took part until the end of the programme does not come back when their phone is let go of", async () => {
  const { fatima, amina } = await aClass();
  await db().update(alumnus).set({ stoppedAt: null });
  await enrolAll();
  await walk.pass({ days: 6 });
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2027-07-10", endReason: "term" });
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "newPhone" }), 1);
  await walk.pass({ minutes: 2 });
  expect(await placeOf(amina)).toMatchObject({ endReason: "term" });
  expect(await standingOf(amina)).toMatchObject({ state: "ended", lookAt: null });
  expect(await openTasks(amina)).toEqual([]);
});

test("a year of guidance is a year, also when a new case worker has not said hello at its end", async () => {
  const { amina } = await aClass();
  const caseWorkerSince = new Date("2027-06-20T09:00:00Z");
  await db().update(alumnus).set({ stoppedAt: null, caseWorkerSince });
  await enrolAll();
  expect(await standingOf(amina)).toMatchObject({ state: "waits", reason: "hello" });
  await walk.pass({ days: 4 });
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2027-07-10", endedAt: expect.any(Date) });
  expect(await standingOf(amina)).toMatchObject({ state: "ended" });
});
