import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { absence, caseWorker, channelProof, chat, onCallShift } from "../../src/db/schema/index.ts";
import { findDeputyOf, findLookedAfterBy } from "../../src/people/duty/find-deputy.ts";
import { findDuty } from "../../src/people/duty/find-duty.ts";
import { findOrganisation } from "../../src/people/store.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { freshPostgres } from "../support/databases.ts";
import { aCaseWorker, aSchool } from "../support/people.ts";

/** A Tuesday morning. */
const now = new Date("2026-11-24T09:00:00Z");
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
let database: Database;
const vault = openVault(randomBytes(32));

beforeAll(async () => {
  database = await freshPostgres();
});
afterAll(() => database.close());

let schools = 0;
let chats = 100;
async function aTeam(...names: readonly string[]) {
  const place = { db: database.db, vault, now };
  schools += 1;
  const id = await aSchool(place, { name: `School ${schools}` });
  const ids: string[] = [];
  for (const name of names) ids.push((await aCaseWorker({ ...place, now: later(ids.length) }, id, name)).id);
  const school = await findOrganisation(database.db, id);
  return { school, ids, duty: (hasMail = true) => findDuty({ ...database, hasMail }, school, now) };
}

async function link(id: string, blockedSince: Date | null = null) {
  chats += 1;
  const seen = { firstSeenAt: now, lastSeenAt: now };
  await database.db.insert(chat).values({ chatId: chats, language: "nl", blockedSince, ...seen });
  await database.db.update(caseWorker).set({ chatId: chats }).where(eq(caseWorker.id, id));
}
const setEmail = (id: string) =>
  database.db
    .update(caseWorker)
    .set({ email: Buffer.from("sealed") })
    .where(eq(caseWorker.id, id));
const proof = (caseWorkerId: string, channel: "telegram" | "email", failedAt: Date | null) =>
  database.db.insert(channelProof).values({ caseWorkerId, channel, triedAt: now, failedAt });
const isAway = (caseWorkerId: string, more: Partial<typeof absence.$inferInsert> = {}) =>
  database.db.insert(absence).values({
    ...{ id: randomUUID(), caseWorkerId, fromDay: "2026-11-24", untilDay: "2026-11-24" },
    ...{ createdAt: now, madeBy: caseWorkerId, ...more },
  });

it("says by which channels somebody can be reached", async () => {
  const { ids, duty } = await aTeam("A", "B", "C", "D", "E");
  const [linked = "", blocked = "", mailOnly = "", mailFails = ""] = ids;
  await link(linked);
  await setEmail(linked);
  await link(blocked, now);
  await setEmail(mailOnly);
  await proof(mailOnly, "email", null);
  await proof(mailOnly, "telegram", now);
  await link(mailFails);
  await setEmail(mailFails);
  await proof(mailFails, "email", now);
  const { members } = await duty();
  expect(members.map(({ channels }) => channels)).toEqual([
    ["telegram", "email"],
    [],
    ["email"],
    ["telegram"],
    [],
  ]);
  expect(members.map(({ id }) => id)).toEqual(ids);
  // Without a mail server an address is a way to nobody.
  expect((await duty(false)).members.map(({ channels }) => channels)).toEqual([
    ["telegram"],
    [],
    [],
    ["telegram"],
    [],
  ]);
});

it("leaves out who left, whose absence was called off, and whose turn is over", async () => {
  const { school, ids, duty } = await aTeam("A", "B", "C");
  const [gone = "", back = "", away = ""] = ids;
  await database.db.update(caseWorker).set({ leftAt: now }).where(eq(caseWorker.id, gone));
  await isAway(back, { endedAt: now });
  await isAway(away, { deputyId: back });
  const turn = { organisationId: school.id, caseWorkerId: back, createdAt: now, madeBy: back };
  const shifts = database.db.insert(onCallShift);
  await shifts.values({ id: randomUUID(), ...turn, fromAt: later(-2), untilAt: now });
  expect((await duty()).members).toMatchObject([
    { id: back, isOnDuty: true, isOnCall: false, deputyId: null },
    { id: away, isOnDuty: false, isOnCall: false, deputyId: back },
  ]);
  await shifts.values({ id: randomUUID(), ...turn, fromAt: now, untilAt: later(1), endedAt: now });
  expect((await duty()).members[0]?.isOnCall).toBe(false);
  await shifts.values({ id: randomUUID(), ...turn, fromAt: now, untilAt: later(1) });
  expect((await duty()).members[0]?.isOnCall).toBe(true);
  const one = (id: string) => ({ id, organisationId: school.id });
  expect(await findDeputyOf(database.db, one(away), now)).toBe(back);
  expect(await findDeputyOf(database.db, one(back), now)).toBeNull();
  // Midnight in Amsterdam is 23:00 in UTC.
  expect(await findDeputyOf(database.db, one(away), new Date("2026-11-24T22:59:00Z"))).toBe(back);
  expect(await findDeputyOf(database.db, one(away), new Date("2026-11-24T23:00:00Z"))).toBeNull();
  expect(await findLookedAfterBy(database.db, one(back), now)).toEqual([back, away]);
  expect(await findLookedAfterBy(database.db, one(away), now)).toEqual([away]);
  expect(await findLookedAfterBy(database.db, one(back), later(24))).toEqual([back]);
});
