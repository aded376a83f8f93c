import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Database, Db } from "../db/connect.ts";
import { errorCode, whereOf } from "../db/error-code.ts";
import { inbox } from "../db/schema/index.ts";
import type { Texts } from "../i18n/texts.ts";
import type { Vault } from "../privacy/vault.ts";
import { type Claim, claimLine, keepLine, leaveLine } from "./claim-line.ts";
import type { Probe, Report } from "./report.ts";
import { type Lines, runLines } from "./run-lines.ts";
import { inboxPlace } from "./store-updates.ts";
import type { Work } from "./work.ts";

/** Pauses after the first, second, … failure of an update, in milliseconds; after the last it is parked. */
export const inboxBackoff = [200, 1_000, 3_000, 10_000] as const;

/** A handler that takes longer than this is taken to hang; its transaction is rolled back. Shorter than the lease. */
const patienceMilliseconds = 20_000;

export interface InboxParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly texts: Texts;
  readonly botId: number;
  readonly hands: number;
  /** Handles one update inside the transaction of `work`; a throw rolls all of it back. */
  readonly handle: (work: Work, update: unknown) => Promise<void>;
  /** An update was given up: tells the person and a human, inside the transaction that parks it. */
  readonly onParked: (work: Work, parked: { chatId: number; reference: string }) => Promise<void>;
  readonly report: Report;
  readonly probe: Probe;
}

/**
 * Handles stored updates, a chat's strictly in their order, on any number of instances. One update, one transaction: what
 * its handling wrote and said commits together with the mark that it is done. A failing update is tried again with a
 * pause, then parked and reported, and the chat goes on.
 */
export function workInbox(parts: InboxParts): Lines {
  const { database, clock, report } = parts;
  const owner = randomUUID();
  const lines = runLines({
    hands: parts.hands,
    backstop: 2_000,
    report: (error) => report("inbox.failed", { code: errorCode(error) }),
    claim: () => claimLine(database.db, "in", owner, clock.now()),
    work: async (claim) => {
      let again = await workNext(parts, claim, owner);
      while (again === true) again = await workNext(parts, claim, owner);
      await leaveLine(database.db, claim, owner);
      if (again !== false) lines.wakeIn(again);
    },
  });
  return lines;
}

/** Handles the line's next update: true when there may be another, false when not, or milliseconds until its next try. */
async function workNext(parts: InboxParts, claim: Claim, owner: string): Promise<boolean | number> {
  const { database, clock } = parts;
  const next = await database.db.transaction((tx) => beginTry(parts, tx, claim, owner));
  if (next === undefined || next === "parked") return next === "parked";
  if (typeof next === "number") return next;
  parts.probe("inbox.stored");
  try {
    await database.db.transaction(async (tx) => {
      if (!(await keepLine(tx, claim, owner, clock.now()))) throw new LineLost();
      const work = workOf(parts, tx);
      await withPatience(handleRow(parts, work, next.seq));
      parts.probe("inbox.handled");
    });
    parts.probe("inbox.committed");
    return true;
  } catch (error) {
    if (error instanceof LineLost) return false;
    return failTry(parts, next, errorCode(error), whereOf(error));
  }
}

const workOf = (parts: InboxParts, db: Db): Work => ({
  db,
  now: parts.clock.now(),
  vault: parts.vault,
  texts: parts.texts,
});

class LineLost extends Error {}

class HandlerHangs extends Error {
  readonly code = "HANDLER_HANGS";
}

interface Next {
  readonly seq: number;
  readonly tries: number;
}

/** Counts the try before it is made, so that an update that kills the process is parked too, not tried for ever. */
async function beginTry(
  parts: InboxParts,
  tx: Db,
  claim: Claim,
  owner: string,
): Promise<Next | "parked" | number | undefined> {
  const now = parts.clock.now();
  // Losing this count with a crash of the database server costs one more try; waiting for the disk would cost every update.
  await tx.execute(sql`set local synchronous_commit = off`);
  if (!(await keepLine(tx, claim, owner, now))) return undefined;
  const [row] = await tx
    .select({ seq: inbox.seq, tries: inbox.tries, retryAt: inbox.retryAt })
    .from(inbox)
    .where(and(eq(inbox.chatId, claim.chatId), eq(inbox.state, "new")))
    .orderBy(asc(inbox.seq))
    .limit(1);
  if (!row) return undefined;
  if (row.retryAt && row.retryAt > now) return row.retryAt.getTime() - now.getTime();
  if (row.tries > inboxBackoff.length + 3) {
    await park(parts, workOf(parts, tx), row.seq, "PROCESS_DIED");
    return "parked";
  }
  await tx
    .update(inbox)
    .set({ tries: row.tries + 1 })
    .where(eq(inbox.seq, row.seq));
  return { seq: row.seq, tries: row.tries + 1 };
}

async function handleRow(parts: InboxParts, work: Work, seq: number): Promise<void> {
  const [row] = await work.db
    .select()
    .from(inbox)
    .where(and(eq(inbox.seq, seq), eq(inbox.state, "new")))
    .for("update");
  // Gone: another instance took the line while this process slept, and finished it.
  if (!row?.body) throw new LineLost();
  const body = await parts.vault.open(work.db, row.keyId, inboxPlace(row.botId, row.updateId), row.body);
  await parts.handle(work, JSON.parse(body));
  await work.db
    .update(inbox)
    .set({ state: "done", handledAt: work.now, errorCode: null })
    .where(eq(inbox.seq, seq));
}

async function failTry(
  parts: InboxParts,
  next: Next,
  code: string,
  where: string,
): Promise<boolean | number> {
  const pause = inboxBackoff[next.tries - 1];
  parts.report("inbox.tryFailed", { seq: next.seq, tries: next.tries, code, where });
  return parts.database.db.transaction(async (tx) => {
    const work = workOf(parts, tx);
    if (pause === undefined) {
      await park(parts, work, next.seq, code);
      return true;
    }
    const retryAt = new Date(work.now.getTime() + pause);
    await tx
      .update(inbox)
      .set({ retryAt, errorCode: code })
      .where(and(eq(inbox.seq, next.seq), eq(inbox.state, "new")));
    return pause;
  });
}

async function park(parts: InboxParts, work: Work, seq: number, code: string): Promise<void> {
  const [row] = await work.db
    .update(inbox)
    .set({ state: "parked", errorCode: code, handledAt: work.now })
    .where(and(eq(inbox.seq, seq), eq(inbox.state, "new")))
    .returning({ chatId: inbox.chatId });
  if (!row) return;
  const reference = `U${seq}`;
  parts.report("inbox.parked", { seq, code });
  await parts.onParked(work, { chatId: row.chatId, reference });
}

async function withPatience(handling: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new HandlerHangs()), patienceMilliseconds);
  });
  try {
    await Promise.race([handling, hangs]);
  } finally {
    clearTimeout(timer);
  }
}
