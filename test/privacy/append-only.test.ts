import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { errorCode } from "../../src/db/error-code.ts";
import { accessLog, erasure, escalation, escalationEvent } from "../../src/db/schema/index.ts";
import { recordErasure } from "../../src/privacy/erasure-ledger.ts";
import { recordAccess } from "../../src/privacy/record-access.ts";
import { openVault } from "../../src/privacy/vault.ts";
import { freshPglite } from "../support/databases.ts";
import { aCaseWorker, anAlumnus, aSchool } from "../support/people.ts";

let database: Database;
const now = new Date("2026-11-23T11:00:00Z");

beforeAll(async () => {
  database = await freshPglite();
  const { db } = database;
  const stand = { db, vault: openVault(randomBytes(32)), now };
  const organisationId = await aSchool(stand);
  const worker = await aCaseWorker(stand, organisationId, "Fatima de Vries");
  const person = await anAlumnus(stand, organisationId, worker.id, "Amina");
  const id = randomUUID();
  await db.insert(escalation).values({
    id,
    personId: person.id,
    organisationId,
    severity: "urgent",
    theme: "work",
    state: "open",
    openedAt: now,
    step: 0,
    nextStepAt: now,
  });
  await db.insert(escalationEvent).values({ escalationId: id, at: now, kind: "opened", severity: "urgent" });
  await recordErasure(db, {
    ...{ id: randomUUID(), at: now, kind: "chat", reason: "ownWish", keyIds: [] },
    ...{ subjectId: null, organisationId: null, numberHash: null, chatHash: "a-hash" },
  });
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: worker.id },
    action: "openDetails",
    subject: { kind: "escalation", id },
  });
});
afterAll(() => database.close());

const everything = async () => ({
  erasures: await database.db.select().from(erasure),
  access: await database.db.select().from(accessLog),
  events: await database.db.select().from(escalationEvent),
});

test.each([
  "update access_log set action = 'nothing'",
  "update access_log set actor_id = null where id > 0",
  "delete from access_log",
  "update erasure set subject_id = null",
  "delete from erasure",
  "truncate erasure",
  "truncate access_log",
  "truncate access_log restart identity cascade",
  "update escalation_event set kind = 'nothing'",
  "delete from escalation_event",
  "truncate escalation_event",
  "truncate escalation cascade",
  "insert into access_log (id, at, actor_kind, action, subject_kind) values (1, now(), 'system', 'x', 'y') on conflict (id) do update set action = 'x'",
])("the record of what happened refuses: %s", async (statement) => {
  const before = await everything();
  expect(before.access).toHaveLength(1);
  expect(before.erasures).toHaveLength(1);
  expect(before.events).toHaveLength(1);
  const refusal = await database.db.execute(sql.raw(statement)).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(errorCode(refusal)).toBe("DB_23001");
  expect(await everything()).toEqual(before);
});

it("takes a new line", async () => {
  await recordAccess(database.db, {
    at: now,
    actor: { kind: "operator" },
    action: "import",
    subject: { kind: "school" },
  });
  expect((await everything()).access).toHaveLength(2);
});
