import { randomBytes, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { alumnus, type caseWorker, escalation, escalationMail, outbox } from "../../src/db/schema/index.ts";
import { showMissed } from "../../src/escalation/show-missed.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { findCaseWorker } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { freshPostgres } from "../support/databases.ts";
import { linkCaseWorker } from "../support/link-directly.ts";
import { aCaseWorker, anAlumnus, aSchool } from "../support/people.ts";

const now = new Date("2026-11-27T10:30:00Z");
const vault = openVault(randomBytes(32));
const texts = await loadTexts();
let database: Database;
beforeAll(async () => {
  database = await freshPostgres();
});
afterAll(() => database.close());

/** An alert of which Joris was told by mail alone, and that nobody has taken. */
async function aMissedAlert(chatId: number) {
  const { db } = database;
  const place = { db, vault, now };
  const school = await aSchool(place, { name: `School ${chatId}` });
  const fatima = await aCaseWorker(place, school, "Fatima de Vries");
  const joris = await aCaseWorker(place, school, "Joris Bakker");
  await linkCaseWorker(db, now, joris.id, chatId);
  const { id: alumnusId } = await anAlumnus(place, school, fatima.id, "Amina");
  const [person] = await db.select().from(alumnus).where(eq(alumnus.id, alumnusId));
  const id = randomUUID();
  await db.insert(escalation).values({
    ...{ id, personId: person?.id ?? "", organisationId: school, severity: "urgent", theme: "work" },
    ...{ state: "notified", openedAt: now, roundAt: now, step: 1, nextStepAt: now },
  });
  await db.insert(escalationMail).values({
    ...{ escalationId: id, caseWorkerId: joris.id, messageId: randomUUID() },
    ...{ severity: "urgent", sentAt: now },
  });
  const row = await findCaseWorker(db, joris.id);
  if (!row) throw new Error("Joris is not there");
  return { id, joris: row, fatima };
}

const saidTo = (chatId: number, id: string) =>
  database.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(and(eq(outbox.chatId, chatId), eq(outbox.subjectId, id)));

const show = (worker: typeof caseWorker.$inferSelect) =>
  database.db.transaction((tx) => showMissed({ db: tx, now, vault, texts }, worker));

it("whoever can be reached again finds what they missed", async () => {
  const { id, joris } = await aMissedAlert(1);
  await show(joris);
  expect(await saidTo(1, id)).toHaveLength(1);
});

it("what somebody takes at that moment is news to nobody else", async () => {
  const { id, joris, fatima } = await aMissedAlert(2);
  const { promise: taken, resolve: commit } = Promise.withResolvers<void>();
  const taking = database.db.transaction(async (tx) => {
    await tx
      .update(escalation)
      .set({ state: "acknowledged", ownerId: fatima.id, acknowledgedAt: now })
      .where(eq(escalation.id, id));
    await taken;
  });
  await sleep(100);
  const showing = show(joris);
  await sleep(300);
  commit();
  await Promise.all([taking, showing]);
  expect(await saidTo(2, id)).toEqual([]);
});
