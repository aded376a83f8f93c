import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";

const due = sql`
  select i.chat_id, 'in' as line, greatest(i.received_at, max(i.retry_at) over (partition by i.chat_id order by i.seq), l.rest_until) as at
    from inbox i left join lease l on l.queue = 'in' and l.chat_id = i.chat_id where i.state = 'new'
  union all
  select o.chat_id, o.line, greatest(o.due_at, max(o.retry_at) over (partition by o.chat_id, o.line order by o.lane, o.seq), l.rest_until)
    from outbox o left join lease l on l.queue = o.line and l.chat_id = o.chat_id where o.state in ('new', 'sending')`;

/** How many stored updates and messages are due at this instant. */
export async function countDue(db: Db, now: Date): Promise<number> {
  const [row] = rowsOf<{ n: number }>(
    await db.execute(
      sql`select count(*)::int as n from (${due}) d where d.at <= ${now.toISOString()}::timestamptz`,
    ),
  );
  return row?.n ?? 0;
}

/** The chats for which something stored is due at this instant: the bot has not answered there yet. */
export async function findBusyChats(db: Db, now: Date): Promise<number[]> {
  const rows = rowsOf<{ chat_id: number | string }>(
    await db.execute(
      sql`select distinct d.chat_id from (${due}) d where d.line <> 'mail' and d.at <= ${now.toISOString()}::timestamptz`,
    ),
  );
  return rows.map((row) => Number(row.chat_id));
}

const nextDue = sql`(select min(d.at) from (${due}) d)`;

/** The earliest instant at which a stored update or message is due; undefined when there is none. */
export const findNextDue = async (db: Db): Promise<Date | undefined> => (await findNextOf(db, [])).stored;

/** When something stored is due next, and when the first of others is; undefined where nothing is planned at all. */
export interface NextOf {
  readonly stored: Date | undefined;
  readonly other: Date | undefined;
}

/** The earliest of what is stored here, and the earliest of these, in one way to the database and back. */
export async function findNextOf(db: Db, others: readonly SQLWrapper[]): Promise<NextOf> {
  const list = others.length > 0 ? sql`least(${sql.join([...others], sql`, `)})` : sql`null::timestamptz`;
  const milliseconds = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000)::float8`;
  const asked = sql`select ${milliseconds(nextDue)} as stored, ${milliseconds(list)} as other`;
  // Nothing in it changes from one time to the next: without parameters its plan is kept, and to plan it took longer than to run it.
  const [row] = rowsOf<{ stored: number | null; other: number | null }>(
    await db.execute(asked.inlineParams()),
  );
  const instantOf = (ms: number | null | undefined) =>
    ms === null || ms === undefined ? undefined : new Date(Math.ceil(ms));
  return { stored: instantOf(row?.stored), other: instantOf(row?.other) };
}
