import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { findFaults } from "../../src/audit/find-faults.ts";
import { settleParked } from "../../src/audit/settle-parked.ts";
import type { Database } from "../../src/db/connect.ts";
import {
  alumnus,
  answer,
  caseWorker,
  chat,
  checkIn,
  cohort,
  contactRecord,
  enrolment,
  erasure,
  escalation,
  inbox,
  invitation,
  invitationGuess,
  linking,
  organisation,
  outbox,
  ownWords,
  questionSetVersion,
  retentionRecord,
  signal,
} from "../../src/db/schema/index.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import {
  decideDays,
  decideLimit,
  decideRefusal,
  type RetentionClass,
  type RetentionSettings,
  retentionClasses,
  retentionRules,
} from "../../src/privacy/decide-retention.ts";
import { openVault } from "../../src/privacy/vault.ts";
import type { Programme } from "../../src/programme/programme.ts";
import { publishProgramme } from "../../src/programme/publish-programme.ts";
import { findTemplate } from "../../src/programme/templates.ts";
import { runRetention, turnMinutes } from "../../src/rights/run-retention.ts";
import { freshPostgres } from "../support/databases.ts";
import { aCaseWorker, anAlumnus, aSchool } from "../support/people.ts";

describe("how long", () => {
  test.each<[RetentionClass, RetentionSettings | null, number]>([
    ["updates", null, 7],
    ["updateNumbers", null, 30],
    ["messages", null, 30],
    ["guesses", null, 1],
    ["strangerChats", null, 90],
    ["linkings", null, 30],
    ["words", null, 90],
    ["answers", null, 730],
    ["contacts", null, 730],
    ["accounts", null, 730],
    ["staff", null, 730],
    ["words", { words: 30 }, 30],
    ["words", { answers: 30 }, 90],
    ["words", { words: 3 }, 14],
    ["words", { words: 9_999 }, 730],
    ["updates", { updates: 400 }, 7],
  ])("%s with %j is %i days", (name, settings, days) => {
    expect(decideDays(name, settings)).toBe(days);
    const now = new Date("2026-11-23T12:00:00Z");
    expect(now.getTime() - decideLimit(name, settings, now).getTime()).toBe(days * 86_400_000);
  });

  test.each<[string, number, string | undefined]>([
    ["words", 30, undefined],
    ["words", 14, undefined],
    ["words", 13, "words (own words and voice notes) takes whole days from 14 to 730."],
    ["words", 731, "from 14 to 730"],
    ["words", 30.5, "whole days"],
    ["updates", 7, "is the same everywhere and cannot be set"],
    ["nothing", 7, "There is no class of this name"],
  ])("setting %s to %d is answered with %j", (name, days, refusal) => {
    const answered = decideRefusal(name, days);
    if (refusal === undefined) expect(answered).toBeUndefined();
    else expect(answered).toContain(refusal);
  });

  it("stands in docs/privacy.md as it is here, class by class", () => {
    const page = readFileSync(new URL("../../docs/privacy.md", import.meta.url), "utf8");
    const rows = page.split("\n").filter((line) => /^\| `\w+` \|/.test(line));
    expect(rows).toEqual(
      retentionClasses.map((name) => {
        const { what, after, days, min, max, scope } = retentionRules[name];
        return `| \`${name}\` | ${what} | ${days} ${days === 1 ? "day" : "days"} | ${after} | ${scope === "everywhere" ? "no" : `${min} to ${max}`} |`;
      }),
    );
  });
});

const start = new Date("2026-11-23T12:00:00Z");
const after = (days: number) => new Date(start.getTime() + days * 86_400_000);
const vault = openVault(randomBytes(32));
const texts = await loadTexts();
let database: Database;
let school: string;
let worker: { id: string };
let person: { id: string };
beforeEach(async () => {
  database = await freshPostgres();
  const place = { db: database.db, vault, now: start };
  school = await aSchool(place);
  worker = await aCaseWorker(place, school, "Fatima de Vries");
  person = await anAlumnus(place, school, worker.id, "Amina");
  await database.db
    .insert(questionSetVersion)
    .values({ hash: "h", version: 1, body: {} as never, texts: {}, publishedAt: start });
});
afterEach(() => database.close());

async function run(now: Date): Promise<void> {
  await runRetention(database.db, now, async (_name, step) => {
    await database.db.transaction((tx) => step({ db: tx, now, vault, texts }));
  });
}
const records = async () =>
  Object.fromEntries(
    (await database.db.select().from(retentionRecord)).map(({ class: name, organisationId, count }) => [
      name,
      [organisationId, count],
    ]),
  );

/** The alumnus left school on 10 July 2026: guidance ends on 10 July 2028, and two years later all of it goes. */
const guidanceEnd = new Date("2028-07-10T00:00:00Z");
const afterGuidance = (days: number) => new Date(guidanceEnd.getTime() + days * 86_400_000);

async function words(readAt: Date | null): Promise<string> {
  const id = randomUUID();
  await database.db.insert(ownWords).values({
    ...{ id, personId: person.id, kind: "text", body: Buffer.from("sealed"), at: start, readAt },
  });
  await database.db.insert(signal).values({
    ...{ id: randomUUID(), personId: person.id, wordsId: id, cause: `words:${id}`, theme: "general" },
    ...{ severity: "attention", at: start },
  });
  return id;
}

async function anEscalation(state: "open" | "resolved"): Promise<string> {
  const id = randomUUID();
  await database.db.insert(escalation).values({
    ...{ id, personId: person.id, organisationId: school, severity: "urgent", theme: "work", state },
    ...{ openedAt: start, step: 0, note: Buffer.from("sealed") },
    ...(state === "open" ? { nextStepAt: start } : { resolvedAt: start, outcome: "helped" }),
  });
  return id;
}

async function aCheckIn(): Promise<string> {
  const id = randomUUID();
  const about = {
    id,
    alumnusId: person.id,
    caseWorkerId: worker.id,
    setHash: "h",
    state: "done",
    round: 0,
    createdAt: start,
  } as const;
  await database.db.insert(checkIn).values(about);
  await database.db.insert(answer).values({
    ...{
      checkInId: id,
      questionId: "G1",
      options: ["good"],
      complete: true,
      answeredAt: start,
      setVersion: 1,
    },
  });
  return id;
}

it("removes own words ninety days after they were read, never before they were read, and counts them", async () => {
  const unread = await words(null);
  await words(after(0));
  await run(after(89));
  expect(await database.db.select().from(ownWords)).toHaveLength(2);
  await run(after(90));
  expect((await database.db.select().from(ownWords)).map(({ id }) => id)).toEqual([unread]);
  expect(await database.db.select().from(signal)).toHaveLength(2);
  expect(await records()).toEqual({ words: [school, 1] });
  await run(after(500));
  expect(await database.db.select().from(ownWords)).toHaveLength(1);
});

it("goes by what the organisation set", async () => {
  await database.db.update(organisation).set({ retention: { words: 20 } });
  await words(start);
  await run(after(19));
  expect(await database.db.select().from(ownWords)).toHaveLength(1);
  await run(after(20));
  expect(await database.db.select().from(ownWords)).toEqual([]);
});

it("removes nothing of somebody about whom something is open with a human", async () => {
  await anEscalation("open");
  await words(start);
  await aCheckIn();
  await run(afterGuidance(3_000));
  expect(await database.db.select().from(ownWords)).toHaveLength(1);
  expect(await database.db.select().from(answer)).toHaveLength(1);
  expect((await database.db.select().from(escalation))[0]?.note).not.toBeNull();
  expect((await database.db.select().from(alumnus))[0]?.erasedAt).toBeNull();
});

it("removes answers, contacts and notes at their own time, when the account stays longer", async () => {
  await database.db.update(organisation).set({ retention: { answers: 100, contacts: 200, accounts: 1_000 } });
  const escalationId = await anEscalation("resolved");
  await aCheckIn();
  await database.db.insert(contactRecord).values({
    ...{ id: randomUUID(), personId: person.id, caseWorkerId: worker.id, escalationId, at: start },
    result: "reached",
  });
  await run(afterGuidance(99));
  expect(await database.db.select().from(answer)).toHaveLength(1);
  await run(afterGuidance(100));
  expect(await database.db.select().from(answer)).toEqual([]);
  expect(await database.db.select().from(contactRecord)).toHaveLength(1);
  await run(afterGuidance(200));
  expect(await database.db.select().from(contactRecord)).toEqual([]);
  expect((await database.db.select().from(escalation))[0]?.note).toBeNull();
  expect((await database.db.select().from(alumnus))[0]?.erasedAt).toBeNull();
  expect(await records()).toEqual({ answers: [school, 1], contacts: [school, 2] });
});

it("erases who left school long ago as an erasure with its line in the ledger", async () => {
  await aCheckIn();
  await run(afterGuidance(729));
  expect((await database.db.select().from(alumnus))[0]?.erasedAt).toBeNull();
  await run(afterGuidance(730));
  expect((await database.db.select().from(alumnus))[0]).toMatchObject({
    exitDate: "2026-01-01",
    chatId: null,
  });
  expect(await database.db.select().from(erasure)).toMatchObject([
    { kind: "alumnus", reason: "retention", subjectId: person.id },
  ]);
  expect(await database.db.select().from(checkIn)).toHaveLength(1);
  expect(await records()).toMatchObject({ accounts: [school, 1] });
  await run(afterGuidance(1_500));
  expect(await database.db.select().from(erasure)).toHaveLength(1);
});

it("keeps whoever is guided for longer than two years, until the programme is over for as long as for everybody", async () => {
  const { db } = database;
  const exit = (await db.select().from(alumnus))[0]?.exitDate ?? "";
  const programmeHash = await publishProgramme(db, start, findTemplate("continuous_face") as Programme);
  const [group] = await db
    .insert(cohort)
    .values({
      ...{ id: randomUUID(), organisationId: school, name: "Klas van '26", createdAt: start },
      ...{
        exitsFrom: "2026-01-01",
        exitsUntil: "2026-12-31",
        parts: [{ programmeHash, fromMonth: 0, months: 36 }],
      },
    } as typeof cohort.$inferInsert)
    .returning();
  const [place] = await db
    .insert(enrolment)
    .values({
      ...{ id: randomUUID(), alumnusId: person.id, cohortId: group?.id ?? "", createdAt: start },
      ...{
        startsOn: exit,
        endsOn: `${Number(exit.slice(0, 4)) + 3}${exit.slice(4)}`,
      },
    })
    .returning();
  await aCheckIn();
  await run(afterGuidance(1_000));
  expect(await db.select().from(answer)).toHaveLength(1);
  expect((await db.select().from(alumnus))[0]?.erasedAt).toBeNull();
  await db
    .update(enrolment)
    .set({ endedAt: afterGuidance(366) })
    .where(eq(enrolment.id, place?.id ?? ""));
  await run(afterGuidance(366 + 729));
  expect((await db.select().from(alumnus))[0]?.erasedAt).toBeNull();
  await run(afterGuidance(366 + 730));
  expect((await db.select().from(alumnus))[0]?.erasedAt).not.toBeNull();
});

it("empties updates after seven days and forgets their numbers after thirty; what waits, or was put aside and settled by nobody, stays", async () => {
  const keyId = await vault.dayKey(database.db, start);
  const update = (updateId: number, state: "new" | "done" | "parked", handledAt: Date | null) => ({
    ...{ botId: 1, updateId, chatId: 5, keyId, body: Buffer.from("sealed"), receivedAt: start },
    ...{ state, handledAt },
  });
  await database.db
    .insert(inbox)
    .values([update(1, "done", start), update(2, "parked", start), update(3, "new", null)]);
  const held = async () =>
    (await database.db.select().from(inbox).orderBy(inbox.updateId)).map(
      ({ updateId, body }) => `${updateId}${body ? "" : " empty"}`,
    );
  await run(after(6));
  expect(await held()).toEqual(["1", "2", "3"]);
  await run(after(7));
  expect(await held()).toEqual(["1 empty", "2 empty", "3"]);
  await run(after(30));
  expect(await held()).toEqual(["2 empty", "3"]);
  // A year later it is still named, until the operator says that they looked.
  await run(after(365));
  const [aside] = await database.db.select().from(inbox).where(eq(inbox.updateId, 2));
  const settings = { hasOperator: false, hasMail: false, isPolling: true };
  expect(await findFaults(database.db, after(365), settings)).toContainEqual(
    expect.objectContaining({ kind: "updateParked", subject: `U${aside?.seq}` }),
  );
  await settleParked(database.db, after(365), `U${aside?.seq}`);
  await run(after(366));
  expect(await held()).toEqual(["3"]);
  // The key of that day is still needed for what waits.
  await vault.seal(database.db, keyId, { table: "t", column: "c", row: "r" }, "x");
  await database.db.delete(inbox);
  await run(after(367));
  vault.forgetKeys();
  await expect(vault.seal(database.db, keyId, { table: "t", column: "c", row: "r" }, "x")).rejects.toThrow(
    "keyDestroyed",
  );
});

it("forgets sent messages after thirty days, but not one that is still to be changed", async () => {
  const keyId = await vault.dayKey(database.db, start);
  const message = (state: "sent" | "new", targetId: string | null = null) => ({
    ...({ id: randomUUID(), chatId: 5, line: "chat", lane: 2, promise: "atLeastOnce", keyId } as const),
    ...{
      createdAt: start,
      dueAt: after(100),
      state,
      targetId,
      body: state === "new" ? Buffer.from("x") : null,
    },
  });
  const [old, shown] = [message("sent"), message("sent")];
  const change = message("new", shown.id);
  await database.db.insert(outbox).values([old, shown, change]);
  await run(after(29));
  expect(await database.db.select().from(outbox)).toHaveLength(3);
  await run(after(30));
  const left = (await database.db.select().from(outbox)).map(({ id }) => id);
  expect(left.toSorted()).toEqual([shown.id, change.id].toSorted());
});

it("forgets strangers after ninety quiet days and wrong tokens after one; people who are known stay", async () => {
  const seen = (chatId: number, lastSeenAt: Date) => ({
    chatId,
    language: "nl",
    firstSeenAt: start,
    lastSeenAt,
  });
  await database.db.insert(chat).values([seen(1, start), seen(2, after(50)), seen(3, start), seen(4, start)]);
  await database.db.update(alumnus).set({ chatId: 3 });
  await database.db.update(caseWorker).set({ chatId: 4 });
  await database.db.insert(invitationGuess).values({ chatId: 2, since: start, wrong: 3 });
  await run(after(0.9));
  expect(await database.db.select().from(invitationGuess)).toHaveLength(1);
  await run(after(90));
  expect(await database.db.select().from(invitationGuess)).toEqual([]);
  const left = (await database.db.select().from(chat)).map(({ chatId }) => chatId);
  expect(left.toSorted()).toEqual([2, 3, 4]);
});

it("ends what nobody confirmed after thirty days, tells both, and forgets it thirty days later", async () => {
  await database.db.update(caseWorker).set({ chatId: 8 });
  const keyId = await vault.newKey(database.db, "linking", start);
  const [card] = await database.db.select().from(invitation).where(eq(invitation.alumnusId, person.id));
  await database.db.insert(linking).values({
    ...{ id: randomUUID(), invitationId: card?.id ?? "", alumnusId: person.id, chatId: 9, keyId },
    ...{ step: "waiting", offer: "yes", startedAt: start, said: Buffer.from("sealed") },
  });
  await run(after(29));
  expect((await database.db.select().from(linking))[0]?.outcome).toBeNull();
  await run(after(30));
  expect((await database.db.select().from(linking))[0]).toMatchObject({ outcome: "expired", said: null });
  expect((await database.db.select().from(outbox)).map(({ chatId }) => chatId).toSorted()).toEqual([8, 9]);
  await run(after(60));
  expect(await database.db.select().from(linking)).toEqual([]);
});

it("keeps the name of staff who left for two years, and then destroys it", async () => {
  await database.db.update(caseWorker).set({ leftAt: start });
  await run(after(729));
  expect((await database.db.select().from(caseWorker))[0]?.name.length).toBeGreaterThan(0);
  await run(after(730));
  expect((await database.db.select().from(caseWorker))[0]?.name).toHaveLength(0);
  expect(await database.db.select().from(erasure)).toMatchObject([
    { kind: "caseWorker", subjectId: worker.id },
  ]);
});

it("is done once a day however many instances tick, and goes on at once when there is more than fits", async () => {
  const place = { db: database.db, vault, now: start };
  await run(start);
  await words(after(-100));
  const soon = new Date(start.getTime() + (turnMinutes * 60_000 - 1));
  await run(soon);
  expect(await database.db.select().from(ownWords)).toHaveLength(1);
  const later = new Date(start.getTime() + turnMinutes * 60_000);
  await Promise.all([run(later), run(later), run(later)]);
  expect(await database.db.select().from(ownWords)).toEqual([]);
  expect(await records()).toEqual({ words: [school, 1] });

  const many = Array.from({ length: 501 }, (_, index) => ({
    ...{ chatId: 1_000 + index, language: "nl", firstSeenAt: after(-100), lastSeenAt: after(-100) },
  }));
  await place.db.insert(chat).values(many);
  const next = after(2);
  await run(next);
  expect(await database.db.select().from(chat)).toHaveLength(1);
  await run(next);
  expect(await database.db.select().from(chat)).toEqual([]);
  expect((await records()).strangerChats).toEqual([null, 501]);
});
