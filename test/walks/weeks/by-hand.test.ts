import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { correctContact } from "../../../src/contact/correct-contact.ts";
import { undoContact } from "../../../src/contact/undo-contact.ts";
import { alumnus, caseWorker, contactMoment, contactRecord, task } from "../../../src/db/schema/index.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const db = () => walk.database.db;

/** A programme in which the robot asks each month, but in the month of a talk; the second month's days are 3 to 17 September. */
async function aClass(linked: boolean) {
  // That somebody blocked the robot is an alert, and nobody takes it here.
  walk = await startWalk({ at: "2026-09-07T08:30", leaves: linked ? ["nobodyReacts"] : [] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const sem = await walk.alumnus("Sem", fatima, { situation: "work_regular", linked });
  if (!linked) await db().update(alumnus).set({ joinedAt: walk.clock.now() }).where(eq(alumnus.id, sem.id));
  else await sem.block();
  const school = await findOrganisation(db(), walk.organisationId);
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const programmes = [{ programme: findTemplate("continuous_face") as Programme }];
  await addCohort({ db: db(), now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
  return { fatima, sem };
}
const calls = async (fatima: Walker, sem: Walker) => {
  const action = { do: "contactMinutes", contact: randomUUID(), alumnus: sem.id } as const;
  await fatima.tapOld(encodeAction({ ...action, channel: "phone", minutes: "15" }), 1);
  await walk.pass({ minutes: 2 });
};
const stateOf = async ({ id }: Walker, occasion: string) =>
  (
    await db()
      .select({ state: contactMoment.state })
      .from(contactMoment)
      .where(and(eq(contactMoment.alumnusId, id), eq(contactMoment.occasion, occasion)))
  )[0]?.state;
const openMoments = async ({ id }: Walker) =>
  (
    await db()
      .select({ kind: task.kind })
      .from(task)
      .where(and(eq(task.alumnusId, id), eq(task.kind, "moment"), isNull(task.doneAt)))
  ).length;

test.each([
  ["who takes part without Telegram", false],
  ["who blocked the robot", true],
])("a call that is written down is the robot's planned contact with somebody %s", async (_who, linked) => {
  const { fatima, sem } = await aClass(linked);
  await walk.pass({ days: 4 });
  expect(await stateOf(sem, "month-02")).toBe("planned");
  expect(await openMoments(sem)).toBe(1);
  await walk.pass({ days: 3 });
  await calls(fatima, sem);
  expect(await stateOf(sem, "month-02")).toBe("done");
  expect(await openMoments(sem)).toBe(0);
  const [noted] = await db().select().from(contactRecord).orderBy(asc(contactRecord.seq));
  const [worker] = await db().select().from(caseWorker).where(eq(caseWorker.id, fatima.id));
  if (!noted || !worker) throw new Error("Nothing was noted");
  walk.note("It was somebody else");
  const work = { db: db(), now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts };
  expect(await undoContact(work, worker, noted.id)).toMatchObject({ ok: true });
  await walk.pass({ minutes: 2 });
  expect(await stateOf(sem, "month-02")).toBe("planned");
  expect(await openMoments(sem)).toBe(1);
  await calls(fatima, sem);
  // Days after its window it is neither missed nor on the list, and the talk of October is still to come.
  await walk.pass({ days: 11 });
  expect(await stateOf(sem, "month-02")).toBe("done");
  expect(await openMoments(sem)).toBe(0);
  expect(await stateOf(sem, "month-03")).toBe("planned");
});

test("a call after the days of a planned contact ends its overdue task, and is that contact when it was on one of its days", async () => {
  const { fatima, sem } = await aClass(false);
  await walk.pass({ days: 11 });
  expect(await stateOf(sem, "month-02")).toBe("missed");
  expect(await openMoments(sem)).toBe(1);
  await calls(fatima, sem);
  expect(await openMoments(sem)).toBe(0);
  expect(await stateOf(sem, "month-02")).toBe("missed");
  const [noted] = await db().select().from(contactRecord).orderBy(asc(contactRecord.seq));
  const [worker] = await db().select().from(caseWorker).where(eq(caseWorker.id, fatima.id));
  if (!noted || !worker) throw new Error("Nothing was noted");
  walk.note("It was somebody else");
  const work = () => ({ db: db(), now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts });
  expect(await undoContact(work(), worker, noted.id)).toMatchObject({ ok: true });
  await walk.pass({ minutes: 2 });
  expect(await openMoments(sem)).toBe(1);
  await calls(fatima, sem);
  const [again] = await db().select().from(contactRecord).where(isNull(contactRecord.undoneAt));
  walk.note("It was on Thursday");
  expect(await correctContact(work(), worker, again?.id ?? "", { day: "2026-09-17" })).toMatchObject({
    ok: true,
  });
  await walk.pass({ minutes: 2 });
  expect(await stateOf(sem, "month-02")).toBe("done");
  expect(await openMoments(sem)).toBe(0);
});

test("of whoever can be written to the robot asks its own, whatever a human wrote down", async () => {
  const { fatima, sem } = await aClass(true);
  await sem.unblock();
  await calls(fatima, sem);
  expect(await stateOf(sem, "month-02")).toBe("planned");
  await walk.pass({ days: 11 });
  expect(await stateOf(sem, "month-02")).toBe("asked");
});
