import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterEach, expect, test } from "vitest";
import {
  alumnus,
  answer,
  checkIn,
  deadline,
  knownDate,
  questionSetVersion,
  signal,
  task,
} from "../../../src/db/schema/index.ts";
import { detailsPlace, openDetails } from "../../../src/people/details.ts";
import { lookAgain } from "../../../src/people/look-again.ts";
import { fireDeadline } from "../../../src/programme/deadline/fire-deadline.ts";
import { encodeAction } from "../../../src/telegram/callback-data.ts";
import { startWalk, type Walk, type Walker } from "../../support/walk.ts";

let walk: Walk;
afterEach(() => walk.end());

const tasksOf = (person: Walker) =>
  walk.database.db.select().from(task).where(eq(task.alumnusId, person.id)).orderBy(task.createdAt);
const rowsOf = async (person: Walker) =>
  (
    await walk.database.db
      .select()
      .from(deadline)
      .where(eq(deadline.alumnusId, person.id))
      .orderBy(deadline.dueAt)
  ).map(({ kind, stage, state }) => `${kind} ${stage} ${state}`);
const rulesOf = (person: Walker) =>
  walk.database.db
    .select({ rule: signal.rule, severity: signal.severity })
    .from(signal)
    .where(and(eq(signal.personId, person.id)));

test("a contract's end is written down, moves, and the old day never comes up", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.say("/oudleerlingen Amina");
  await fatima.press("caseload:dated.dates");
  await fatima.tap("Contract tot …");
  await fatima.sticker();
  await fatima.say("31-2-2027");
  await fatima.say("gisteren");
  await fatima.say("1-1-2010");
  await fatima.say("31-3-2027");
  expect(fatima.last()).toContain("Contract tot 31 maart 2027");
  await fatima.say("/oudleerlingen Amina");
  expect(fatima.last()).toContain("Volgende stap: let op: contract stopt · donderdag 31 december");
  // The contract is shorter than it was said: the day moves, and what was watched for it moves along.
  await fatima.press("caseload:dated.dates");
  await fatima.tap("Contract tot …");
  await fatima.say("1 maart 2027");
  expect(await rowsOf(amina)).toEqual([
    "contractEnd first waiting",
    "contractEnd first dropped",
    "contractEnd last waiting",
    "contractEnd last dropped",
  ]);
  await walk.pass({ days: 9 });
  await fatima.say("/vandaag");
  expect(fatima.last()).toContain("Amina · contract stopt");
  await fatima.tap("📅 1 Doen");
  await fatima.tap("Gesproken");
  await walk.pass({ days: 61 });
  expect(await rulesOf(amina)).toEqual([{ rule: "R1:contractEnd", severity: "urgent" }]);
  expect((await rowsOf(amina)).filter((one) => one.endsWith("fired"))).toHaveLength(2);
  await fatima.say("/vandaag");
  await fatima.tap("1 Open");
  for (const key of ["button.take", "button.reached", "outcome.helped"])
    await fatima.press(`escalation:${key}`);
  await fatima.press("escalation:button.noNote");
  // Past the day itself nothing more comes of it.
  await walk.pass({ days: 30 });
  expect(await rulesOf(amina)).toHaveLength(1);
  expect(await tasksOf(amina)).toHaveLength(1);
  await expect(walk.transcript()).toMatchFileSnapshot("../chats/deadline-moves.chat.txt");
});

test("what the school's list says of a contract is watched, until a human or another list says otherwise", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  const { db } = walk.database;
  const { vault } = walk.app;
  /** As an import leaves it. */
  const list = async (day: string, on: string) => {
    const [row] = await db.select().from(alumnus).where(eq(alumnus.id, amina.id));
    if (!row) throw new Error("Amina is gone.");
    const details = { ...(await openDetails(db, vault, row)), contractEnd: { day, on } };
    const sealed = await vault.seal(db, row.keyId, detailsPlace(row.id), JSON.stringify(details));
    await db.update(alumnus).set({ details: sealed }).where(eq(alumnus.id, row.id));
    await lookAgain({ db, now: walk.clock.now() }, amina.id);
    // A minute until whoever is new is watched at all, and one until they are looked at.
    await walk.pass({ minutes: 2 });
  };
  const coming = async () => {
    await fatima.say("/oudleerlingen Amina");
    return fatima.last();
  };
  await list("2027-03-31", "2026-11-02");
  expect(await coming()).toContain("Volgende stap: let op: contract stopt · donderdag 31 december");
  await fatima.press("caseload:dated.dates");
  expect(fatima.last()).toContain("Contract tot 31 maart 2027");
  await fatima.tap("Contract tot …");
  await fatima.say("1 maart 2027");
  expect(await coming()).toContain("dinsdag 1 december");
  await list("2027-04-30", "2026-11-20");
  expect(await coming()).toContain("dinsdag 1 december");
  await list("2027-04-30", "2026-11-24");
  expect(await coming()).toContain("zaterdag 30 januari");
  await walk.pass({ days: 2 });
  // A human who knows that there is no contract any more says so, whatever the list says.
  await fatima.press("caseload:dated.dates");
  await fatima.tap("❌ Contract weg");
  await walk.pass({ minutes: 2 });
  expect(await coming()).not.toContain("contract stopt");
});

test("a date that is taken back takes its task along; another's dates are nobody else's", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const bart = await walk.caseWorker("Bart Smit");
  const amina = await walk.alumnus("Amina", fatima, { situation: "day_activity" });
  // The letter is of five weeks ago: what is left is a week, and it is a human's task at once.
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "letter" }), 1);
  await fatima.say("14-10-2026");
  await walk.pass({ minutes: 2 });
  expect((await tasksOf(amina)).map(({ kind, doneAt }) => [kind, doneAt])).toContainEqual([
    "objection",
    null,
  ]);
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "drop_letter" }), 1);
  await walk.pass({ minutes: 1 });
  expect((await tasksOf(amina)).find(({ kind }) => kind === "objection")).toMatchObject({
    outcome: "settled",
  });
  // Half a year before eighteen is over already: a task, and none of what was typed into somebody else's page.
  expect((await tasksOf(amina)).map(({ kind }) => kind)).toContain("eighteen");
  const before = (await walk.database.db.select().from(knownDate)).length;
  for (const what of ["show", "contractEnd", "studyWish", "drop_letter", "drop_nothing"])
    await bart.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what }), 1);
  expect(await walk.database.db.select().from(knownDate)).toHaveLength(before);
  expect(bart.read()).not.toContain("Amina");
});

test("three months at home rings once in working hours, and not when it is over before that", async () => {
  walk = await startWalk({ at: "2026-11-23T09:00", leaves: ["nobodyReacts"] });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  const bilal = await walk.alumnus("Bilal", fatima);
  for (const { id } of [amina, bilal]) {
    await fatima.tapOld(encodeAction({ do: "situation", alumnus: id, to: "at_home" }), 1);
    await fatima.tapOld(encodeAction({ do: "situationSince", alumnus: id }), 1);
    await fatima.say("28-8-2026");
  }
  await walk.pass({ days: 2 });
  // Looking for work now: the three months go on.
  await fatima.tapOld(encodeAction({ do: "situation", alumnus: amina.id, to: "job_seeking" }), 1);
  await fatima.tapOld(encodeAction({ do: "situation", alumnus: bilal.id, to: "work_regular" }), 1);
  // The day is a Saturday: nobody is at work before Monday.
  await walk.pass({ days: 4 });
  expect(await rulesOf(amina)).toEqual([]);
  await walk.pass({ days: 1 });
  expect(await rulesOf(amina)).toEqual([{ rule: "R7", severity: "urgent" }]);
  expect(await rulesOf(bilal)).toEqual([]);
  expect(await rowsOf(bilal)).toEqual(["atHome last dropped"]);

  // From then on her name stands in the first digest of each week, and in no other, for as long as it lasts.
  const title = walk.app.texts("nl")("escalation:today.atHome.title");
  const lists = () =>
    fatima.phone
      .messages()
      .flatMap(({ text }) => (text?.includes(title) ? [text.split(title)[1]?.split("\n\n")[0]?.trim()] : []));
  const since = "• Amina, sinds 28 augustus 2026";
  const first = lists().length;
  await walk.pass({ days: 14 });
  expect(lists().slice(first)).toEqual([since, since]);
  await fatima.tapOld(encodeAction({ do: "situation", alumnus: amina.id, to: "work_regular" }), 1);
  await walk.pass({ days: 8 });
  expect(lists().slice(first)).toHaveLength(2);
});

/** A check-in of the past, finished on this day with these answers: `W2 from3To6Months`. */
async function answered(person: Walker, day: string, ...answers: readonly string[]) {
  const { db } = walk.database;
  const at = new Date(`${day}T10:00:00Z`);
  const [set] = await db.select().from(questionSetVersion);
  if (!set) throw new Error("No questions are published");
  const id = randomUUID();
  const [row] = await db.select().from(alumnus).where(eq(alumnus.id, person.id));
  const ended = { state: "done", round: 0, createdAt: at, openedAt: at, endedAt: at } as const;
  const about = { id, alumnusId: person.id, caseWorkerId: row?.caseWorkerId ?? "", setHash: set.hash };
  await db.insert(checkIn).values({ ...about, ...ended });
  for (const [questionId = "", option = ""] of answers.map((one) => one.split(" ")))
    await db.insert(answer).values({
      ...{
        checkInId: id,
        questionId,
        options: [option],
        complete: true,
        answeredAt: at,
        setVersion: set.version,
      },
    });
  await lookAgain({ db, now: walk.clock.now() }, person.id);
  await walk.pass({ minutes: 2 });
}

test("an answer sets a date, the next one moves it or ends it, and its task ends with it", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await walk.pass({ minutes: 2 });
  // The middle of three to six months from August: the first stage is over when we look, and the answer has said so itself.
  await answered(amina, "2026-08-20", "W2 from3To6Months");
  expect(await rowsOf(amina)).toEqual(["contractEnd first skipped", "contractEnd last waiting"]);
  await answered(amina, "2026-11-20", "W2 over6Months");
  expect((await rowsOf(amina)).filter((one) => one.endsWith("waiting"))).toHaveLength(2);
  await answered(amina, "2026-11-21", "W2 permanent");
  expect((await rowsOf(amina)).filter((one) => one.endsWith("waiting"))).toEqual([]);
  expect(await tasksOf(amina)).toEqual([]);
  // R15: twice in a row.
  await answered(amina, "2026-11-22", "W11 course");
  expect(await tasksOf(amina)).toEqual([]);
  await answered(amina, "2026-11-23", "W11 otherTasks");
  expect((await tasksOf(amina)).map(({ kind, doneAt }) => [kind, doneAt])).toEqual([["growth", null]]);
  await answered(amina, "2026-11-23", "W11 notNow");
  expect(await tasksOf(amina)).toMatchObject([{ kind: "growth", outcome: "settled" }]);
});

test("of two instances at one moment one fires", async () => {
  walk = await startWalk({ at: "2027-02-01T11:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "studyWish" }), 1);
  const { db } = walk.database;
  const [due] = await db.select().from(deadline).where(eq(deadline.state, "waiting"));
  const fire = () =>
    db.transaction((tx) =>
      fireDeadline(
        { db: tx, now: walk.clock.now(), vault: walk.app.vault, texts: walk.app.texts },
        due?.id ?? "",
      ),
    );
  await Promise.all([fire(), fire(), fire()]);
  await walk.settle();
  expect(amina.read().split("vóór 1 april")).toHaveLength(2);
});

/** Amina wishes to study; at the end of January nobody has spoken of it. */
async function aStudyWish() {
  walk = await startWalk({ at: "2027-01-29T12:00" });
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima);
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "studyWish" }), 1);
  const said = () => amina.read().split("vóór 1 april").length - 1;
  return { fatima, amina, said };
}

test("whoever wishes to study hears of 1 April on 1 February, in message hours and once a year", async () => {
  const { said } = await aStudyWish();
  await walk.pass({ days: 2, hours: 13 });
  expect(said()).toBe(0);
  await walk.until("12:00");
  expect(said()).toBe(1);
  await walk.pass({ days: 3 });
  expect(said()).toBe(1);
});

test("a word about a date waits until no human talks with the person any more", async () => {
  const { fatima, amina, said } = await aStudyWish();
  await walk.pass({ days: 2, hours: 13 });
  await fatima.tapOld(encodeAction({ do: "message", alumnus: amina.id, step: "write" }), 1);
  await amina.say("Kun je me helpen?");
  await walk.until("18:00");
  expect(said()).toBe(0);
  await fatima.press("talk:button.end");
  await walk.pass({ days: 1 });
  expect(said()).toBe(1);
});

test("of somebody who stops nothing is watched, and again when they are back", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "contractEnd" }), 1);
  await fatima.say("31-12-2027");
  await amina.say("/stop");
  await walk.pass({ minutes: 1 });
  expect(await rowsOf(amina)).toEqual(["contractEnd first dropped", "contractEnd last dropped"]);
  await amina.press("people:stop.again");
  await walk.pass({ minutes: 1 });
  expect(await rowsOf(amina)).toEqual(["contractEnd first waiting", "contractEnd last waiting"]);
  // No day of anybody stands readable in a row.
  const [row] = await walk.database.db.select().from(deadline).where(eq(deadline.alumnusId, amina.id));
  expect(row?.day.toString("utf8")).not.toContain("2027");
});

test("what was to be done about a date comes back with whoever stopped, and stays when a phone is let go of", async () => {
  walk = await startWalk();
  const fatima = await walk.caseWorker("Fatima de Vries");
  const amina = await walk.alumnus("Amina", fatima, { situation: "work_regular" });
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "contractEnd" }), 1);
  await fatima.say("10-2-2027");
  await walk.pass({ minutes: 2 });
  const [set] = await tasksOf(amina);
  expect(set).toMatchObject({ kind: "contractEnd", doneAt: null });
  await amina.say("/stop");
  await walk.pass({ minutes: 2 });
  expect(await tasksOf(amina)).toMatchObject([{ outcome: "settled" }]);
  await walk.pass({ days: 20 });
  await amina.press("people:stop.again");
  await walk.pass({ minutes: 2 });
  const [again] = await tasksOf(amina);
  expect(again).toMatchObject({ id: set?.id, doneAt: null, outcome: null });
  expect((again?.dueDay ?? "") > (set?.dueDay ?? "")).toBe(true);
  // Another phone is no goodbye: what is known of them is watched as before.
  await fatima.tapOld(encodeAction({ do: "unlink", alumnus: amina.id, reason: "newPhone" }), 1);
  await walk.pass({ minutes: 2 });
  expect(await tasksOf(amina)).toMatchObject([{ id: set?.id, doneAt: null }]);
  expect(await rowsOf(amina)).toEqual(["contractEnd first fired", "contractEnd last waiting"]);
  // What a human has done is done.
  await fatima.tapOld(encodeAction({ do: "task", task: set?.id ?? "", verb: "done" }), 1);
  await walk.pass({ minutes: 2 });
  await fatima.tapOld(encodeAction({ do: "dates", alumnus: amina.id, what: "show" }), 1);
  await walk.pass({ minutes: 2 });
  expect(await tasksOf(amina)).toMatchObject([{ outcome: "done" }]);
});
