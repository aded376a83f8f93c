import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";

/**
 * One mechanism for both directions: a line is a chat's rows in their order; whoever holds the line's lease works on it
 * alone. A lease lapses after 30 s unless it is renewed, so a killed process blocks a chat no longer than that.
 */
export type Queue = "in" | "chat" | "tap";

export const leaseMilliseconds = 30_000;

export interface Claim {
  readonly queue: Queue;
  readonly chatId: number;
}

/**
 * Takes the lease of the line that is due longest (of the outbox: in the most pressing lane), or returns undefined when
 * none is due and free. A line is due when its first row is: a row that waits for its retry holds back the rows behind it.
 */
export async function claimLine(db: Db, queue: Queue, owner: string, now: Date): Promise<Claim | undefined> {
  const at = now.toISOString();
  const until = new Date(now.getTime() + leaseMilliseconds).toISOString();
  const free = sql`not exists (select 1 from lease l where l.queue = ${queue} and l.chat_id = r.chat_id
    and (l.until > ${at}::timestamptz or coalesce(l.rest_until, '-infinity') > ${at}::timestamptz))`;
  const head =
    queue === "in"
      ? sql`select r.chat_id from inbox r where r.state = 'new' and coalesce(r.retry_at, '-infinity') <= ${at}::timestamptz and ${free}
          and not exists (select 1 from inbox p where p.chat_id = r.chat_id and p.state = 'new' and p.seq < r.seq)
          order by r.seq limit 1 for update of r skip locked`
      : sql`select r.chat_id from outbox r where r.state in ('new', 'sending') and r.line = ${queue} and r.due_at <= ${at}::timestamptz
          and coalesce(r.retry_at, '-infinity') <= ${at}::timestamptz and ${free}
          and not exists (select 1 from outbox p where p.chat_id = r.chat_id and p.line = r.line and p.state in ('new', 'sending')
            and p.due_at <= ${at}::timestamptz and (p.lane, p.seq) < (r.lane, r.seq))
          order by r.lane, r.seq limit 1 for update of r skip locked`;
  const [row] = rowsOf<{ chat_id: string | number }>(
    await db.execute(sql`with head as (${head})
      insert into lease (queue, chat_id, owner, until) select ${queue}, chat_id, ${owner}, ${until}::timestamptz from head
      on conflict (queue, chat_id) do update set owner = excluded.owner, until = excluded.until
        where lease.until <= ${at}::timestamptz
      returning chat_id`),
  );
  return row ? { queue, chatId: Number(row.chat_id) } : undefined;
}

/**
 * Renews the lease and locks it until the transaction ends, so that nobody else can take the line meanwhile. False when it
 * was lost: somebody else works on the line now, and this worker must leave it alone.
 */
export async function keepLine(db: Db, claim: Claim, owner: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + leaseMilliseconds).toISOString();
  const rows = rowsOf(
    await db.execute(sql`update lease set until = ${until}::timestamptz
      where queue = ${claim.queue} and chat_id = ${claim.chatId} and owner = ${owner} returning 1 as kept`),
  );
  return rows.length === 1;
}

/** Gives the line back; with `restUntil` nobody takes it before then. Does nothing when the lease was lost. */
export async function leaveLine(db: Db, claim: Claim, owner: string, restUntil?: Date): Promise<void> {
  await db.execute(sql`update lease set until = '-infinity', rest_until = ${restUntil?.toISOString() ?? null}::timestamptz
    where queue = ${claim.queue} and chat_id = ${claim.chatId} and owner = ${owner}`);
}
