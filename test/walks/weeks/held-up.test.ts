import { randomUUID } from "node:crypto";
import { and, asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { chat, enrolment, outbox, standing, task } from "../../../src/db/schema/index.ts";
import { setAgreement } from "../../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const tasksOf = (person: Walker, kind: "hold" | "moment") =>
  walk.database.db
    .select({ about: task.about, doneAt: task.doneAt, outcome: task.outcome, doneBy: task.doneBy })
    .from(task)
    .where(and(eq(task.alumnusId, person.id), eq(task.kind, kind)))
    .orderBy(asc(task.createdAt));
const standingOf = async (person: Walker) =>
  (await walk.database.db.select().from(standing).where(eq(standing.alumnusId, person.id)))[0];

/** Somebody who left in July 2026 and takes part, in a programme that calls three times a year. */
async function enrolled() {
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const { db } = walk.database;
  const programme = findTemplate("pro_three_moments") as Programme;
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  const school = await findOrganisation(db, walk.organisationId);
  await addCohort({ db, now: walk.clock.now() }, school, {
    ...{ name: "Klas van '26", ...days },
    programmes: [{ programme }],
  });
  await walk.pass({ minutes: 2 });
  return { fatima, amina };
}

/** Spoken with by phone perhaps, and not a word on Telegram. */
const silentForAYear = ({ phone }: Walker) =>
  walk.database.db
    .update(chat)
    .set({ lastSeenAt: new Date(walk.clock.now().getTime() - 366 * 86_400_000) })
    .where(eq(chat.chatId, phone.chatId));

test("a phone that was silent for a year and does not say whose it is, is a human's task after two weeks, and again until it is known", async () => {
  walk = await startWalk({ at: "2027-10-04T09:00" });
  const { fatima, amina } = await enrolled();
  await silentForAYear(amina);
  await walk.pass({ days: 2 });
  expect(amina.last()).toBe(walk.app.texts("nl")("people:silent.ask"));
  expect(await standingOf(amina)).toMatchObject({ state: "waits", next: "hold", nextBy: "human" });
  expect(await tasksOf(amina, "hold")).toEqual([]);
  await walk.pass({ days: 14 });
  expect(await tasksOf(amina, "hold")).toMatchObject([{ doneAt: null }]);
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  expect(fatima.last()).toContain("de robot kan nu niets vragen");
  await fatima.press("programme:task.done");
  // Nobody is forgotten because somebody tapped "done".
  await walk.pass({ days: 32 });
  expect(await tasksOf(amina, "hold")).toMatchObject([{ outcome: "done" }, { doneAt: null }]);
  await amina.press("people:silent.same");
  await fatima.press("people:confirm.yes");
  await walk.pass({ minutes: 5 });
  expect((await standingOf(amina))?.state).not.toBe("waits");
  expect(await tasksOf(amina, "hold")).toMatchObject([{ outcome: "done" }, { outcome: "settled" }]);
});

test("a school that needs the agreement no longer holds nobody back because of it, from the same day on", async () => {
  walk = await startWalk({ at: "2026-10-05T09:00" });
  const { amina } = await enrolled();
  const school = () => findOrganisation(walk.database.db, walk.organisationId);
  const use = async (whom: string) =>
    setAgreement({ db: walk.database.db, now: walk.clock.now() }, await school(), whom, true);
  await use("alumnus");
  await walk.pass({ minutes: 5 });
  expect(await standingOf(amina)).toMatchObject({ state: "waits", next: "hold" });
  await walk.pass({ days: 15 });
  expect(await tasksOf(amina, "hold")).toMatchObject([{ doneAt: null }]);
  await use("off");
  await walk.pass({ minutes: 5 });
  expect((await standingOf(amina))?.state).not.toBe("waits");
  expect(await tasksOf(amina, "hold")).toMatchObject([{ outcome: "settled" }]);
});

test("another rhythm or time, said in the chat, is looked at with the next tick, not after the window that runs", async () => {
  walk = await startWalk({ at: "2026-10-05T09:00" });
  const { amina } = await enrolled();
  const isDue = async () => {
    const at = (await standingOf(amina))?.lookAt;
    return at !== null && at !== undefined && at <= walk.clock.now();
  };
  expect(await isDue()).toBe(false);
  await amina.say("/mytime");
  await amina.tap("Het maakt niet uit");
  await walk.pass({ minutes: 1 });
  expect(await isDue()).toBe(false);
  await amina.press("people:calendar.time.less");
  expect(await isDue()).toBe(true);
});

test("the end of the guidance leaves what was done before as it was, and writes to no chat that is closed", async () => {
  walk = await startWalk({ at: "2028-07-03T09:00" });
  const { fatima, amina } = await enrolled();
  await walk.database.db.insert(task).values([
    {
      ...{
        id: randomUUID(),
        alumnusId: amina.id,
        kind: "moment",
        about: "a call",
        createdAt: walk.clock.now(),
      },
      ...{ fromDay: "2028-07-03", dueDay: "2028-07-07", outcome: "reached", doneBy: fatima.id },
      doneAt: walk.clock.now(),
    },
    {
      ...{
        id: randomUUID(),
        alumnusId: amina.id,
        kind: "moment",
        about: "another",
        createdAt: walk.clock.now(),
      },
      ...{ fromDay: "2028-07-03", dueDay: "2028-07-07" },
    },
  ]);
  amina.phone.block();
  await walk.pass({ days: 10 });
  const { db } = walk.database;
  const [place] = await db.select().from(enrolment).where(eq(enrolment.alumnusId, amina.id));
  expect(place).toMatchObject({ endReason: "term" });
  const tasks = await tasksOf(amina, "moment");
  expect(tasks).toContainEqual(
    expect.objectContaining({ about: "a call", outcome: "reached", doneBy: fatima.id }),
  );
  expect(tasks).toContainEqual(expect.objectContaining({ about: "another", outcome: "settled" }));
  const closed = eq(outbox.state, "blocked");
  expect(await db.select().from(outbox).where(closed)).toEqual([]);
});
