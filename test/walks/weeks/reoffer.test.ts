import { asc, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  alumnus,
  enrolment,
  invitation,
  offer,
  outbox,
  standing,
  task,
} from "../../../src/db/schema/index.ts";
import { makeOffer } from "../../../src/people/link/keep-offer.ts";
import { lookAgain } from "../../../src/people/look-again.ts";
import { findAlumnus, findOrganisation, viewAlumnus } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import { countOffers } from "../../../src/programme/count-offers.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { sayReoffer } from "../../../src/programme/say-reoffer.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

async function enrolAll(exitsFrom = "2026-01-01") {
  const { db } = walk.database;
  const programme = findTemplate("pro_three_moments") as Programme;
  const school = await findOrganisation(db, walk.organisationId);
  const days = { exitsFrom, exitsUntil: "2026-12-31" };
  const programmes = [{ programme }];
  await addCohort({ db, now: walk.clock.now() }, school, { name: "Klas van '26", ...days, programmes });
  await walk.pass({ minutes: 2 });
}
const offersOf = (person: Walker) =>
  walk.database.db.select().from(offer).where(eq(offer.alumnusId, person.id)).orderBy(asc(offer.seq));
const openTasks = async (person: Walker) =>
  (await walk.database.db.select().from(task).where(eq(task.alumnusId, person.id)))
    .filter(({ doneAt }) => doneAt === null)
    .map(({ kind }) => kind);
const figures = async () => {
  const school = await findOrganisation(walk.database.db, walk.organisationId);
  const [group] = await countOffers({ db: walk.database.db, now: walk.clock.now() }, school);
  return group;
};

test("who never opened the robot is asked again by a human a year after school, with a day and a way to write it down", async () => {
  walk = await startWalk({ at: "2027-07-07T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  await walk.database.db.delete(invitation).where(eq(invitation.alumnusId, bilal.id));
  await enrolAll();
  expect(await figures()).toMatchObject({ people: 1, offered: 0, reoffersDue: 0, reoffersMade: 0 });
  // School was over on 10 July; the tenth is a Saturday.
  await walk.pass({ days: 6 });
  expect(await openTasks(bilal)).toEqual(["reoffer"]);
  expect(await figures()).toMatchObject({ reoffersDue: 1, reoffersMade: 0 });
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  await fatima.press("programme:task.answer");
  await fatima.press("people:offerNote.how.phone");
  await fatima.press("people:offerNote.answer.notNow");
  await walk.pass({ minutes: 1 });
  expect(await offersOf(bilal)).toMatchObject([
    { kind: "reoffer", channel: "phone", delivery: null, answer: "notNow", recordedBy: fatima.id },
  ]);
  expect(await openTasks(bilal)).toEqual([]);
  expect(await figures()).toMatchObject({ reoffersDue: 0, reoffersMade: 1, reoffersByHuman: 1 });
  await fatima.say("/oudleerlingen Bilal");
  expect(fatima.last()).toContain("Opnieuw gevraagd op dinsdag 13 juli: nu niet");
  await walk.pass({ days: 60 });
  expect(await openTasks(bilal)).toEqual([]);
  expect(await offersOf(bilal)).toHaveLength(1);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/reoffer-by-a-human.chat.txt");
});

test("the robot's second offer is a row with its words, arrives or not, and can be made once alone", async () => {
  walk = await startWalk({ at: "2027-07-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await enrolAll();
  await amina.say("/stop");
  await walk.pass({ days: 8 });
  expect((await offersOf(amina)).at(-1)).toMatchObject({
    ...{ kind: "reoffer", channel: "telegram", language: "nl", delivery: "sent", answer: null },
    textVersion: expect.stringMatching(/^reoffer-nl-/),
  });
  // Whoever tries again, from another instance or by hand, says nothing and writes nothing.
  const { db } = walk.database;
  const person = await findAlumnus(db, amina.id);
  if (!person) throw new Error("Amina is there");
  const said = async () => (await db.select({ id: outbox.id }).from(outbox)).length;
  const before = await said();
  const work = { db, now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts };
  await sayReoffer(work, await viewAlumnus(work, person));
  expect(await said()).toBe(before);
  const again = {
    alumnusId: amina.id,
    kind: "reoffer",
    channel: "phone",
    textVersion: "",
    language: "nl",
  } as const;
  expect(await makeOffer(work, again)).toBeUndefined();
  await amina.tap("Ja, graag");
  expect((await offersOf(amina)).filter(({ kind }) => kind === "reoffer")).toMatchObject([{ answer: "yes" }]);
});

test("a second offer that does not arrive is no proof, and becomes a human's task", async () => {
  walk = await startWalk({ at: "2027-07-05T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await enrolAll();
  await amina.say("/stop");
  await walk.pass({ days: 4 });
  // Blocks without Telegram telling us: only the message finds out.
  walk.simulator.faults.add({ method: "sendMessage", chatId: amina.phone.chatId, kind: "403" });
  await walk.pass({ days: 4 });
  expect((await offersOf(amina)).at(-1)).toMatchObject({ kind: "reoffer", delivery: "failed", answer: null });
  expect(await figures()).toMatchObject({ reoffersMade: 1, reoffersDelivered: 0 });
  // It goes to a human, once, who makes it by another way.
  expect(await openTasks(amina)).toEqual(["reoffer"]);
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  await fatima.tap("Gesproken");
  expect((await offersOf(amina)).filter(({ kind }) => kind === "reoffer")).toMatchObject([
    { channel: "other", delivery: null, recordedBy: fatima.id },
  ]);
  expect(await figures()).toMatchObject({ reoffersMade: 1, reoffersDelivered: 1, reoffersByHuman: 1 });
});

test("LAW-11 an exit that the list had a year too early uses up no second offer: it is made a year after the right one", async () => {
  walk = await startWalk({ at: "2026-09-07T09:00" });
  const { db } = walk.database;
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  const carla = await walk.alumnus("Carla", fatima, { linked: false });
  await db.delete(invitation);
  await db.update(alumnus).set({ exitDate: "2025-07-17" });
  await enrolAll("2025-01-01");
  expect([await openTasks(bilal), await openTasks(carla)]).toEqual([["reoffer"], ["reoffer"]]);
  const [due] = await db.select().from(task).where(eq(task.alumnusId, bilal.id));
  await fatima.tapOld(encodeAction({ do: "task", task: due?.id ?? "", verb: "reached" }), 1);
  const note = { do: "noteOffer", alumnus: bilal.id, how: "phone", answer: "notNow" } as const;
  await fatima.tapOld(encodeAction(note), 1);
  await walk.pass({ minutes: 1 });
  expect(await offersOf(bilal)).toMatchObject([{ kind: "reoffer", answer: "notNow" }]);

  // The list is put right. Nobody has asked Carla yet, and it is not time.
  await db.update(alumnus).set({ exitDate: "2026-07-17" });
  for (const { id } of [bilal, carla]) await lookAgain({ db, now: walk.clock.now() }, id);
  await walk.pass({ minutes: 1 });
  expect(await offersOf(bilal)).toMatchObject([{ kind: "later", answer: "notNow" }]);
  expect(await db.select().from(enrolment).where(eq(enrolment.alumnusId, bilal.id))).toMatchObject([
    { startsOn: "2026-07-17", endsOn: "2028-07-17", reofferedAt: null },
  ]);
  expect(await db.select().from(standing).where(eq(standing.alumnusId, bilal.id))).toMatchObject([
    { state: "declined", next: "reoffer", nextBy: "human", nextAt: amsterdam("2027-07-17T00:00") },
  ]);
  expect(await openTasks(bilal)).toEqual([]);
  expect(await openTasks(carla)).toEqual(["offer"]);
  expect(await figures()).toMatchObject({ reoffersDue: 0, reoffersMade: 0 });

  walk.clock.moveTo(amsterdam("2027-07-19T09:00"));
  await walk.pass({ minutes: 2 });
  expect([await openTasks(bilal), await openTasks(carla)]).toEqual([["reoffer"], ["reoffer"]]);
  await fatima.tapOld(encodeAction(note), 1);
  await walk.pass({ minutes: 1 });
  expect((await offersOf(bilal)).map(({ kind }) => kind)).toEqual(["later", "reoffer"]);
  expect(await openTasks(bilal)).toEqual([]);
});
