import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { watch } from "../../../src/db/schema/index.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { checkInsOf, lastCheckIn, messagesTo, startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());
const t = () => walk.app.texts("nl");

const watchesOf = async (person: { id: string }) =>
  (await walk.database.db.select().from(watch).where(eq(watch.alumnusId, person.id)))
    .map(({ occasion, state }) => `${occasion} ${state}`)
    .sort();

const opening = (person: Walker, occasion: "firstWeek" | "trialMonth") =>
  messagesTo(person).filter(
    ({ text }) =>
      text === t()(`checkin:flow.openingFor.${occasion}`, { name: person.name, worker: "Fatima" }),
  );

async function aNewJob() {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const sem = await walk.alumnus("Sem", fatima, { situation: "job_seeking" });
  await startCheckIn(fatima, sem);
  await sem.answer("G1", "good");
  await sem.answer("G2", "changed");
  await sem.answer("G3", "regularWork");
  await sem.answer("G4", "thisWeek");
  await sem.answer("W1", "good");
  await sem.answer("T1", "fine");
  await sem.answer("Q1", "onTime");
  return { fatima, sem };
}

test("who starts a job is asked about the first week and the end of the trial month, by day, once each", async () => {
  const { sem } = await aNewJob();
  expect(await watchesOf(sem)).toEqual(["firstWeek waiting", "trialMonth waiting"]);
  await walk.pass({ days: 6, hours: 20 });
  expect(opening(sem, "firstWeek")).toHaveLength(0);
  await walk.until("12:00");
  expect(opening(sem, "firstWeek")).toHaveLength(1);
  expect(await lastCheckIn(walk, sem)).toMatchObject({ state: "invited", startedBy: null });
  await sem.press("checkin:flow.openAnswer.yes");
  await sem.answer("G1", "good");
  await sem.answer("E1", "good");
  await sem.answer("W6", "yes");
  await sem.answer("W7", "yes");
  await sem.extra("skip");
  expect((await lastCheckIn(walk, sem)).state).toBe("done");
  expect(await watchesOf(sem)).toEqual(["firstWeek asked", "trialMonth waiting"]);
  await walk.pass({ days: 21 });
  expect(opening(sem, "firstWeek")).toHaveLength(1);
  expect(opening(sem, "trialMonth")).toHaveLength(1);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/first-week.chat.txt");
});

test('whoever wants to hear less often is not asked about an occasion either: "Ik houd me hieraan"', async () => {
  const { sem } = await aNewJob();
  await sem.say("/mytime");
  await sem.tap("Het maakt niet uit");
  await sem.press("people:calendar.time.less");
  await walk.pass({ days: 9 });
  expect(opening(sem, "firstWeek")).toHaveLength(0);
  // Long before the season is over it is no longer soon after what happened.
  expect(await watchesOf(sem)).toEqual(["firstWeek dropped", "trialMonth waiting"]);
});

test("who stopped, or left the job again, is not asked about it", async () => {
  const { fatima, sem } = await aNewJob();
  await startCheckIn(fatima, sem);
  await sem.answer("G1", "good");
  await sem.answer("G2", "changed");
  await sem.answer("G3", "mboEntry");
  await sem.answer("G4", "longer");
  await sem.answer("B1", "good");
  await sem.extra("skip");
  expect(await watchesOf(sem)).toContain("firstWeek waiting");
  await sem.say("STOP");
  await walk.pass({ days: 8 });
  expect(opening(sem, "firstWeek")).toHaveLength(0);
  expect(await watchesOf(sem)).toContain("firstWeek dropped");
});

test("an occasion waits while another check-in runs, and lapses when it is no longer soon", async () => {
  const { fatima, sem } = await aNewJob();
  await fatima.say("/checkin");
  await fatima.tap("Sem Jansen");
  await walk.pass({ days: 30 });
  expect(opening(sem, "firstWeek")).toHaveLength(0);
  expect((await checkInsOf(walk, sem)).filter(({ state }) => state === "invited")).toHaveLength(1);
  expect(await watchesOf(sem)).toEqual(["firstWeek dropped", "trialMonth waiting"]);
});
