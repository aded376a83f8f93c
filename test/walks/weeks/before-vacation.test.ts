import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, deadline, organisation, signal, task } from "../../../src/db/schema/index.ts";
import { closeDays, openDays } from "../../../src/people/duty/close-days.ts";
import { localDay } from "../../../src/people/duty/is-staffed.ts";
import { findCaseWorker, findOrganisation } from "../../../src/people/store.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;
const school = () => findOrganisation(db(), walk.organisationId);
const summer = { from: "2027-07-11", until: "2027-08-22", name: "zomervakantie" };

async function note(by: Walker, about: Walker, what: "letter" | "contractEnd", day: string) {
  await by.tapOld(encodeAction({ do: "dates", alumnus: about.id, what }), 1);
  await by.say(day);
  await walk.pass({ minutes: 2 });
}
/** `objection last waiting 2027-07-09`, in the order of their days. */
const rowsOf = async (person: Walker) => {
  const place = await school();
  const rows = await db()
    .select()
    .from(deadline)
    .where(eq(deadline.alumnusId, person.id))
    .orderBy(deadline.dueAt, deadline.stage);
  return rows.map(({ kind, stage, state, dueAt }) => `${kind} ${stage} ${state} ${localDay(place, dueAt)}`);
};
const signalsOf = async (person: Walker) => {
  const place = await school();
  const rows = await db().select().from(signal).where(eq(signal.personId, person.id));
  return rows
    .filter(({ cause }) => cause.startsWith("deadline:"))
    .map(({ rule, at }) => `${rule} ${localDay(place, at)}`);
};
const tasksOf = async (person: Walker) =>
  (await db().select().from(task).where(eq(task.alumnusId, person.id))).map(
    ({ kind, fromDay }) => `${kind} ${fromDay}`,
  );

test("R8, R1, R7: what falls in the summer is told before it, and what is known in it to whoever runs the school", async () => {
  walk = await startWalk({ at: "2027-07-05T09:00", leaves: ["nobodyReacts"] });
  await db()
    .update(organisation)
    .set({ closedDays: [summer] })
    .where(eq(organisation.id, walk.organisationId));
  const fatima = await walk.caseWorker("Fatima de Vries");
  const anneke = await walk.caseWorker("Anneke Bos", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const bilal = await walk.alumnus("Bilal", fatima, { situation: "work_regular" });
  const carla = await walk.alumnus("Carla", fatima, { situation: "work_regular" });
  const daan = await walk.alumnus("Daan", fatima, { situation: "at_home" });
  await db()
    .update(alumnus)
    .set({ atHomeSince: new Date("2027-05-01T10:00:00Z") })
    .where(eq(alumnus.id, daan.id));
  await walk.pass({ minutes: 3 });
  // The term to object ends on 12 August, and the contract on the 15th.
  await note(fatima, amina, "letter", "1-7-2027");
  await note(fatima, bilal, "contractEnd", "15-8-2027");
  expect(await rowsOf(amina)).toContain("objection last waiting 2027-07-09");
  expect((await tasksOf(amina)).filter((one) => one.startsWith("objection"))).toEqual([
    "objection 2027-07-05",
  ]);
  expect(await signalsOf(amina)).toEqual([]);
  await walk.pass({ days: 4 });
  expect(await signalsOf(amina)).toEqual(["R8term 2027-07-09"]);
  expect(await signalsOf(bilal)).toEqual(["R1:contractEnd 2027-07-09"]);
  // Three months at home on 1 August.
  expect(await signalsOf(daan)).toEqual(["R7 2027-07-09"]);

  // Carla's contract ends in the vacation, too, and it is written down in the vacation: on its day the coordinator hears.
  await walk.pass({ days: 3 });
  await note(fatima, carla, "contractEnd", "16-8-2027");
  expect(await signalsOf(carla)).toEqual([]);
  const rung = () => anneke.phone.messages().filter(({ text }) => text?.includes("Carla")).length;
  const before = rung();
  await walk.pass({ days: 6 });
  expect(await signalsOf(carla)).toEqual(["R1:contractEnd 2027-07-17"]);
  expect(rung()).toBeGreaterThan(before);
  // Nothing comes up for the first time when all of it is over.
  await walk.pass({ days: 38 });
  for (const one of [amina, bilal, carla, daan]) expect(await signalsOf(one)).toHaveLength(1);
});

test("a vacation that is typed in, or taken away, takes the days along that were waited for", async () => {
  walk = await startWalk({ at: "2027-06-21T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const anneke = await walk.caseWorker("Anneke Bos", { role: "coordinator" });
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await note(fatima, amina, "contractEnd", "20-10-2027");
  const usual = ["contractEnd first waiting 2027-07-22", "contractEnd last waiting 2027-09-20"];
  expect(await rowsOf(amina)).toEqual(usual);
  const by = await findCaseWorker(db(), anneke.id);
  if (!by) throw new Error("Anneke works here");
  const work = () => ({ db: db(), now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts });
  expect(await closeDays(work(), by, summer)).toMatchObject({ ok: true });
  await walk.pass({ minutes: 1 });
  expect(await rowsOf(amina)).toEqual(["contractEnd first waiting 2027-07-02", usual[1]]);
  expect(await openDays(work(), by, summer)).toMatchObject({ ok: true });
  await walk.pass({ minutes: 1 });
  expect(await rowsOf(amina)).toEqual(usual);
});
