import { randomUUID } from "node:crypto";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { offerSlots } from "../../../src/appointment/offer-slots.ts";
import { findWorkload } from "../../../src/caseload/find-workload.ts";
import { recordContact } from "../../../src/contact/record-contact.ts";
import { undoContact } from "../../../src/contact/undo-contact.ts";
import {
  alumnus,
  appointment,
  caseWorker,
  checkIn,
  contactMoment,
  contactRecord,
  enrolment,
  invitation,
  organisation,
  standing,
  task,
  watch,
} from "../../../src/db/schema/index.ts";
import { localDay } from "../../../src/people/duty/is-staffed.ts";
import { listCaseload } from "../../../src/people/list-caseload.ts";
import { lookAgain } from "../../../src/people/look-again.ts";
import { findAlumnus, findOrganisation, viewAlumnus } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import { findTasks } from "../../../src/programme/find-tasks.ts";
import { openTask } from "../../../src/programme/open-task.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;
const work = () => ({ db: db(), now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts });

/** Everybody who left in 2026 is in this programme alone. */
async function enrolAll(key: string) {
  const programme = findTemplate(key) as Programme;
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const programmes = [{ programme }];
  await addCohort({ db: db(), now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
}
const openTasks = async ({ id }: Walker) =>
  (
    await db()
      .select({ kind: task.kind })
      .from(task)
      .where(and(eq(task.alumnusId, id), isNull(task.doneAt)))
  ).map(({ kind }) => kind);
const standingOf = async ({ id }: Walker) =>
  (await db().select().from(standing).where(eq(standing.alumnusId, id)))[0];
const placeOf = async ({ id }: Walker) =>
  (await db().select().from(enrolment).where(eq(enrolment.alumnusId, id)))[0];
/** What is still planned after the twelfth month. */
const secondYear = async ({ id }: Walker) =>
  (
    await db()
      .select({ occasion: contactMoment.occasion })
      .from(contactMoment)
      .where(
        and(
          eq(contactMoment.alumnusId, id),
          eq(contactMoment.state, "planned"),
          gt(contactMoment.fromDay, "2027-07-10"),
        ),
      )
      .orderBy(asc(contactMoment.fromDay))
  ).map(({ occasion }) => occasion);
const viewOf = async ({ id }: Walker) => {
  const row = await findAlumnus(db(), id);
  if (!row) throw new Error("Somebody who is not there");
  return viewAlumnus(work(), row);
};

test("LAW-11 a programme of one year ends after the second offer was made, not before; a yes to it is guided for two years", async () => {
  walk = await startWalk({ at: "2027-07-08T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  const amina = await walk.alumnus("Amina", fatima, { linked: false });
  await db().delete(invitation);
  await enrolAll("region_quarterly");
  // The year was over on Saturday 10 July.
  await walk.pass({ days: 12 });
  for (const one of [bilal, amina]) {
    expect(await openTasks(one)).toEqual(["reoffer"]);
    expect(await standingOf(one)).toMatchObject({ state: "waits", next: "reoffer", nextBy: "human" });
  }
  for (const answer of ["notNow", "yes"] as const) {
    await fatima.say("/vandaag");
    await fatima.tap("📅 1 Doen");
    await fatima.press("programme:task.answer");
    await fatima.press("people:offerNote.how.phone");
    await fatima.press(`people:offerNote.answer.${answer}`);
    await walk.pass({ minutes: 2 });
  }
  const states = await Promise.all([bilal, amina].map(async (one) => (await standingOf(one))?.state));
  // Who said no is asked nothing any more, and can still come back as long as the Act has it.
  expect(states.toSorted()).toEqual(["byHuman", "declined"]);
  const [yes, no] = states[0] === "byHuman" ? [bilal, amina] : [amina, bilal];
  expect(await secondYear(yes)).toEqual(["2027-07", "2027-10", "2028-01", "2028-04"]);
  // The first of them begins when there was time to hear of the yes: then it is a human's, of whom takes part alone.
  await walk.pass({ days: 8 });
  expect(await openTasks(yes)).toEqual(["moment"]);
  expect(await openTasks(no)).toEqual([]);
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  expect(fatima.last()).toContain(walk.app.texts("nl")("programme:task.by.attentionOfficer"));
  // Whoever is one reads nothing about it.
  await db().update(caseWorker).set({ role: "attentionOfficer" }).where(eq(caseWorker.id, fatima.id));
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  expect(fatima.last()).not.toContain(walk.app.texts("nl")("programme:task.by.attentionOfficer"));
});

test("LAW-11 whoever stopped can say yes to the robot's second offer days later, or talk first, also where the programme lasts one year", async () => {
  walk = await startWalk({ at: "2027-07-08T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const bilal = await walk.alumnus("Bilal", fatima);
  const carla = await walk.alumnus("Carla", fatima);
  const [joinedAt, stoppedAt] = [new Date("2026-09-07T09:00:00Z"), new Date("2026-12-07T09:00:00Z")];
  await db().update(alumnus).set({ joinedAt, linkedAt: joinedAt, stoppedAt });
  await enrolAll("region_quarterly");
  await walk.pass({ days: 5 });
  const t = walk.app.texts("nl");
  for (const one of [amina, bilal, carla]) expect(one.last()).toContain("nog één keer");
  await walk.pass({ days: 3 });
  await amina.press("programme:reoffer.yes");
  await bilal.press("programme:reoffer.talkFirst");
  await walk.pass({ days: 8 });
  // The robot has asked, and goes on with what the second year plans.
  expect((await standingOf(amina))?.state).toMatch(/^(asked|reminded)$/);
  expect(await secondYear(amina)).toEqual(["2027-10", "2028-01", "2028-04"]);
  expect(await placeOf(amina)).toMatchObject({ endsOn: "2028-07-10", endedAt: null });
  expect(amina.read()).not.toContain(
    t("programme:end.closes", { name: "Amina", worker: "Fatima" }).slice(0, 40),
  );
  expect(await openTasks(bilal)).toContain("reoffer");
  // Whoever does not answer is left alone, and can come back later.
  expect(await standingOf(carla)).toMatchObject({ state: "stopped", next: "end" });
  await carla.press("programme:reoffer.yes");
  await walk.pass({ minutes: 2 });
  expect(await standingOf(carla)).toMatchObject({ state: "inTouch" });
});

/** Amina is asked on this day, before this vacation; counts what reminded her. */
async function askedBefore(at: string, from: string, until: string) {
  walk = await startWalk({ at });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await db()
    .update(organisation)
    .set({ closedDays: [{ from, until, name: "vakantie" }] });
  await enrolAll("pro_three_moments");
  // No other question comes in between.
  await db().update(contactMoment).set({ state: "dropped" });
  await fatima.say("/checkin");
  await fatima.tap("Amina Jansen");
  const reminders = () =>
    amina.phone
      .messages()
      .filter(({ text }) => text?.includes(walk.app.texts("nl")("checkin:remind.asked", { name: "Amina" })))
      .length;
  return { amina, reminders };
}

test("both reminders of a check-in never come together after a vacation", async () => {
  // On a Thursday: its third day is the Tuesday after the nine days that do not count.
  const { reminders } = await askedBefore("2026-10-15T11:00", "2026-10-17", "2026-10-25");
  await walk.pass({ days: 11 });
  expect(reminders()).toBe(0);
  await walk.pass({ days: 2 });
  expect(reminders()).toBe(1);
  await walk.pass({ days: 6 });
  expect(reminders()).toBe(2);
});

test("R9 a vacation that covers both reminders takes neither away: they come before a human has to call", async () => {
  const { amina, reminders } = await askedBefore("2026-12-18T11:00", "2026-12-19", "2027-01-03");
  await walk.pass({ days: 18 });
  expect(reminders()).toBe(0);
  await walk.pass({ days: 2 });
  expect(reminders()).toBe(1);
  await walk.pass({ days: 5 });
  expect(reminders()).toBe(2);
  expect(await openTasks(amina)).not.toContain("silent");
  expect(await standingOf(amina)).toMatchObject({ state: "reminded", next: "silent" });
  await walk.pass({ days: 6 });
  expect(await openTasks(amina)).toContain("silent");
});

test("an appointment of which nobody ever said how it went stands in the way of nothing", async () => {
  walk = await startWalk({ at: "2026-10-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("pro_three_moments");
  const at = (days: number) => new Date(walk.clock.now().getTime() + days * 86_400_000);
  await db()
    .insert(appointment)
    .values({
      ...{ id: randomUUID(), alumnusId: amina.id, caseWorkerId: fatima.id, form: "phone", state: "booked" },
      ...{ place: "phone", startsAt: at(-9), endsAt: at(-8.98), createdAt: at(-12), bookedAt: at(-11) },
    } as typeof appointment.$inferInsert);
  const offered = await offerSlots(work(), await viewOf(amina), {
    ...{ form: "phone", by: "robot", chooses: "them" },
  });
  expect(offered.ok || offered.reason).not.toBe("booked");
  const [before] = await db().select().from(appointment).orderBy(asc(appointment.createdAt)).limit(1);
  expect(before).toMatchObject({ state: "lapsed" });
  // With one that runs nobody is looked at in a circle either.
  await walk.pass({ days: 2 });
  const stands = await standingOf(amina);
  expect(stands?.lookAt && stands.lookAt > walk.clock.now()).toBe(true);
});

test("a talk that was noted with the wrong person is to be held again once that is taken back", async () => {
  walk = await startWalk({ at: "2026-09-07T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("pro_three_moments");
  const september = async () =>
    (
      await db()
        .select({ state: contactMoment.state })
        .from(contactMoment)
        .where(and(eq(contactMoment.alumnusId, amina.id), eq(contactMoment.occasion, "2026-09")))
    )[0]?.state;
  expect(await openTasks(amina)).toContain("moment");
  const before = await september();
  await recordContact(work(), { personId: amina.id, caseWorkerId: fatima.id, result: "reached" });
  await walk.pass({ minutes: 1 });
  expect(await september()).toBe("done");
  expect(await openTasks(amina)).not.toContain("moment");
  const [noted] = await db().select().from(contactRecord);
  const [worker] = await db().select().from(caseWorker).where(eq(caseWorker.id, fatima.id));
  if (!noted || !worker) throw new Error("Nothing was noted");
  expect(await undoContact(work(), worker, noted.id)).toMatchObject({ ok: true });
  await walk.pass({ minutes: 1 });
  expect(await september()).toBe(before);
  expect(await openTasks(amina)).toContain("moment");
  // And held after all it is done.
  await recordContact(work(), { personId: amina.id, caseWorkerId: fatima.id, result: "reached" });
  await walk.pass({ minutes: 1 });
  expect(await september()).toBe("done");
  // What nobody can correct any more stays as it is, also when the contact itself has been removed.
  await walk.pass({ days: 20 });
  await db().delete(contactRecord);
  await lookAgain({ db: db(), now: walk.clock.now() }, amina.id);
  await walk.pass({ minutes: 1 });
  expect(await september()).toBe("done");
});

test("a planned talk comes back on the list when nobody says how its appointment went", async () => {
  walk = await startWalk({ at: "2026-09-07T09:00", leaves: ["appointmentLeft"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("pro_three_moments");
  const [moment] = await db()
    .select()
    .from(contactMoment)
    .where(and(eq(contactMoment.alumnusId, amina.id), eq(contactMoment.occasion, "2026-09")));
  const at = (days: number) => new Date(walk.clock.now().getTime() + days * 86_400_000);
  await db()
    .insert(appointment)
    .values({
      ...{ id: randomUUID(), alumnusId: amina.id, caseWorkerId: fatima.id, form: "phone", state: "booked" },
      ...{ place: "phone", startsAt: at(2), endsAt: at(2.02), createdAt: at(-1), bookedAt: at(-1) },
      momentId: moment?.id,
    } as typeof appointment.$inferInsert);
  const onList = async () => {
    const today = localDay(await findOrganisation(db(), walk.organisationId), walk.clock.now());
    return (await findTasks(db(), [fatima.id], today)).map(({ kind }) => kind);
  };
  expect(await onList()).not.toContain("moment");
  await walk.pass({ days: 8 });
  expect(await onList()).not.toContain("moment");
  await walk.pass({ days: 3 });
  expect(await onList()).toContain("moment");
});

test("after the end nothing is asked that was to be asked later, and no caseload counts on", async () => {
  walk = await startWalk({ at: "2028-07-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("pro_three_moments");
  await startCheckIn(fatima, amina);
  const [asked] = await db().select().from(checkIn);
  await db()
    .insert(watch)
    .values({
      ...{ id: randomUUID(), alumnusId: amina.id, occasion: "contractTalk", setBy: asked?.id ?? "" },
      ...{ dueAt: new Date("2028-07-20T09:00:00Z"), lapsesAt: new Date("2028-08-20T09:00:00Z") },
    } as typeof watch.$inferInsert);
  const school = await findOrganisation(db(), walk.organisationId);
  const load = async () => (await findWorkload(work(), school)).reduce((sum, { people }) => sum + people, 0);
  expect(await load()).toBe(1);
  const [worker] = await db().select().from(caseWorker).where(eq(caseWorker.id, fatima.id));
  if (!worker) throw new Error("Fatima is gone");
  const choosable = async () => (await listCaseload(work(), worker)).length;
  expect(await choosable()).toBe(1);
  await walk.pass({ days: 8 });
  expect(await standingOf(amina)).toMatchObject({ state: "ended" });
  expect((await db().select().from(watch))[0]).toMatchObject({ state: "dropped" });
  expect(await load()).toBe(0);
  expect(await choosable()).toBe(0);
});

test("one visit is one contact: in a weekly programme it does not do for the next week as well", async () => {
  walk = await startWalk({ at: "2026-09-07T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll("transfer_intensive");
  await recordContact(work(), { personId: amina.id, caseWorkerId: fatima.id, result: "reached" });
  await walk.pass({ days: 8 });
  const moments = await db()
    .select({ fromDay: contactMoment.fromDay, state: contactMoment.state })
    .from(contactMoment)
    .where(eq(contactMoment.alumnusId, amina.id))
    .orderBy(asc(contactMoment.fromDay));
  const done = moments.filter(({ state }) => state === "done").map(({ fromDay }) => fromDay);
  expect(done).toHaveLength(1);
  expect(done[0] && done[0] <= "2026-09-07").toBe(true);
  expect(await openTasks(amina)).toContain("moment");
});

test("whom the robot cannot tell that the guidance is over hears it from a human", async () => {
  walk = await startWalk({ at: "2028-07-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  await db().update(alumnus).set({ joinedAt: walk.clock.now() }).where(eq(alumnus.id, bilal.id));
  await enrolAll("pro_three_moments");
  await walk.pass({ days: 7 });
  const [place] = await db().select().from(enrolment).where(eq(enrolment.alumnusId, bilal.id));
  expect(place).toMatchObject({ endReason: "term" });
  expect(await openTasks(bilal)).toContain("closing");
  const t = walk.app.texts("nl");
  await fatima.tapOld(encodeAction({ do: "profile", alumnus: bilal.id }), 1);
  expect(fatima.last()).toContain(t("caseload:profile.over"));
  expect(fatima.last()).toContain(t("caseload:next.programme.closing"));
});

test("tasks are spread over days also where nobody works at noon, and whoever is out of sight comes up within a week", async () => {
  walk = await startWalk({ at: "2026-10-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const staffedHours = Object.fromEntries(
    ["1", "2", "3", "4", "5"].map((day) => [
      day,
      [
        { from: "08:00", to: "12:00" },
        { from: "13:00", to: "17:00" },
      ],
    ]),
  );
  await db().update(organisation).set({ staffedHours }).where(eq(organisation.id, walk.organisationId));
  const view = await viewOf(amina);
  for (let n = 0; n < 60; n += 1) await openTask(work(), view, { kind: "silent", about: `${n}` });
  const rows = await db().select({ fromDay: task.fromDay }).from(task).where(eq(task.kind, "silent"));
  const most = Math.max(
    ...[...Map.groupBy(rows, ({ fromDay }) => fromDay).values()].map((one) => one.length),
  );
  expect(most).toBe(5);
  await openTask(work(), view, { kind: "outOfSight", about: "never" });
  const [gone] = await db().select({ fromDay: task.fromDay }).from(task).where(eq(task.kind, "outOfSight"));
  expect(gone?.fromDay && gone.fromDay <= "2026-10-12").toBe(true);
});
