import { randomUUID } from "node:crypto";
import { and, asc, eq, isNull, ne } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { alumnus, chat, enrolment, offer, outbox, standing, task } from "../../../src/db/schema/index.ts";
import { setAgreement } from "../../../src/people/link/set-agreement.ts";
import { findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import { countOffers } from "../../../src/programme/count-offers.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
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
async function enrolled(values?: Partial<typeof alumnus.$inferInsert>) {
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const { db } = walk.database;
  if (values) await db.update(alumnus).set(values).where(eq(alumnus.id, amina.id));
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

/** But for planned talks, which are a human's to end whatever becomes of the phone. */
const openTasks = async (person: Walker) =>
  (
    await walk.database.db
      .select({ kind: task.kind })
      .from(task)
      .where(and(eq(task.alumnusId, person.id), ne(task.kind, "moment"), isNull(task.doneAt)))
  ).map(({ kind }) => kind);
const unlink = (fatima: Walker, { id: alumnus }: Walker) =>
  fatima.tapOld(encodeAction({ do: "unlink", alumnus, reason: "newPhone" }), 1);
const reoffersDue = async () => {
  const { db } = walk.database;
  const figures = await countOffers(
    { db, now: walk.clock.now() },
    await findOrganisation(db, walk.organisationId),
  );
  return figures[0]?.reoffersDue;
};

/** A new card is used on another phone, up to the case worker's yes. */
async function onNewPhone(fatima: Walker, { id: alumnus }: Walker) {
  await fatima.tapOld(encodeAction({ do: "newCard", alumnus }), 1);
  const phone = walk.anotherPhone("Amina's new phone");
  const links = fatima.phone.messages().flatMap(({ text }) => /\?start=(\S+)$/.exec(text ?? "")?.[1] ?? []);
  await phone.start(links.at(-1) ?? "");
  await phone.tap("Nederlands");
  await phone.press("people:link.okay");
  await phone.press("people:link.offerAnswer.yes");
  await phone.press("people:link.phoneAnswer.own");
  await fatima.press("people:confirm.yes");
}

test.each<[string, Partial<typeof alumnus.$inferInsert>, boolean]>([
  ["a newcomer, of whom the Act orders nothing", { schoolType: "isk" }, false],
  ["somebody of vso with day activity", { schoolType: "vso", exitProfile: "day_activity" }, false],
  ["somebody of pro, who has taken part since before the second offer", { schoolType: "pro" }, false],
  ["somebody of pro, who said yes to the second offer", { schoolType: "pro" }, true],
])(
  "LAW-11 %s whose phone is let go of in the second year is offered nothing again, and is a human's until it is known",
  async (_, values, isReoffered) => {
    walk = await startWalk({ at: "2027-07-05T09:00" });
    const { fatima, amina } = await enrolled(values);
    const { db } = walk.database;
    if (isReoffered) await db.update(enrolment).set({ reofferedAt: new Date("2027-07-12T09:00:00Z") });
    await walk.pass({ days: 60 });
    await unlink(fatima, amina);
    await walk.pass({ minutes: 1 });
    expect(await standingOf(amina)).toMatchObject({ state: "waits", next: "hold", nextBy: "human" });
    expect(await openTasks(amina)).toEqual([]);
    await walk.pass({ days: 17 });
    expect(await openTasks(amina)).toEqual(["hold"]);
    expect(await reoffersDue()).toBe(0);
    // Nobody has done anything for three months: it stands on the list, once.
    await walk.pass({ days: 73 });
    expect(await openTasks(amina)).toEqual(["hold"]);
    await onNewPhone(fatima, amina);
    await walk.pass({ minutes: 2 });
    expect((await standingOf(amina))?.state).not.toBe("waits");
    expect(await openTasks(amina)).not.toContain("hold");
    const made = await db.select().from(offer).where(eq(offer.alumnusId, amina.id)).orderBy(asc(offer.seq));
    expect(made.map(({ kind }) => kind)).toEqual(["first", "later"]);
  },
  120_000,
);

test("the guidance of whoever has no phone of theirs ends with a human's word, and a new phone is no new beginning", async () => {
  walk = await startWalk({ at: "2028-06-05T09:00" });
  const { fatima, amina } = await enrolled({ schoolType: "isk" });
  const { db } = walk.database;
  const [before] = await db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  await unlink(fatima, amina);
  await walk.pass({ days: 3 });
  await onNewPhone(fatima, amina);
  await walk.pass({ minutes: 2 });
  const [since] = await db.select().from(alumnus).where(eq(alumnus.id, amina.id));
  expect(since?.joinedAt).toEqual(before?.joinedAt);
  await unlink(fatima, amina);
  await walk.pass({ days: 40 });
  const [place] = await db.select().from(enrolment).where(eq(enrolment.alumnusId, amina.id));
  expect(place).toMatchObject({ endReason: "term" });
  expect(await openTasks(amina)).toContain("closing");
});

test("a phone that says it is somebody else's is let go of, and whose it was is a human's after two weeks", async () => {
  walk = await startWalk({ at: "2027-10-04T09:00" });
  const { amina } = await enrolled({ schoolType: "isk" });
  await silentForAYear(amina);
  await walk.pass({ days: 2 });
  await amina.press("people:silent.other");
  await walk.pass({ minutes: 1 });
  expect(await standingOf(amina)).toMatchObject({ state: "waits", reason: "unlinked", next: "hold" });
  await walk.pass({ days: 15 });
  expect(await openTasks(amina)).toEqual(["hold"]);
});

test("LAW-11 whoever took part a year after school and stopped later gets no second offer because the phone was let go of", async () => {
  walk = await startWalk({ at: "2027-07-05T09:00" });
  const { fatima, amina } = await enrolled();
  await walk.pass({ days: 60 });
  await amina.say("/stop");
  await unlink(fatima, amina);
  await walk.pass({ days: 3 });
  expect(await standingOf(amina)).toMatchObject({ state: "stopped", next: "end" });
  expect(await openTasks(amina)).toEqual([]);
  expect(await reoffersDue()).toBe(0);
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
