import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { absence, caseWorker, chat, onCallShift, outbox } from "../../src/db/schema/index.ts";
import type { Work } from "../../src/delivery/work.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { noteAbsence } from "../../src/people/duty/note-absence.ts";
import { planShift } from "../../src/people/duty/plan-shift.ts";
import { setHours } from "../../src/people/duty/set-hours.ts";
import { gatherOwnDuty } from "../../src/people/duty/show-own-duty.ts";
import { forgetCaseWorker } from "../../src/people/forget-staff.ts";
import { findCaseWorker, findOrganisation } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { letStaffGo } from "../../src/rights/let-staff-go.ts";
import { freshPostgres } from "../support/databases.ts";
import { aCaseWorker, aSchool } from "../support/people.ts";

/** A Wednesday morning. */
const now = new Date("2026-11-25T09:00:00Z");
const vault = openVault(randomBytes(32));
let database: Database;
let work: Work;

beforeAll(async () => {
  database = await freshPostgres();
  work = { db: database.db, now, vault, texts: await loadTexts() };
});
afterAll(() => database.close());

async function person(school: string, name: string, chatId: number, role?: "coordinator") {
  const { id } = await aCaseWorker({ db: database.db, vault, now }, school, name, role);
  await database.db.insert(chat).values({ chatId, language: "nl", firstSeenAt: now, lastSeenAt: now });
  await database.db.update(caseWorker).set({ chatId }).where(eq(caseWorker.id, id));
  const row = await findCaseWorker(database.db, id);
  if (!row) throw new Error("Nobody was made");
  return row;
}

it("ends with whoever leaves, tells who counted on them, and is forgotten with them", async () => {
  const school = await aSchool({ db: database.db, vault, now });
  const carla = await person(school, "Carla Mol", 1, "coordinator");
  const fatima = await person(school, "Fatima de Vries", 2);
  const joris = await person(school, "Joris Bakker", 3);
  const days = { from: "2026-12-21", until: "2026-12-24" };
  await noteAbsence(work, fatima, { caseWorkerId: fatima.id, days, deputyId: joris.id });
  await noteAbsence(work, joris, { caseWorkerId: joris.id, days, deputyId: null });
  const night = { from: "2026-11-26T17:00", until: "2026-11-27T08:00" };
  expect(await planShift(work, carla, joris.id, night)).toMatchObject({ ok: true });
  await setHours(work, joris, joris.id, { day: "3", spans: [] });

  const reader = { t: work.texts("nl"), language: "nl", timeZone: "Europe/Amsterdam" } as const;
  const own = await gatherOwnDuty(work, (await findCaseWorker(database.db, joris.id)) ?? joris, reader);
  expect(own.items.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    "Werktijden, maandag: 08:00–17:00",
    "Werktijden, dinsdag: 08:00–17:00",
    "Werktijden, woensdag: vrij",
    "Werktijden, donderdag: 08:00–17:00",
    "Werktijden, vrijdag: 08:00–17:00",
    "Werktijden, zaterdag: vrij",
    "Werktijden, zondag: vrij",
    "Je vervangt een collega: 21 december 2026 tot en met 24 december 2026",
    "Er niet: 21 december 2026 tot en met 24 december 2026",
    "Dienst: 26 nov 2026, 17:00 – 27 nov 2026, 08:00",
  ]);

  const before = (await database.db.select().from(outbox).where(eq(outbox.chatId, 2))).length;
  await letStaffGo(work, await findOrganisation(database.db, school), { name: "Joris Bakker" });
  const rows = await database.db.select().from(absence);
  expect(rows.find(({ caseWorkerId }) => caseWorkerId === joris.id)?.endedAt).toEqual(now);
  expect(rows.find(({ caseWorkerId }) => caseWorkerId === fatima.id)).toMatchObject({
    deputyId: null,
    endedAt: null,
  });
  expect((await database.db.select().from(onCallShift)).map(({ endedAt }) => endedAt)).toEqual([now]);
  expect(await database.db.select().from(outbox).where(eq(outbox.chatId, 2))).toHaveLength(before + 1);

  await forgetCaseWorker(work, joris);
  expect((await database.db.select().from(absence)).map(({ caseWorkerId }) => caseWorkerId)).toEqual([
    fatima.id,
  ]);
  expect(await database.db.select().from(onCallShift)).toEqual([]);
  expect((await findCaseWorker(database.db, joris.id))?.hours).toBeNull();
});
