import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/db/connect.ts";
import { inbox, lease, outbox } from "../../src/db/schema/index.ts";
import {
  claimMessage,
  claimUpdate,
  type Line,
  LineLost,
  leaseMilliseconds,
  leaveLine,
  type Queue,
} from "../../src/delivery/claim-row.ts";
import { countDue, findNextDue } from "../../src/delivery/find-due.ts";
import { freshPostgres } from "../support/databases.ts";

let database: Database;
beforeAll(async () => {
  database = await freshPostgres();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.db.delete(inbox);
  await database.db.delete(outbox);
  await database.db.delete(lease);
});

const noon = new Date("2026-11-23T11:00:00Z");
const later = (milliseconds: number) => new Date(noon.getTime() + milliseconds);

let updates = 0;
async function received(chatId: number, more: Partial<typeof inbox.$inferInsert> = {}): Promise<number> {
  updates += 1;
  const values = { botId: 1, updateId: updates, chatId, keyId: randomUUID(), receivedAt: noon, ...more };
  const [row] = await database.db.insert(inbox).values(values).returning({ seq: inbox.seq });
  return row?.seq ?? 0;
}

async function said(chatId: number, more: Partial<typeof outbox.$inferInsert> = {}): Promise<string> {
  const id = randomUUID();
  await database.db.insert(outbox).values({
    id,
    chatId,
    line: "chat",
    lane: 2,
    promise: "atLeastOnce",
    keyId: randomUUID(),
    createdAt: noon,
    dueAt: noon,
    body: Buffer.from("sealed"),
    ...more,
  });
  return id;
}

type Place = Pick<Line, "queue" | "chatId">;

const claim = (queue: Queue, owner = "a", now = noon): Promise<Line | undefined> =>
  queue === "in" ? claimUpdate(database.db, owner, now) : claimMessage(database.db, queue, owner, now);
/** All lines that can be had, in the order in which they are had. */
async function claimAll(queue: Queue, owner = "a", now = noon): Promise<number[]> {
  const chats: number[] = [];
  for (let one = await claim(queue, owner, now); one; one = await claim(queue, owner, now))
    chats.push(one.chatId);
  return chats;
}
const leave = (one: Place, owner: string, restUntil?: Date) =>
  leaveLine(database.db, { ...one, owner }, restUntil);
const chat = (chatId: number): Place => ({ queue: "chat", chatId });
const inboxOf = (chatId: number): Place => ({ queue: "in", chatId });

describe("the inbox", () => {
  it("gives the line of the oldest update first, each chat once", async () => {
    for (const chatId of [30, 10, 30, 20, 10]) await received(chatId);
    expect(await claimAll("in")).toEqual([30, 10, 20]);
  });

  it("holds a chat's later updates back while the first waits for its retry, and only that chat's", async () => {
    await received(1, { retryAt: later(5_000) });
    await received(1);
    await received(2);
    expect(await claimAll("in")).toEqual([2]);
    expect(await claimAll("in", "a", later(5_000))).toEqual([1]);
  });

  it("goes on behind an update that is done or parked", async () => {
    await received(1, { state: "done" });
    await received(1, { state: "parked", retryAt: later(5_000) });
    await received(1);
    expect(await claimAll("in")).toEqual([1]);
    await database.db.update(inbox).set({ state: "done" });
    await leaveLine(database.db, { ...inboxOf(1), owner: "a" });
    expect(await claimAll("in")).toEqual([]);
  });

  it("keeps updates without a chat in one line", async () => {
    await received(0);
    await received(0);
    expect(await claimAll("in")).toEqual([0]);
  });
});

describe("the outbox", () => {
  it("gives the most pressing lane first, then the oldest", async () => {
    await said(1, { lane: 4 });
    await said(2, { lane: 2 });
    await said(3, { lane: 1 });
    await said(4, { lane: 2 });
    await said(5, { lane: 0 });
    expect(await claimAll("chat")).toEqual([5, 3, 2, 4, 1]);
  });

  it("counts a chat by its most pressing message", async () => {
    await said(1, { lane: 2 });
    await said(2, { lane: 2 });
    await said(2, { lane: 0 });
    expect(await claimAll("chat")).toEqual([2, 1]);
  });

  it("holds a chat back while its first message waits for its retry, and only that chat", async () => {
    await said(1, { retryAt: later(5_000) });
    await said(1);
    await said(2);
    expect(await claimAll("chat")).toEqual([2]);
    expect(await claimAll("chat", "a", later(5_000))).toEqual([1]);
  });

  it("lets a crisis reply overtake a message of the same chat that waits for its retry", async () => {
    await said(1, { lane: 2, retryAt: later(300_000) });
    await said(1, { lane: 0 });
    expect(await claimAll("chat")).toEqual([1]);
  });

  it("is not held back by what is not due yet", async () => {
    await said(1, { dueAt: later(60_000) });
    await said(1);
    await said(2, { dueAt: later(60_000) });
    expect(await claimAll("chat")).toEqual([1]);
    expect(await claimAll("chat", "b", later(60_000))).toEqual([1, 2]);
  });

  it("takes up again what was under way when its worker died", async () => {
    await said(1, { state: "sending" });
    expect(await claimAll("chat")).toEqual([1]);
  });

  it.each(["sent", "blocked", "undeliverable", "unknown", "dropped"] as const)(
    "leaves alone what is %s",
    async (state) => {
      await said(1, { state });
      expect(await claimAll("chat")).toEqual([]);
    },
  );

  it("keeps answers to taps in a line of their own", async () => {
    await said(1, { line: "chat", retryAt: later(5_000) });
    await said(1, { line: "tap" });
    expect(await claimAll("chat")).toEqual([]);
    expect(await claimAll("tap")).toEqual([1]);
  });
});

describe("a lease", () => {
  it("keeps everybody else out until it lapses after thirty seconds", async () => {
    await said(1);
    expect(await claim("chat", "a")).toMatchObject(chat(1));
    expect(await claim("chat", "b")).toBeUndefined();
    expect(await claim("chat", "b", later(leaseMilliseconds - 1))).toBeUndefined();
    expect(await claim("chat", "b", later(leaseMilliseconds))).toMatchObject(chat(1));
  });

  it("that was lost is noticed, and does the winner no harm", async () => {
    await said(1);
    await claim("chat", "a");
    await claim("chat", "b", later(31_000));
    await expect(leave(chat(1), "a", later(999_000))).rejects.toThrow(LineLost);
    expect(await claim("chat", "c", later(31_003))).toBeUndefined();
    await leave(chat(1), "b");
    expect(await claim("chat", "c", later(31_004))).toMatchObject(chat(1));
  });

  it("of one queue says nothing about another queue of the same chat", async () => {
    await said(1);
    await said(1, { line: "tap" });
    await received(1);
    for (const queue of ["chat", "tap", "in"] as const)
      expect(await claim(queue)).toMatchObject({ queue, chatId: 1 });
  });

  it("that was given back is free at once", async () => {
    await said(1);
    await claim("chat", "a");
    await leaveLine(database.db, { ...chat(1), owner: "a" });
    expect(await claim("chat", "b")).toMatchObject(chat(1));
  });

  it("is not to be had while a chat rests", async () => {
    await said(1);
    await said(2);
    await claim("chat", "a");
    await leaveLine(database.db, { ...chat(1), owner: "a" }, later(1_000));
    expect(await claimAll("chat", "b")).toEqual([2]);
    expect(await claim("chat", "b", later(999))).toBeUndefined();
    expect(await claim("chat", "b", later(1_000))).toMatchObject(chat(1));
  });
});

describe("many at once", () => {
  const owners = Array.from({ length: 50 }, (_, index) => `owner ${index}`);

  it.each(["in", "chat"] as const)("never hold one line twice: %s", async (queue) => {
    const chats = Array.from({ length: 8 }, (_, index) => index + 1);
    for (const chatId of [...chats, ...chats]) await (queue === "in" ? received(chatId) : said(chatId));
    const claims = await Promise.all(
      owners.map(async (owner) => ({ owner, claim: await claim(queue, owner) })),
    );
    const held = claims.flatMap(({ owner, claim: one }) => (one ? [{ owner, chatId: one.chatId }] : []));
    expect(new Set(held.map(({ chatId }) => chatId)).size).toBe(held.length);
    expect(held.length).toBeGreaterThan(0);
    for (const { owner, chatId } of held) {
      const [row] = await database.db.select().from(lease).where(eq(lease.chatId, chatId));
      expect(row?.owner).toBe(owner);
    }
    const rest = await claimAll(queue, "afterwards");
    expect([...held.map(({ chatId }) => chatId), ...rest].toSorted((a, b) => a - b)).toEqual(chats);
  });

  it("work off every chat strictly in its order, though leases lapse and workers are many", async () => {
    const order: Record<number, number[]> = {};
    for (let round = 0; round < 6; round += 1)
      for (const chatId of [1, 2, 3, 4]) order[chatId] = [...(order[chatId] ?? []), await received(chatId)];
    const handled: Record<number, number[]> = {};
    const workOff = async (owner: string) => {
      for (let one = await claim("in", owner); one; one = await claim("in", owner)) {
        const { chatId } = one;
        await database.db.transaction(async (tx) => {
          const rows = await tx.select().from(inbox).where(eq(inbox.chatId, chatId)).orderBy(inbox.seq);
          const next = rows.find(({ state }) => state === "new");
          if (!next) return;
          handled[chatId] = [...(handled[chatId] ?? []), next.seq];
          await tx.update(inbox).set({ state: "done" }).where(eq(inbox.seq, next.seq));
          await leaveLine(tx, { ...one, owner });
        });
      }
    };
    while ((await countDue(database.db, noon)) > 0) await Promise.all(owners.slice(0, 8).map(workOff));
    expect(handled).toEqual(order);
  });
});

describe("what is due next", () => {
  it("is nothing when nothing waits", async () => {
    await received(1, { state: "done" });
    await said(1, { state: "sent" });
    expect(await findNextDue(database.db)).toBeUndefined();
    expect(await countDue(database.db, later(999_999))).toBe(0);
  });

  it("is the earliest of retries, due times and rests", async () => {
    await received(1, { retryAt: later(9_000) });
    await said(2, { dueAt: later(8_000), retryAt: later(3_000) });
    await said(3, { retryAt: later(7_000) });
    expect(await findNextDue(database.db)).toEqual(later(7_000));
    await said(4);
    expect(await findNextDue(database.db)).toEqual(noon);
    await claim("chat", "a");
    await leaveLine(database.db, { ...chat(4), owner: "a" }, later(1_000));
    expect(await findNextDue(database.db)).toEqual(later(1_000));
    expect(await countDue(database.db, later(7_000))).toBe(2);
    expect(await countDue(database.db, later(9_000))).toBe(4);
  });
});

describe("behind many that cannot be had", () => {
  it("asks all of them when none of the first can be had", async () => {
    const blocked = Array.from({ length: 300 }, () => said(1));
    await Promise.all(blocked);
    await said(2);
    for (let i = 0; i < 300; i += 1) await received(1);
    await received(2);
    expect(await claimAll("chat")).toEqual([1, 2]);
    expect(await claimAll("in")).toEqual([1, 2]);
  });
});
