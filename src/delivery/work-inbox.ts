import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { errorCode, whereOf } from "../db/error-code.ts";
import { inbox } from "../db/schema/index.ts";
import { type ClaimedUpdate, claimUpdate, LineLost, leaveDone, leaveLine, unlessLost } from "./claim-row.ts";
import type { DeliveryParts } from "./parts.ts";
import { type Lines, runLines } from "./run-lines.ts";
import { inboxPlace } from "./store-updates.ts";
import type { Work } from "./work.ts";

/** Pauses after the first, second, … failure of an update, in milliseconds; after the last it is parked. */
export const inboxBackoff = [200, 1_000, 3_000, 10_000] as const;

/** An update whose handling has ended the process this often is parked without another try. */
const mostTries = inboxBackoff.length + 3;

/** A handler that takes longer than this is taken to hang; its transaction is rolled back. Shorter than the lease. */
const patienceMilliseconds = 20_000;

export interface InboxParts extends DeliveryParts {
  /** Handles one update inside the transaction of `work`; a throw rolls all of it back. */
  readonly handle: (work: Work, update: unknown) => Promise<void>;
  /** An update was given up: tells the person and a human, inside the transaction that parks it. */
  readonly onParked: (work: Work, parked: { chatId: number; reference: string }) => Promise<void>;
}

/**
 * Handles stored updates, a chat's strictly in their order, on any number of instances. One update, one transaction: what
 * its handling wrote and said commits together with the mark that it is done. A failing update is tried again with a
 * pause, then parked and reported, and the chat goes on.
 */
export function workInbox(parts: InboxParts): Lines {
  const { database, clock, report } = parts;
  const lines: Lines = runLines({
    hands: parts.hands,
    backstop: 2_000,
    report: (error) => report("inbox.failed", { code: errorCode(error) }),
    claim: () => claimUpdate(database.db, randomUUID(), clock.now()),
    work: async (claim) => {
      const pause = await workOn(parts, claim).catch(unlessLost);
      if (pause !== undefined) lines.wakeIn(pause);
    },
  });
  return lines;
}

const workOf = (parts: InboxParts, db: Db): Work => ({
  db,
  now: parts.clock.now(),
  vault: parts.vault,
  texts: parts.texts,
  ...(parts.hasMail ? { hasMail: true } : {}),
  ...(parts.hasTranslator ? { hasTranslator: true } : {}),
});

/** Handles a claimed update and gives its line back; the milliseconds until it may be tried again when it failed. */
async function workOn(parts: InboxParts, claim: ClaimedUpdate): Promise<number | undefined> {
  const { database, probe } = parts;
  if (claim.tries > mostTries) return endTry(parts, claim, "PROCESS_DIED");
  probe("inbox.stored");
  try {
    await database.db.transaction(async (tx) => {
      const work = workOf(parts, tx);
      await withPatience(handleClaimed(parts, work, claim));
      probe("inbox.handled");
      await leaveDone(tx, claim, work.now);
    });
    probe("inbox.committed");
    return undefined;
  } catch (error) {
    if (error instanceof LineLost) return undefined;
    const code = errorCode(error);
    parts.report("inbox.tryFailed", { seq: claim.seq, tries: claim.tries, code, where: whereOf(error) });
    return endTry(parts, claim, code);
  }
}

class HandlerHangs extends Error {
  readonly code = "HANDLER_HANGS";
}

/**
 * What was claimed is handled as it was then. Whoever took the line over while this process slept may have finished it: what is
 * written here is rolled back then, when the line is left.
 */
async function handleClaimed(
  parts: InboxParts,
  work: Work,
  { botId, updateId, keyId, body }: ClaimedUpdate,
): Promise<void> {
  if (!body) throw new LineLost();
  const plain = await parts.vault.open(work.db, keyId, inboxPlace(botId, updateId), body);
  await parts.handle(work, JSON.parse(plain));
}

/** Plans the next try, or parks the update after the last one; gives the line back either way. */
async function endTry(parts: InboxParts, claim: ClaimedUpdate, code: string): Promise<number | undefined> {
  const pause = claim.tries > mostTries ? undefined : inboxBackoff[claim.tries - 1];
  await parts.database.db.transaction(async (tx) => {
    const work = workOf(parts, tx);
    if (pause === undefined) await park(parts, work, claim, code);
    else {
      const retryAt = new Date(work.now.getTime() + pause);
      await tx
        .update(inbox)
        .set({ retryAt, errorCode: code })
        .where(and(eq(inbox.seq, claim.seq), eq(inbox.state, "new")));
    }
    await leaveLine(tx, claim);
  });
  return pause;
}

async function park(parts: InboxParts, work: Work, { seq }: ClaimedUpdate, code: string): Promise<void> {
  const [row] = await work.db
    .update(inbox)
    .set({ state: "parked", errorCode: code, handledAt: work.now })
    .where(and(eq(inbox.seq, seq), eq(inbox.state, "new")))
    .returning({ chatId: inbox.chatId });
  if (!row) return;
  parts.report("inbox.parked", { seq, code });
  await parts.onParked(work, { chatId: row.chatId, reference: `U${seq}` });
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
