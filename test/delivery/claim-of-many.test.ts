import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database, Db } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import { inbox, outbox } from "../../src/db/schema/index.ts";
import { claimMessage, claimUpdate } from "../../src/delivery/claim-row.ts";
import { freshPostgres } from "../support/databases.ts";

// A database of its own for each: in one in which anything was counted before, nothing is without statistics.
let database: Database;
beforeEach(async () => {
  database = await freshPostgres();
});
afterEach(() => database.close());

const noon = new Date("2026-11-23T11:00:00Z");

describe("with thousands of rows that wait, a claim asks of the first ones alone whether they can be had", () => {
  interface Node {
    readonly "Actual Loops": number;
    readonly "Actual Rows": number;
    readonly "Rows Removed by Filter"?: number;
    readonly "Relation Name"?: string;
    readonly "Index Name"?: string;
    readonly Plans?: readonly Node[];
  }
  const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

  /** PostgreSQL's own account of the first statement of a claim. */
  async function accountOf(queue: "in" | "chat"): Promise<readonly Node[]> {
    const plans: Node[] = [];
    const explaining = {
      async execute(statement: SQL) {
        const [row] = rowsOf<{ "QUERY PLAN": readonly { readonly Plan: Node }[] }>(
          await database.db.execute(sql`explain (analyze, format json) ${statement}`),
        );
        plans.push(...(row?.["QUERY PLAN"] ?? []).map(({ Plan }) => Plan));
        return [];
      },
    } as unknown as Db;
    await (queue === "in" ? claimUpdate(explaining, "a", noon) : claimMessage(explaining, queue, "a", noon));
    expect(plans).toHaveLength(1);
    return plans.flatMap(nodesOf);
  }
  /** How often it asked. */
  const asked = async (queue: "in" | "chat") =>
    Math.max(...(await accountOf(queue)).map((node) => node["Actual Loops"]));
  /** How many messages one step of it read at most. */
  const messagesRead = async () =>
    Math.max(
      ...(await accountOf("chat"))
        .filter((node) => node["Relation Name"] === "outbox" || node["Index Name"]?.startsWith("outbox"))
        .map((node) => (node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0)) * node["Actual Loops"]),
    );

  it.each(["without statistics", "with statistics"])("%s", async (when) => {
    const waiting = Array.from({ length: 4_000 }, (_, index) => ({
      ...{ botId: 1, updateId: 100_000 + index, chatId: 1_000 + (index % 2_000) },
      ...{ keyId: randomUUID(), receivedAt: noon },
    }));
    await database.db.insert(inbox).values(waiting);
    const body = Buffer.from("sealed");
    const message = { line: "chat" as const, lane: 2, promise: "atLeastOnce" as const, body };
    await database.db.insert(outbox).values(
      waiting.map(({ chatId, keyId }) => ({
        ...{ id: randomUUID(), chatId, keyId, createdAt: noon, dueAt: noon },
        ...message,
      })),
    );
    if (when === "with statistics") await database.db.execute(sql`analyze`);
    expect(await asked("in")).toBeLessThanOrEqual(200);
    expect(await asked("chat")).toBeLessThanOrEqual(200);
  });

  it.each(["never counted", "counted when it was empty", "counted"])(
    "reads few rows though much was sent before, and though what is first belongs to a few chats: %s",
    async (when) => {
      if (when === "counted when it was empty") await database.db.execute(sql`analyze`);
      // Written as they were: each message waited before it was sent.
      const values = Array.from({ length: 24_000 }, (_, index) => ({
        ...{
          id: randomUUID(),
          chatId: 1_000 + (index % 100),
          keyId: randomUUID(),
          body: Buffer.from("sealed"),
        },
        ...{ line: "chat" as const, lane: index < 20_000 ? 2 : 1, promise: "atLeastOnce" as const },
        ...{ createdAt: noon, dueAt: new Date(noon.getTime() - 1_000 * (24_000 - index)) },
      }));
      for (let from = 0; from < values.length; from += 2_000)
        await database.db.insert(outbox).values(values.slice(from, from + 2_000));
      for (let from = 0; from < 20_000; from += 500)
        await database.db.execute(
          sql`update outbox set state = 'sent', message_id = seq, sent_at = due_at, body = null where seq > ${from} and seq <= ${from + 500}`,
        );
      if (when === "counted") await database.db.execute(sql`analyze`);
      // To be accounted for it is run: the first chat is taken by it.
      expect(await messagesRead()).toBeLessThanOrEqual(500);
      for (let n = 1; n < 100; n += 1)
        expect(await claimMessage(database.db, "chat", "a", noon)).toMatchObject({ chatId: 1_000 + n });
      expect(await messagesRead()).toBeLessThanOrEqual(500);
    },
  );
});
