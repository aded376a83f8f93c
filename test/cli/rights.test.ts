import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { alumnus, caseWorker, erasure, escalation, outbox } from "../../src/db/schema/index.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { findHellosDue } from "../../src/people/find-hello.ts";
import { eraseAlumnus } from "../../src/rights/erase-alumnus.ts";
import { linkAlumnus, linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool } from "../support/people.ts";
import { aMachine, START } from "./rig.ts";

const machine = aMachine();
const texts = await loadTexts();

async function aFilledSchool() {
  const place = { db: machine.database.db, vault: machine.vault, now: START };
  const school = await aSchool(place);
  const fatima = await aCaseWorker(place, school, "Fatima de Vries");
  const noor = await aCaseWorker(place, school, "Noor Bakker");
  const amina = await anAlumnus(place, school, fatima.id, "Amina");
  return { school, fatima, noor, amina };
}

test("staff leave hands the young people over, and what was taken rings for everyone", async () => {
  const { fatima, noor, amina, school } = await aFilledSchool();
  const { db } = machine.database;
  await linkCaseWorker(db, START, fatima.id, 1);
  await linkCaseWorker(db, START, noor.id, 2);
  await db.insert(escalation).values({
    ...{ id: crypto.randomUUID(), personId: amina.id, organisationId: school, severity: "crisis" },
    ...{ theme: "safety", state: "acknowledged", ownerId: fatima.id, openedAt: START, step: 0 },
    ...{ nextStepAt: START, acknowledgedAt: START },
  });
  const refused = await machine.run("staff", "leave", "fatima de vries");
  expect(refused).toMatchObject({ code: 1, out: "" });
  expect(refused.err).toContain("guides 1 young person: say who takes over with --hand-over-to NAME");
  expect((await db.select().from(caseWorker)).every(({ leftAt }) => leftAt === null)).toBe(true);
  const wrong = await machine.run("staff", "leave", "Fatima de Vries", "--hand-over-to", "Nobody Here");
  expect(wrong.err).toContain("Nobody of the name “Nobody Here” is on the staff");

  const done = await machine.run("staff", "leave", "Fatima de Vries", "--hand-over-to", "Noor Bakker");
  expect(done).toMatchObject({ code: 0, err: "" });
  expect(done.out).toContain("Noor Bakker guides 1 more young person.");
  expect((await db.select().from(alumnus))[0]?.caseWorkerId).toBe(noor.id);
  const [left] = await db.select().from(caseWorker).where(eq(caseWorker.id, fatima.id));
  expect(left).toMatchObject({ leftAt: START, chatId: null });
  expect(left?.name.length).toBeGreaterThan(0);
  expect((await db.select().from(escalation))[0]).toMatchObject({ state: "notified", ownerId: null });
  const said = await db.select().from(outbox).where(eq(outbox.state, "new"));
  expect(said.map(({ chatId }) => chatId)).toEqual([2]);
  expect((await machine.run("staff", "list")).out).toMatch(/Fatima de Vries +caseWorker +has left/);
  expect((await machine.run("staff", "leave", "Fatima de Vries")).err).toContain("Nobody of the name");
});

test("staff leave: what rang the one who left, and nobody had taken, rings the heir at once", async () => {
  const { fatima, noor, amina, school } = await aFilledSchool();
  const { db } = machine.database;
  await linkCaseWorker(db, START, fatima.id, 1);
  await linkCaseWorker(db, START, noor.id, 2);
  await db.insert(escalation).values({
    ...{ id: crypto.randomUUID(), personId: amina.id, organisationId: school, severity: "crisis" },
    ...{ theme: "safety", state: "notified", openedAt: START, step: 0, nextStepAt: START },
  });
  await machine.run("staff", "leave", "Fatima de Vries", "--hand-over-to", "Noor Bakker");
  expect((await db.select().from(escalation))[0]).toMatchObject({ state: "notified", ownerId: null });
  const said = await db.select().from(outbox).where(eq(outbox.state, "new"));
  expect(said.map(({ chatId }) => chatId)).toEqual([2]);
});

test("staff leave: the next check-in waits for the heir's hello, and the young person hears who it is", async () => {
  const { noor, amina } = await aFilledSchool();
  const { db } = machine.database;
  await linkAlumnus(db, START, amina.id, 7);
  await db.update(alumnus).set({ joinedAt: START });
  await machine.run("staff", "leave", "Fatima de Vries", "--hand-over-to", "Noor Bakker");
  expect(await db.select().from(alumnus)).toMatchObject([{ caseWorkerId: noor.id, caseWorkerSince: START }]);
  expect(await findHellosDue(db, [amina.id])).toEqual(new Set([amina.id]));
  const said = await db.select().from(outbox).where(eq(outbox.chatId, 7));
  // START is a Sunday: it comes in the first message hours.
  expect(said.map(({ dueAt }) => dueAt)).toEqual([new Date("2026-11-23T09:00:00Z")]);
});

test("organisation retention shows what is kept, and sets days inside the limits", async () => {
  await aFilledSchool();
  const shown = await machine.run("organisation", "retention", "show");
  expect(shown.code).toBe(0);
  expect(shown.out).toMatch(/^words +90 days +14 to 730 +own words and voice notes, after/m);
  expect(shown.out).toContain("Nothing was removed yet.");
  const set = await machine.run("organisation", "retention", "set", "words", "60");
  expect(set).toMatchObject({ code: 0, out: "De Linde keeps words for 60 days from now on.\n" });
  expect((await machine.run("organisation", "retention", "show")).out).toMatch(/^words +60 days/m);
  for (const [name, days, why] of [
    ["words", "5", "takes whole days from 14 to 730"],
    ["words", "lots", "is no number of days"],
    ["updates", "30", "is the same everywhere and cannot be set"],
    ["nonsense", "30", "There is no class of this name"],
  ] as const) {
    const refused = await machine.run("organisation", "retention", "set", name, days);
    expect(refused.code, name).toBe(1);
    expect(refused.err).toContain(why);
  }
  expect((await machine.run("organisation", "retention", "show")).out).toMatch(/^words +60 days/m);
});

test("a ledger that was exported makes a restored database right, and says what it did", async () => {
  const { amina } = await aFilledSchool();
  const { db } = machine.database;
  const work = { vault: machine.vault, now: START, texts };
  const rollback = new Error("back to the backup");
  let lines = "";
  await db
    .transaction(async (tx) => {
      await eraseAlumnus({ ...work, db: tx }, amina.id, { reason: "ownWish" });
      const seam = {
        openDatabase: async () => ({ ...machine.database, db: tx, close: async () => undefined }),
      };
      const exported = await machine.runWith(seam, "ledger", "export");
      expect(exported).toMatchObject({ code: 0, err: "1 erasures.\n" });
      lines = exported.out;
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  machine.vault.forgetKeys();
  expect((await db.select().from(alumnus))[0]?.erasedAt).toBeNull();
  expect(lines).not.toMatch(/Amina|Jansen/);
  const file = machine.file(lines);
  machine.env.ERASURE_LEDGER = file;
  const sick = await machine.run("doctor");
  expect(sick.out).toMatch(/bad +ledger +The database is older than 1 erasure/);

  const checked = await machine.run("restore-check", "--ledger", file);
  expect(checked).toMatchObject({ code: 0, err: "" });
  expect(checked.out).toContain("older than 1 of 1 erasures. Erased again: 1 people, 0 chats");
  expect((await db.select().from(alumnus))[0]?.details).toHaveLength(0);
  expect(await db.select().from(erasure)).toHaveLength(1);
  const again = await machine.run("restore-check", "--ledger", file);
  expect(again.out).toBe("The database knows all 1 erasures of the ledger. Nothing was changed.\n");
  expect((await machine.run("doctor")).out).toMatch(/ok +ledger/);
  const missing = await machine.run("restore-check", "--ledger", `${file}.gone`);
  expect(missing).toMatchObject({ code: 1, out: "" });
  expect(missing.err).toContain("cannot be read (ENOENT)");
  const broken = await machine.run("restore-check", "--ledger", machine.file("{}\n"));
  expect(broken.err).toContain("line 1 is no entry of a ledger");
});
