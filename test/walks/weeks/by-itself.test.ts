import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import { recordContact } from "../../../src/contact/record-contact.ts";
import { contactMoment, standing, talk, task } from "../../../src/db/schema/index.ts";
import { noteOffer } from "../../../src/people/link/note-offer.ts";
import { findCaseWorker, findOrganisation } from "../../../src/people/store.ts";
import { addCohort } from "../../../src/programme/add-cohort.ts";
import type { Programme } from "../../../src/programme/programme.ts";
import { findTemplate } from "../../../src/programme/templates.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { amsterdam, startWalk, type Walk, type Walker } from "../../support/walk.ts";
import { buttonsOf, lastCheckIn, startCheckIn } from "../look.ts";

let walk: Walk;
afterEach(() => walk.end());

/** De Klas van '26 in a programme: Amina left in July and takes part. */
async function aClass(key: string, at = "2026-08-24T09:00") {
  walk = await startWalk({ at });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await enrolAll(key);
  return { fatima, amina };
}

async function enrolAll(key: string) {
  const { db } = walk.database;
  const programme = findTemplate(key) as Programme;
  const school = await findOrganisation(db, walk.organisationId);
  const now = walk.clock.now();
  const days = { exitsFrom: "2026-01-01", exitsUntil: "2026-12-31" };
  await addCohort({ db, now }, school, { name: "Klas van '26", ...days, programmes: [{ programme }] });
  await walk.pass({ minutes: 2 });
}

async function standingOf(person: Walker) {
  const [row] = await walk.database.db.select().from(standing).where(eq(standing.alumnusId, person.id));
  if (!row) throw new Error("Nobody looks at this person");
  return row;
}
const tasksOf = (person: Walker) =>
  walk.database.db.select().from(task).where(eq(task.alumnusId, person.id)).orderBy(task.createdAt);
const momentsOf = (person: Walker) =>
  walk.database.db
    .select()
    .from(contactMoment)
    .where(eq(contactMoment.alumnusId, person.id))
    .orderBy(contactMoment.fromDay);

test("a check-in comes by itself before the September call, and the call is the case worker's to make", async () => {
  const { fatima, amina } = await aClass("pro_three_moments");
  const moments = await momentsOf(amina);
  expect(moments.map(({ occasion, form }) => [occasion, form]).slice(0, 3)).toMatchInlineSnapshot(`
    [
      [
        "2026-09",
        "phone",
      ],
      [
        "2027-01",
        "physical",
      ],
      [
        "2027-06",
        "phone",
      ],
    ]
  `);
  expect(await standingOf(amina)).toMatchObject({ state: "inTouch", next: "checkIn", nextBy: "robot" });
  await askTomorrow(amina);
  await amina.tap("Ja");
  expect(await standingOf(amina)).toMatchObject({ state: "asked" });
  await walk.pass({ days: 10 });
  await fatima.say("/vandaag");
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/by-itself.chat.txt");
});

/** The first check-in comes tomorrow at eleven: the day that a person gets depends on the person, and would move a transcript. */
async function askTomorrow(person: Walker) {
  const { db } = walk.database;
  const [first] = (await momentsOf(person)).filter(({ askAt }) => askAt !== null);
  if (!first) throw new Error("Nothing is planned");
  const askAt = new Date(walk.clock.now().getTime() + 26 * 3_600_000);
  await db.update(contactMoment).set({ askAt }).where(eq(contactMoment.id, first.id));
  await db.update(standing).set({ lookAt: walk.clock.now() }).where(eq(standing.alumnusId, person.id));
  await walk.pass({ hours: 27 });
  expect(person.last()).toContain("Heb je één minuut?");
}

test("a class is not asked on one day: a case worker gets no more than five answers a day", async () => {
  walk = await startWalk({ at: "2026-08-03T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  for (let n = 0; n < 12; n += 1) await walk.alumnus(`Leerling${n}`, fatima);
  await enrolAll("pro_three_moments");
  const rows = await walk.database.db
    .select()
    .from(contactMoment)
    .where(eq(contactMoment.occasion, "2026-09"));
  const days = Map.groupBy(rows, ({ askAt }) => askAt?.toISOString().slice(0, 10));
  expect(rows).toHaveLength(12);
  expect(days.size).toBeGreaterThan(2);
  for (const there of days.values()) expect(there.length).toBeLessThanOrEqual(5);
});

test("a check-in about a new job is asked again like any other when nobody answers", async () => {
  const { fatima, amina } = await aClass("pro_three_moments", "2026-10-05T09:00");
  await startCheckIn(fatima, amina);
  await amina.answer("G1", "good");
  await amina.answer("G2", "changed");
  await amina.answer("G3", "regularWork");
  await amina.answer("G4", "thisWeek");
  await amina.answer("W1", "good");
  const isOver = async () => (await lastCheckIn(walk, amina)).state === "done";
  for (let left = 0; left < 6 && !(await isOver()); left += 1) await amina.extra("skip");
  await walk.pass({ days: 8 });
  expect(await lastCheckIn(walk, amina)).toMatchObject({ state: "invited", startedBy: null });
  await walk.pass({ days: 5 });
  expect(amina.last()).toContain("ik heb je even niet gehoord");
  await walk.pass({ days: 11 });
  expect(await tasksOf(amina)).toMatchObject([{ kind: "silent", doneAt: null }]);
});

test("silence: asked again on day three and, later in the day, on day seven; a human on day fourteen", async () => {
  const { fatima, amina } = await aClass("vso_bimonthly");
  await askTomorrow(amina);
  await walk.pass({ days: 3 });
  expect(amina.last()).toContain("ik heb je even niet gehoord");
  expect(await standingOf(amina)).toMatchObject({ state: "reminded" });
  await walk.pass({ days: 12 });
  const [silent] = (await tasksOf(amina)).filter(({ kind }) => kind === "silent");
  expect(silent).toMatchObject({ doneAt: null });
  expect(await standingOf(amina)).toMatchObject({ state: "silent", nextBy: "human" });
  await fatima.say("/vandaag");
  await fatima.tap("📅 1 Doen");
  await fatima.tap("Gesproken");
  expect((await tasksOf(amina)).find(({ kind }) => kind === "silent")).toMatchObject({ outcome: "reached" });
  await walk.pass({ minutes: 1 });
  expect(await standingOf(amina)).toMatchObject({ state: "reminded", next: "silent" });
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/silence.chat.txt");
});

test("one tap that all is well is a contact, and nobody is asked to call", async () => {
  const { amina } = await aClass("vso_bimonthly");
  await askTomorrow(amina);
  await walk.pass({ days: 3 });
  await amina.tap("Alles oké 👍");
  expect(amina.last()).toContain("Fijn om te horen");
  await walk.pass({ days: 20 });
  expect((await tasksOf(amina)).filter(({ kind }) => kind === "silent")).toEqual([]);
  expect(await standingOf(amina)).toMatchObject({ state: "inTouch" });
  // The written contact of September is the case worker's, and stays on the list until it was had.
  expect((await tasksOf(amina)).filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind)).toEqual([
    "moment",
  ]);
});

test("a planned talk that did not come about, with no sign of life, puts somebody out of sight", async () => {
  const { fatima, amina } = await aClass("pro_three_moments");
  await askTomorrow(amina);
  await walk.pass({ days: 37 });
  expect(await standingOf(amina)).toMatchObject({ state: "outOfSight", nextBy: "human" });
  // A call with somebody else that was written down here, and taken back, changes nothing about that.
  const contact = { do: "contactMinutes", contact: randomUUID(), alumnus: amina.id } as const;
  await fatima.tapOld(encodeAction({ ...contact, channel: "phone", minutes: "15" }), 1);
  await walk.pass({ minutes: 2 });
  expect((await standingOf(amina))?.state).not.toBe("outOfSight");
  await fatima.press("contact:fix.undo");
  await walk.pass({ minutes: 2 });
  expect(await standingOf(amina)).toMatchObject({ state: "outOfSight", nextBy: "human" });
  const open = (await tasksOf(amina)).filter(({ kind, doneAt }) => kind === "outOfSight" && doneAt === null);
  expect(open).toHaveLength(1);
});

test("a contact that the case worker writes down fulfils the planned one, and is not asked for again", async () => {
  const { fatima, amina } = await aClass("pro_three_moments");
  await walk.pass({ days: 9 });
  expect((await tasksOf(amina)).map(({ kind, doneAt }) => [kind, doneAt])).toEqual([["moment", null]]);
  await recordContact(
    { db: walk.database.db, now: walk.clock.now() },
    { personId: amina.id, caseWorkerId: fatima.id, result: "reached", channel: "visit", minutes: 30 },
  );
  await walk.pass({ minutes: 1 });
  expect((await tasksOf(amina)).filter(({ doneAt }) => doneAt === null)).toEqual([]);
  expect((await momentsOf(amina))[0]).toMatchObject({ occasion: "2026-09", state: "done" });
  await fatima.say("/oudleerlingen Amina");
  expect(fatima.last()).toContain("Laatste contact: woensdag 2 september, bezoek, Fatima");
});

test("who takes part without Telegram is silent to nobody: each contact is a human's", async () => {
  walk = await startWalk({ at: "2026-08-24T09:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bilal = await walk.alumnus("Bilal", fatima, { linked: false });
  const { db } = walk.database;
  await db.transaction(async (tx) => {
    const row = await findCaseWorker(tx, fatima.id);
    if (!row) throw new Error("Fatima works here");
    await noteOffer(
      { db: tx, now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts },
      row,
      bilal.id,
      "phone",
      "yes",
    );
  });
  await enrolAll("vso_bimonthly");
  expect(await standingOf(bilal)).toMatchObject({ state: "byHuman", next: "moment", nextBy: "human" });
  await walk.pass({ days: 30 });
  expect((await tasksOf(bilal)).map(({ kind }) => kind)).toContain("moment");
  expect((await tasksOf(bilal)).map(({ kind }) => kind)).not.toContain("silent");
});

test("who blocked the robot becomes a human's task at once, which ends by itself when they are back", async () => {
  const { amina } = await aClass("vso_bimonthly");
  await amina.block();
  await walk.pass({ minutes: 1 });
  expect(await standingOf(amina)).toMatchObject({ state: "blocked", nextBy: "human" });
  expect((await tasksOf(amina)).filter(({ doneAt }) => doneAt === null).map(({ kind }) => kind)).toContain(
    "blocked",
  );
  await amina.unblock();
  await walk.pass({ minutes: 1 });
  expect((await tasksOf(amina)).find(({ kind }) => kind === "blocked")).toMatchObject({ outcome: "settled" });
});

test("whose phone is let go of is looked at within a minute, and no longer counts as in touch", async () => {
  const { fatima, amina } = await aClass("vso_bimonthly");
  expect(await standingOf(amina)).toMatchObject({ state: "inTouch" });
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "wrongPerson" }), 1);
  await walk.pass({ minutes: 1 });
  expect(await standingOf(amina)).toMatchObject({ state: "waits", nextBy: "human" });
});

test("who stopped is asked once more a year after school, and never again", async () => {
  const { amina } = await aClass("vso_bimonthly", "2027-07-05T09:00");
  await amina.say("/stop");
  await walk.pass({ hours: 16 });
  expect(await standingOf(amina)).toMatchObject({ state: "stopped", next: "reoffer", nextBy: "robot" });
  const offers = () => amina.read().split("Ik vraag het nog één keer").length - 1;
  await walk.pass({ days: 3 });
  expect(offers()).toBe(0);
  // The tenth is a Saturday.
  await walk.pass({ days: 4 });
  expect(offers()).toBe(1);
  await amina.tap("Nu niet");
  await walk.pass({ days: 10 });
  expect(offers()).toBe(1);
});

test("the guidance ends with a kind word two years after school, and nothing is planned any more", async () => {
  const { amina } = await aClass("pro_three_moments", "2028-06-20T09:00");
  await walk.pass({ days: 23 });
  // This programme keeps the door open.
  expect(amina.read()).toContain("de begeleiding van school is nu klaar");
  expect(amina.read()).toContain("Is er later iets? Schrijf gewoon. Fatima leest het.");
  const closing = walk.simulator.calls.find(({ params }) => String(params.text).includes("is nu klaar"));
  // The term ends at midnight; the word waits for the morning.
  expect(closing?.at).toEqual(amsterdam("2028-07-11T10:00"));
  expect(await standingOf(amina)).toMatchObject({ state: "ended", nextBy: "nobody" });
  expect((await momentsOf(amina)).filter(({ state }) => state === "planned")).toEqual([]);
});

test("where the door does not stay open the word at the end says who helps from then on", async () => {
  const { fatima, amina } = await aClass("vso_bimonthly", "2028-07-07T09:00");
  await walk.pass({ days: 6 });
  expect(amina.read()).toContain("de begeleiding van school is nu klaar");
  expect(amina.read()).toContain("Ga naar je gemeente.");
  expect(amina.read()).not.toContain("Is er later iets? Schrijf gewoon.");
  // Nor does her page say that she takes part and is to be asked or called.
  const t = walk.app.texts("nl");
  await fatima.tapOld(encodeAction({ do: "profile", alumnus: amina.id }), 1);
  expect(fatima.last()).toContain(t("caseload:profile.over"));
  expect(fatima.last()).toContain(t("caseload:next.over"));
  expect(buttonsOf(fatima)).not.toContain(t("caseload:button.checkIn"));
  await fatima.say("/vandaag");
  expect(fatima.last()).not.toContain(t("escalation:today.rest", { n: 1 }));
});

test("the kind word at the end of the guidance does not come in the middle of a talk, but after it", async () => {
  const { fatima, amina } = await aClass("pro_three_moments", "2028-07-07T09:00");
  await walk.pass({ days: 3 });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await amina.say("Mag ik nog iets vragen?");
  await walk.pass({ days: 2 });
  expect(await standingOf(amina)).toMatchObject({ state: "ended" });
  expect(amina.read()).not.toContain("de begeleiding van school is nu klaar");
  const [row] = await walk.database.db.select().from(talk).where(eq(talk.personId, amina.id));
  await fatima.tapOld(encodeAction({ do: "talk", talk: row?.id ?? "", verb: "end" }), 1);
  await walk.pass({ days: 1 });
  expect(amina.read()).toContain("de begeleiding van school is nu klaar");
});

test("another's task is refused, whatever a button says", async () => {
  const { amina } = await aClass("vso_bimonthly");
  const bart = await walk.caseWorker("Bart Smit");
  await amina.block();
  await walk.pass({ minutes: 1 });
  const [open] = await tasksOf(amina);
  if (!open) throw new Error("There is a task");
  await bart.tapOld(
    encodeAction({ do: "task", task: open.id, verb: "done" }),
    bart.phone.lastBotMessage()?.id ?? 1,
  );
  expect((await tasksOf(amina))[0]).toMatchObject({ doneAt: null });
});
