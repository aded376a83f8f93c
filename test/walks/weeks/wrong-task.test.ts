import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  contactMoment,
  contactRecord,
  enrolment,
  invitation,
  offer,
  standing,
  task,
} from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { toast } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;
const t = () => walk.app.texts("nl");

async function enrolAll(key: string) {
  const programme = findTemplate(key) as Programme;
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const programmes = [{ programme }];
  await addCohort({ db: db(), now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
}
const tasksOf = ({ id }: Walker) =>
  db().select().from(task).where(eq(task.alumnusId, id)).orderBy(task.createdAt);
const contactsOf = ({ id }: Walker) =>
  db().select().from(contactRecord).where(eq(contactRecord.personId, id)).orderBy(contactRecord.seq);
const standingOf = async ({ id }: Walker) =>
  (await db().select().from(standing).where(eq(standing.alumnusId, id)))[0];
const button = (one: { id: string } | undefined, verb: "show" | "reached" | "done" | "undo") =>
  encodeAction({ do: "task", task: one?.id ?? "", verb });

test("spoken with the wrong one: the contact is shown, taken back, and the person is out of sight as before", async () => {
  walk = await startWalk({ at: "2026-09-28T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { situation: "work_regular" });
  await enrolAll("continuous_face");
  // Nothing is planned, and he says nothing for three months.
  await db().update(contactMoment).set({ state: "dropped" });
  await walk.pass({ days: 110 });
  expect(await standingOf(bilal)).toMatchObject({ state: "outOfSight" });
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  await fatima.tap("Gesproken");
  expect(fatima.last()).toContain(t()("contact:noted", { name: "Bilal" }));
  await walk.pass({ minutes: 1 });
  expect(await standingOf(bilal)).toMatchObject({ state: "inTouch" });
  await fatima.press("contact:fix.undo");
  expect(fatima.read()).toContain(t()("contact:undone", { name: "Bilal" }));
  await walk.pass({ minutes: 1 });
  expect(await standingOf(bilal)).toMatchObject({ state: "outOfSight", nextBy: "human" });
  expect((await tasksOf(bilal)).filter(({ kind }) => kind === "outOfSight")).toMatchObject([
    { doneAt: null, doneBy: null, outcome: null },
  ]);
  await fatima.say("/vandaag");
  expect(fatima.last()).toContain("Bilal · uit beeld");
});

test("a planned visit that was had is a visit, with its minutes; one that was none after all is to be held again", async () => {
  walk = await startWalk({ at: "2026-09-07T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("pro_three_moments_personal");
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  await fatima.tap("Gesproken");
  await fatima.tap(t()("contact:ask.minutes", { n: 30 }));
  expect(await contactsOf(amina)).toMatchObject([{ channel: "visit", minutes: 30, result: "reached" }]);
  const september = async () =>
    (await db().select().from(contactMoment).where(eq(contactMoment.alumnusId, amina.id))).find(
      ({ occasion }) => occasion === "2026-09",
    )?.state;
  expect(await september()).toBe("done");
  await fatima.press("contact:fix.notReached");
  await walk.pass({ minutes: 1 });
  expect(await september()).not.toBe("done");
  expect((await tasksOf(amina)).filter(({ kind }) => kind === "moment")).toMatchObject([{ doneAt: null }]);
});

test("what belongs to no planned contact comes back, too: a date, by either button, within ten minutes and for whoever tapped", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  // Five weeks ago: it is a human's task at once.
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "letter" }), 1);
  await fatima.say("14-10-2026");
  await walk.pass({ minutes: 2 });
  const objection = async () => (await tasksOf(amina)).find(({ kind }) => kind === "objection");
  await fatima.tapOld(button(await objection(), "reached"), 1);
  expect(await contactsOf(amina)).toMatchObject([{ channel: "phone", minutes: null }]);
  await fatima.press("contact:fix.undo");
  expect(await objection()).toMatchObject({ doneAt: null, outcome: null });

  await fatima.tapOld(button(await objection(), "done"), 1);
  expect(fatima.last()).toBe(`${t()("programme:task.noted.done")}\nAmina · bezwaar kan nog kort`);
  await bart.tapOld(button(await objection(), "undo"), 1);
  expect(toast(bart)).toBe(t()("programme:task.refused"));
  expect(await objection()).toMatchObject({ outcome: "done" });
  await fatima.press("contact:fix.undo");
  expect(await objection()).toMatchObject({ doneAt: null, doneBy: null, outcome: null });
  // It is shown with its buttons again, and a second tap finds nothing to take back.
  expect(fatima.last()).toContain(t()("programme:task.show.objection", { name: "Amina" }));
  await fatima.tapOld(button(await objection(), "undo"), 1);
  expect(toast(fatima)).toBe(t()("programme:task.refused"));

  await fatima.press("programme:task.done");
  await walk.pass({ minutes: 11 });
  await fatima.press("contact:fix.undo");
  expect(toast(fatima)).toBe(t()("contact:refused.tooLate"));
  expect(await objection()).toMatchObject({ outcome: "done" });
});

test("LAW-11 a second offer that was noted with the wrong person is still to be made, and then it is made once", async () => {
  walk = await startWalk({ at: "2027-07-08T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  await db().delete(invitation);
  await enrolAll("pro_three_moments");
  await walk.pass({ days: 6 });
  const reoffer = async () => (await tasksOf(bilal)).filter(({ kind }) => kind === "reoffer");
  const offers = () => db().select().from(offer).where(eq(offer.alumnusId, bilal.id));
  const reofferedAt = async () =>
    (await db().select().from(enrolment).where(eq(enrolment.alumnusId, bilal.id)))[0]?.reofferedAt;
  for (const verb of ["reached", "done"] as const) {
    await fatima.tapOld(button((await reoffer())[0], verb), 1);
    expect(await offers()).toMatchObject([{ kind: "reoffer", recordedBy: fatima.id }]);
    expect(await reofferedAt()).toBeInstanceOf(Date);
    await fatima.press("contact:fix.undo");
    expect(await offers()).toEqual([]);
    expect(await reofferedAt()).toBeNull();
    await walk.pass({ minutes: 2 });
    expect(await reoffer()).toMatchObject([{ doneAt: null, outcome: null }]);
    expect(await standingOf(bilal)).toMatchObject({ next: "reoffer", nextBy: "human" });
  }
  await fatima.tapOld(button((await reoffer())[0], "reached"), 1);
  await walk.pass({ minutes: 2 });
  expect(await offers()).toHaveLength(1);
  expect(await reoffer()).toMatchObject([{ outcome: "reached" }]);
});
