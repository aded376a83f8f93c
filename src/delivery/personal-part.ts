import {
  and,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "../db/connect.ts";
import {
  checkIn,
  conversationState,
  dataKey,
  escalationNotice,
  inbox,
  lease,
  outbox,
  signal,
} from "../db/schema/index.ts";
import type { PersonalPart, RetentionRun } from "../privacy/personal-part.ts";
import type { Work } from "./work.ts";

const handled = inArray(inbox.state, ["done", "parked"]);
const one = sql`1`;
/** Handled, or put aside and in a human's hands. What nobody knows of stays until somebody says that they looked (`settleParked`). */
const isOver = sql`(${inbox.state} = 'done' or (${inbox.state} = 'parked' and exists (select 1 from ${signal}
  where ${signal.cause} = 'parked:U' || ${inbox.seq} and ${signal.escalationId} is not null)))`;

/** How many updates of this chat are kept with their content, for the person who asks. */
export async function countStoredUpdates(db: Db, chatId: number): Promise<number> {
  return db.$count(inbox, and(eq(inbox.chatId, chatId), isNotNull(inbox.body)));
}

/**
 * Nothing of the chat stays but numbers that lead nowhere: contents are emptied, what waits to be said is not said, and what
 * was going to be taken back later is taken back now. Updates that wait their turn are left for whoever the chat is then.
 */
async function eraseChat({ db, now }: Work, chatId: number, updateId: number | undefined): Promise<string[]> {
  const isThis = updateId === undefined ? undefined : eq(inbox.updateId, updateId);
  await db
    .update(inbox)
    .set({
      ...{ body: null, chatId: 0 },
      // Nobody can ask them any more what it was: nothing is left to settle.
      state: sql`case when ${inbox.state} = 'parked' then 'done' else ${inbox.state} end`,
    })
    .where(and(eq(inbox.chatId, chatId), or(handled, isThis)));
  const waiting = and(eq(outbox.chatId, chatId), eq(outbox.state, "new"));
  const takesBack = or(isNotNull(outbox.targetId), eq(outbox.subjectKind, "tidy"));
  const isLater = and(takesBack, gt(outbox.dueAt, now));
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "ERASED" })
    .where(and(waiting, sql`not ${isLater}`));
  await db.update(outbox).set({ dueAt: now }).where(waiting);
  await db
    .update(outbox)
    .set({ chatId: 0 })
    .where(and(eq(outbox.chatId, chatId), sql`${outbox.state} not in ('new', 'sending')`));
  await db.delete(conversationState).where(eq(conversationState.chatId, chatId));
  return [];
}

/** Takes the content of handled updates away, and the day keys that nothing needs any more. */
async function emptyUpdates(work: Work, { before, most }: RetentionRun): Promise<number> {
  const { db, now, vault } = work;
  const old = batch(db, and(isNotNull(inbox.body), handled, lte(inbox.handledAt, before)), most);
  const emptied = await db
    .update(inbox)
    .set({ body: null })
    .where(inArray(inbox.seq, old))
    .returning({ seq: inbox.seq });
  const isNeeded = (rows: typeof inbox | typeof outbox) =>
    exists(
      db
        .select({ one })
        .from(rows)
        .where(and(sql`${rows.keyId} = ${dataKey.id}`, isNotNull(rows.body))),
    );
  const dayAgo = new Date(before.getTime() - 86_400_000);
  const keys = await db
    .select({ id: dataKey.id })
    .from(dataKey)
    .where(
      and(
        eq(dataKey.kind, "day"),
        isNotNull(dataKey.wrapped),
        lte(dataKey.createdAt, dayAgo),
        sql`not ${isNeeded(inbox)}`,
        sql`not ${isNeeded(outbox)}`,
      ),
    )
    .limit(most);
  for (const { id } of keys) {
    await db.delete(conversationState).where(eq(conversationState.keyId, id));
    await vault.destroyKey(db, id, now);
  }
  return emptied.length;
}

const batch = (db: Db, which: SQL | undefined, most: number) =>
  db.select({ seq: inbox.seq }).from(inbox).where(which).limit(most);

async function forgetUpdates({ db, now }: Work, { before, most }: RetentionRun): Promise<number> {
  const gone = await db
    .delete(inbox)
    .where(inArray(inbox.seq, batch(db, and(isOver, lte(inbox.handledAt, before)), most)))
    .returning({ seq: inbox.seq });
  // A lease that nobody holds and that does not rest says no more than that a chat once existed.
  const at = sql`${now.toISOString()}::timestamptz`;
  await db
    .delete(lease)
    .where(and(sql`${lease.until} <= ${at}`, sql`coalesce(${lease.restUntil}, '-infinity') <= ${at}`));
  return gone.length;
}

/** Rows of messages that have come to their end, unless a later change still has to find its message by one. */
async function forgetMessages({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const later = alias(outbox, "later");
  const old = db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        sql`${outbox.state} not in ('new', 'sending')`,
        lte(outbox.createdAt, before),
        notExists(
          db
            .select({ one })
            .from(later)
            .where(and(eq(later.targetId, outbox.id), inArray(later.state, ["new", "sending"]))),
        ),
        notExists(db.select({ one }).from(escalationNotice).where(eq(escalationNotice.messageId, outbox.id))),
        notExists(db.select({ one }).from(checkIn).where(eq(checkIn.askedId, outbox.id))),
        isNull(outbox.body),
      ),
    )
    .limit(most);
  const gone = await db.delete(outbox).where(inArray(outbox.id, old)).returning({ id: outbox.id });
  return gone.length;
}

/** Updates, messages and the open question: what stands in the chat, not who is behind it. */
export const deliveryPart: PersonalPart = {
  name: "delivery",
  eraseChat,
  retain: { updates: emptyUpdates, updateNumbers: forgetUpdates, messages: forgetMessages },
};
