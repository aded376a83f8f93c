import { randomBytes, randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import {
  absence,
  alumnus,
  caseWorker,
  channelProof,
  chat,
  organisation,
  safetySheet,
} from "../../src/db/schema/index.ts";
import type { Work } from "../../src/delivery/work.ts";
import { loadTexts } from "../../src/i18n/texts.ts";
import { findSchoolsFor, schoolSteps } from "../../src/jobs/school-steps.ts";
import { tickMinute } from "../../src/jobs/tick.ts";
import { proposedNumbers } from "../../src/people/safety/safety-sheet.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { countTransactions } from "../support/count-transactions.ts";
import { freshPostgres } from "../support/databases.ts";
import { aCaseWorker, anAlumnus, aSchool, dayAndNight } from "../support/people.ts";
import { type Random, random } from "../support/random.ts";

const now = new Date("2026-11-27T10:30:00Z");
const day = 86_400_000;
const at = (days: number) => new Date(now.getTime() + days * day);
const localDay = (days: number) => at(days).toISOString().slice(0, 10);
const texts = await loadTexts();

/** So long ago that it is today, yesterday, nearly or long over: the days at which the steps change their mind. */
const agos = [0, 0.001, 0.34, 0.4, 0.9, 1.5, 6.9, 7.1, 30, 334, 336, 364, 366, 400];

async function aWorld(draw: Random) {
  const database = await freshPostgres();
  const { db } = database;
  const vault = openVault(randomBytes(32));
  const work: Work = { db, now, vault, texts, hasMail: draw.chance(0.7) };
  const long = { db, vault, now: at(-500) };
  const ago = () => at(-draw.pick(agos));
  const perhaps = <T>(chance: number, make: () => T): T | null => (draw.chance(chance) ? make() : null);
  let nextChat = 1;
  const aChat = async () => {
    const chatId = nextChat++;
    const [lastSeenAt, blockedSince] = [ago(), perhaps(0.15, ago)];
    await db.insert(chat).values({ chatId, language: "nl", firstSeenAt: long.now, lastSeenAt, blockedSince });
    return chatId;
  };
  for (let n = 0; n < 4; n += 1) {
    const id = await aSchool(long, { name: `School ${n}`, hours: dayAndNight });
    const timeZone = draw.pick(["Europe/Amsterdam", "Pacific/Kiritimati", "America/Adak"]);
    await db.update(organisation).set({ timeZone }).where(eq(organisation.id, id));
    const staff: string[] = [];
    for (const role of ["caseWorker", "coordinator"] as const) {
      const worker = await aCaseWorker(draw.chance(0.8) ? long : { ...long, now }, id, `${role} ${n}`, role);
      staff.push(worker.id);
      const chatId = await (perhaps(0.85, aChat) ?? null);
      await db
        .update(caseWorker)
        .set({
          chatId,
          linkedAt: chatId === null ? null : long.now,
          listedAt: perhaps(0.8, ago),
          leftAt: perhaps(0.1, ago),
        })
        .where(eq(caseWorker.id, worker.id));
      for (const channel of ["telegram", "email"] as const)
        if (draw.chance(0.7))
          await db.insert(channelProof).values({
            ...{ caseWorkerId: worker.id, channel, triedAt: ago() },
            ...{ provenAt: perhaps(0.7, ago), failedAt: perhaps(0.3, ago) },
          });
      if (draw.chance(0.4))
        await db.insert(absence).values({
          ...{ id: randomUUID(), caseWorkerId: worker.id, createdAt: long.now, madeBy: worker.id },
          fromDay: localDay(draw.pick([-5, -4, -3, -1, 0, 1, 2])),
          untilDay: localDay(draw.pick([-1, 0, 1, 5])),
          deputyId: draw.chance(0.5) ? (staff[0] ?? null) : null,
          endedAt: perhaps(0.1, ago),
        });
    }
    for (let sheets = draw.pick([0, 1, 2]); sheets > 0; sheets -= 1)
      await db.insert(safetySheet).values({
        ...{ id: randomUUID(), organisationId: id, onCall: "none", numbers: proposedNumbers },
        ...{ checkedBy: staff[0] ?? "", checkedAt: ago() },
      });
    const person = await anAlumnus(long, id, staff[0] ?? "", `Sam${n}`);
    const chatId = await aChat();
    await db
      .update(alumnus)
      .set({ chatId, linkedAt: long.now, stoppedAt: perhaps(0.2, ago) })
      .where(eq(alumnus.id, person.id));
  }
  return { database, work };
}

class NotKept extends Error {}

/** Whether a step writes anything at this school; whatever it wrote is not kept. */
async function hasWork({ db, ...work }: Work, run: (work: Work) => Promise<unknown>): Promise<boolean> {
  let wrote = false;
  await db
    .transaction(async (tx) => {
      await run({ ...work, db: tx });
      const id = sql<string | null>`pg_current_xact_id_if_assigned()::text`;
      const [row] = await tx.select({ id }).from(sql`(select 1) as one`);
      wrote = row?.id !== null;
      throw new NotKept();
    })
    .catch((error: unknown) => {
      if (!(error instanceof NotKept)) throw error;
    });
  return wrote;
}

it("a school that has something to do in a minute is looked at, whatever stands in its rows", async () => {
  const seen = new Map<string, { yes: number; no: number }>();
  for (let seed = 1; seed <= 24; seed += 1) {
    const { database, work } = await aWorld(random(seed, "a minute"));
    const all = await work.db.select().from(organisation);
    for (const step of schoolSteps) {
      const found = (await findSchoolsFor(step, work, { all, open: all })).map(({ id }) => id);
      for (const school of all) {
        const has = await hasWork(work, (within) => step.run(within, school));
        if (has) expect(found, `${step.name}, seed ${seed}`).toContain(school.id);
        const counts = seen.get(step.name) ?? { yes: 0, no: 0 };
        seen.set(step.name, {
          yes: counts.yes + Number(has),
          no: counts.no + Number(!found.includes(school.id)),
        });
      }
    }
    await database.close();
  }
  // These worlds have no cohorts, no calendars and nobody who asked for reminders: those have tests of their own.
  for (const name of ["absences", "digests", "channels", "safetySheet", "unreachable", "silentAccounts"]) {
    expect(seen.get(name)?.yes, `${name} did something`).toBeGreaterThan(0);
    expect(seen.get(name)?.no, `${name} passed schools over`).toBeGreaterThan(3);
  }
});

it("a minute in which nothing is due begins no transaction for a school", async () => {
  const begun: number[] = [];
  for (const schools of [1, 6]) {
    const database = await freshPostgres();
    const place = { db: database.db, vault: openVault(randomBytes(32)), now: at(-30) };
    for (let n = 0; n < schools; n += 1) {
      const id = await aSchool(place, { name: `School ${n}`, hours: dayAndNight });
      for (const role of ["caseWorker", "coordinator"] as const) {
        const worker = await aCaseWorker(place, id, `${role} ${n}`, role);
        const chatId = 10 * n + (role === "coordinator" ? 1 : 2);
        await place.db.insert(chat).values({ chatId, language: "nl", firstSeenAt: at(-30), lastSeenAt: now });
        await place.db
          .update(caseWorker)
          .set({ chatId, linkedAt: at(-30) })
          .where(eq(caseWorker.id, worker.id));
      }
    }
    const counted = countTransactions(database);
    const failed: string[] = [];
    const parts = {
      ...{ database: counted.database, clock: { now: () => now }, vault: place.vault, texts, setHash: "" },
      report: (event: string, facts: object) => failed.push(`${event} ${JSON.stringify(facts)}`),
    };
    // The morning of each school.
    await tickMinute(parts);
    const morning = counted.count();
    expect(morning).toBeGreaterThan(2 * schools);
    await tickMinute(parts);
    begun.push(counted.count() - morning);
    expect(failed).toEqual([]);
    await database.close();
  }
  expect(begun[1]).toBe(begun[0]);
});
