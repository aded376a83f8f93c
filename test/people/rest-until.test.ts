import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Database, Db } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { outbox } from "../../src/db/schema/index.ts";
import { lanes } from "../../src/delivery/outgoing.ts";
import { restUntil } from "../../src/people/rest-until.ts";
import { freshPostgres } from "../support/databases.ts";

let database: Database;
beforeAll(async () => {
  database = await freshPostgres();
});
afterAll(() => database.close());
beforeEach(() => database.db.delete(outbox));

const on = (moment: string) => new Date(`2027-08-${moment}:00Z`);
const said = (more: Partial<typeof outbox.$inferInsert>) => {
  const createdAt = more.createdAt ?? on("20T08:00");
  const sentAt = more.sentAt ?? createdAt;
  return database.db.insert(outbox).values({
    ...{
      id: randomUUID(),
      chatId: 7,
      keyId: randomUUID(),
      createdAt,
      dueAt: createdAt,
      sentAt,
      messageId: 1,
    },
    ...{ line: "chat" as const, lane: lanes.relay, promise: "atLeastOnce" as const, state: "sent" as const },
    ...more,
  });
};
const rest = () => restUntil(database, 7);

test("nothing rests who has got nothing, or only an answer to what they did", async () => {
  await said({ chatId: 8 });
  await said({ lane: lanes.reply });
  await said({ state: "dropped" });
  expect(await rest()).toBeNull();
  expect(await restUntil(database, null)).toBeNull();
});

test("two days pass after what the robot said by itself, and after a question that was answered", async () => {
  await said({});
  expect(await rest()).toEqual(on("22T08:00"));
  await said({ lane: lanes.reply, subjectKind: "question", createdAt: on("21T09:00") });
  expect(await rest()).toEqual(on("23T09:00"));
});

test("it counts from when a message came, though it was written before another one, and from when it is to come", async () => {
  await said({ createdAt: on("19T20:00"), dueAt: on("23T08:00"), sentAt: on("23T08:00") });
  await said({ createdAt: on("20T08:00") });
  expect(await rest()).toEqual(on("25T08:00"));
  await said({ createdAt: on("20T09:00"), sentAt: on("24T08:00") });
  expect(await rest()).toEqual(on("26T08:00"));
  const waits = { state: "new", sentAt: null, messageId: null, body: Buffer.from("sealed") } as const;
  await said({ ...waits, createdAt: on("20T07:00"), dueAt: on("25T08:00") });
  expect(await rest()).toEqual(on("27T08:00"));
});

test("of one chat it reads that chat's messages alone", async () => {
  for (let from = 0; from < 20_000; from += 2_000)
    await database.db.insert(outbox).values(
      Array.from({ length: 2_000 }, (_, n) => ({
        ...{ id: randomUUID(), chatId: 100 + ((from + n) % 2_000), keyId: randomUUID(), messageId: from + n },
        ...{
          createdAt: on("20T08:00"),
          dueAt: on("20T08:00"),
          sentAt: on("20T08:00"),
          state: "sent" as const,
        },
        ...{ line: "chat" as const, lane: lanes.relay, promise: "atLeastOnce" as const },
      })),
    );
  await database.db.execute(sql`analyze outbox`);
  let plan = "";
  const explaining = new Proxy(database.db, {
    get(db, key) {
      if (key !== "select") return Reflect.get(db, key);
      return (fields: Parameters<Db["select"]>[0]) => ({
        from: () => ({
          where: async (condition: SQL) => {
            const query = db.select(fields).from(outbox).where(condition).getSQL();
            const rows = rowsOf<{ "QUERY PLAN": string }>(await db.execute(sql`explain ${query}`));
            plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
            return [];
          },
        }),
      });
    },
  });
  await restUntil({ db: explaining }, 107);
  expect(plan).toContain("outbox_message");
  expect(plan).not.toContain("Seq Scan");
});
