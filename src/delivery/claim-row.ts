import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";

/**
 * One mechanism for both directions. A line is a chat's rows in their order; whoever holds the line's lease works on its
 * first row alone. A claim takes the lease of the line that has been due longest and hands out that row, in one statement.
 * A lease lapses after 30 s, so a killed process blocks a chat no longer than that.
 */
export type Queue = "in" | "chat" | "tap" | "mail";
/** What goes out, each by a worker of its own, so that a slow mail server holds no message up. */
export type OutQueue = Exclude<Queue, "in">;

export const leaseMilliseconds = 30_000;

/** The line that a worker holds. */
export interface Line {
  readonly queue: Queue;
  readonly chatId: number;
  readonly owner: string;
}

export interface ClaimedUpdate extends Line {
  readonly seq: number;
  readonly botId: number;
  readonly updateId: number;
  readonly keyId: string;
  /** Null when it was emptied meanwhile. */
  readonly body: Buffer | null;
  /** This try included: a try counts before it is made, so that an update that kills the process is parked in the end. */
  readonly tries: number;
}

export interface ClaimedMessage extends Line {
  readonly queue: OutQueue;
  readonly id: string;
  readonly seq: number;
  readonly lane: number;
  readonly promise: "atLeastOnce" | "atMostOnce";
  readonly keyId: string;
  readonly body: Buffer;
  /** The tries that counted before this one. */
  readonly tries: number;
  readonly dueAt: Date;
  /** Since when it is due, if the channel has refused it before; it never was when undefined. */
  readonly refusedSince: Date | undefined;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly hasTarget: boolean;
  readonly targetMessageId: number | undefined;
  /** A process died while it sent this: it may have arrived. */
  readonly wasSending: boolean;
  /** Whoever wrote it was told already that it does not get through for now. */
  readonly isDelayed: boolean;
}

const at = (instant: Date) => sql`${instant.toISOString()}::timestamptz`;
const leaseEnd = (now: Date) => at(new Date(now.getTime() + leaseMilliseconds));

/** A line that nobody holds and that does not rest; `r` is the row at hand. */
const isFree = (queue: Queue, now: Date) => sql`coalesce((select greatest(l.until, l.rest_until) from lease l
  where l.queue = ${queue} and l.chat_id = r.chat_id), '-infinity') <= ${at(now)}`;
/**
 * No row of the same line comes before this one. A queue's name is compared in a way that no index knows (`|| ''`): what comes before
 * is to be looked for in the chat, never in the queue, and PostgreSQL cannot tell which of the two is long until it has counted.
 */
const isFirst = (earlier: SQL) => sql`(select 1 from ${earlier} limit 1) is null`;

/**
 * Of how many rows, in the order of their turn, is asked at a time whether their line can be had. PostgreSQL cannot know how few of
 * all that wait are passed over before one can: left to itself it asks of each row of the whole backlog, and the more waits the
 * slower it goes. Lines that rest, or that others hold, stand in front when none of the first can be had; then more are asked.
 */
const pages: readonly { readonly from: number; readonly rows: number | undefined }[] = [
  { from: 0, rows: 200 },
  { from: 200, rows: 1_800 },
  { from: 2_000, rows: undefined },
];

/** The claim among the first few rows, and among the next ones as long as there are more and none of these can be had. */
async function amongPages<Row extends object>(
  db: Db,
  claimAmong: (page: SQL) => SQL,
): Promise<Row | undefined> {
  for (const { from, rows } of pages) {
    const page = sql`limit ${rows ?? sql`all`} offset ${from}`;
    const [row] = rowsOf<Row & { waiting: number; is_had: boolean }>(await db.execute(claimAmong(page)));
    if (row?.is_had) return row;
    if (!row || rows === undefined || row.waiting < rows) return undefined;
  }
  return undefined;
}

/** Takes the head's lease unless somebody was faster: then the statement hands out nothing. */
const takeLease = (
  queue: Queue,
  owner: string,
  now: Date,
): SQL => sql`insert into lease (queue, chat_id, owner, until)
  select ${queue}, chat_id, ${owner}, ${leaseEnd(now)} from head
  on conflict (queue, chat_id) do update set owner = excluded.owner, until = excluded.until where lease.until <= ${at(now)} and coalesce(lease.rest_until, '-infinity') <= ${at(now)}
  returning chat_id`;

/** The next stored update that is due, its line taken and its try counted; undefined when there is none. */
export async function claimUpdate(db: Db, owner: string, now: Date): Promise<ClaimedUpdate | undefined> {
  const row = await amongPages<RawUpdate>(
    db,
    (page) => sql`with turn as materialized (
        select seq, chat_id from inbox where state = 'new' and coalesce(retry_at, '-infinity') <= ${at(now)}
        order by seq ${page}),
      head as (
        select i.seq, i.chat_id from turn r join inbox i on i.seq = r.seq
        where i.state = 'new' and ${isFree("in", now)}
          and ${isFirst(sql`inbox p where p.chat_id = r.chat_id and p.state = 'new' and p.seq < r.seq`)}
        order by r.seq limit 1 for update of i skip locked),
      taken as (${takeLease("in", owner, now)}),
      counted as (update inbox i set tries = i.tries + 1 from head where i.seq = head.seq and exists (select 1 from taken)
        returning i.seq, i.chat_id, i.tries, i.bot_id, i.update_id, i.key_id, i.body)
      select (select count(*)::int from turn) as waiting, counted.seq is not null as is_had, counted.*
      from (select) as always left join counted on true`,
  );
  return (
    row && {
      ...{ queue: "in", owner, chatId: Number(row.chat_id), seq: Number(row.seq), tries: row.tries },
      ...{ botId: Number(row.bot_id), updateId: Number(row.update_id), keyId: row.key_id },
      body: row.body && bytesOf(row.body),
    }
  );
}

interface RawUpdate {
  seq: string | number;
  chat_id: string | number;
  tries: number;
  bot_id: string | number;
  update_id: string | number;
  key_id: string;
  body: Uint8Array | null;
}

const bytesOf = (raw: Uint8Array): Buffer => Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);

/** The next message that is due in the most pressing lane, its line taken and marked as under way; undefined when none is. */
export async function claimMessage(
  db: Db,
  queue: OutQueue,
  owner: string,
  now: Date,
): Promise<ClaimedMessage | undefined> {
  const row = await amongPages<RawMessage>(
    db,
    (page) => sql`with turn as materialized (
        select id, chat_id, line, lane, seq from outbox
        where state in ('new', 'sending') and line = ${queue} and due_at <= ${at(now)}
          and coalesce(retry_at, '-infinity') <= ${at(now)}
        order by lane, seq ${page}),
      head as (
        select o.id, o.chat_id, o.state from turn r join outbox o on o.id = r.id
        where o.state in ('new', 'sending') and ${isFree(queue, now)}
          and ${isFirst(sql`outbox p where p.chat_id = r.chat_id and p.line || '' = r.line and p.state in ('new', 'sending')
            and p.due_at <= ${at(now)} and (p.lane, p.seq) < (r.lane, r.seq)`)}
        order by r.lane, r.seq limit 1 for update of o skip locked),
      taken as (${takeLease(queue, owner, now)}),
      marked as (update outbox o set state = 'sending' from head where o.id = head.id and exists (select 1 from taken)
        returning o.*, head.state as was)
      select (select count(*)::int from turn) as waiting, marked.id is not null as is_had, marked.*,
        t.message_id as target_message_id
      from (select) as always left join marked on true left join outbox t on t.id = marked.target_id`,
  );
  return row && messageOf(queue, owner, row);
}

interface RawMessage {
  id: string;
  seq: string | number;
  chat_id: string | number;
  lane: number;
  promise: "atLeastOnce" | "atMostOnce";
  key_id: string;
  body: Uint8Array;
  tries: number;
  due_at: string | Date;
  error_code: string | null;
  subject_kind: string | null;
  subject_id: string | null;
  target_id: string | null;
  target_message_id: string | number | null;
  delayed_at: unknown;
  was: string;
}

const messageOf = (queue: OutQueue, owner: string, row: RawMessage): ClaimedMessage => ({
  queue,
  owner,
  chatId: Number(row.chat_id),
  id: row.id,
  seq: Number(row.seq),
  lane: row.lane,
  promise: row.promise,
  keyId: row.key_id,
  body: bytesOf(row.body),
  tries: row.tries,
  dueAt: new Date(row.due_at),
  refusedSince: row.error_code === null ? undefined : new Date(row.due_at),
  subjectKind: row.subject_kind,
  subjectId: row.subject_id,
  hasTarget: row.target_id !== null,
  targetMessageId: row.target_message_id === null ? undefined : Number(row.target_message_id),
  wasSending: row.was === "sending",
  isDelayed: row.delayed_at !== null,
});

/** Somebody else works on the line by now. Thrown out of a transaction, it rolls back what this worker wrote there. */
export class LineLost extends Error {}

/**
 * The fence: gives the line back; until `restUntil` nobody takes it. Throws LineLost when the lease was lost meanwhile. Comes
 * last in its transaction: whoever claims locks the row first and the lease after it, and the other order would be a deadlock.
 */
export async function leaveLine(db: Db, line: Line, restUntil?: Date): Promise<void> {
  const left =
    await db.execute(sql`update lease set until = '-infinity', rest_until = ${restUntil ? at(restUntil) : null}
    where queue = ${line.queue} and chat_id = ${line.chatId} and owner = ${line.owner} returning 1 as left_it`);
  if (rowsOf(left).length === 0) throw new LineLost();
}

/**
 * An update that was handled: marks it done and gives the line back, in one statement and in the same order of locks. Comes last in
 * the transaction of what it caused. Throws LineLost when the lease was lost meanwhile, or somebody else has finished it.
 */
export async function leaveDone(
  db: Db,
  { queue, chatId, owner, seq }: ClaimedUpdate,
  now: Date,
): Promise<void> {
  const left =
    await db.execute(sql`with held as (select seq from inbox where seq = ${seq} and state = 'new' for update),
    left_it as (update lease set until = '-infinity', rest_until = null
      where queue = ${queue} and chat_id = ${chatId} and owner = ${owner} and exists (select 1 from held) returning 1)
    update inbox set state = 'done', handled_at = ${at(now)}, error_code = null
      where seq = ${seq} and exists (select 1 from left_it) returning seq`);
  if (rowsOf(left).length === 0) throw new LineLost();
}

/**
 * A message that arrived and that nobody is told of: writes that down and gives the line back, in one statement and in the same
 * order of locks. Throws LineLost when the lease was lost meanwhile; then nothing is written.
 */
export async function leaveSent(
  db: Db,
  { queue, chatId, owner, id, tries }: ClaimedMessage,
  sent: { readonly at: Date; readonly messageId: number | null; readonly restUntil: Date | undefined },
): Promise<void> {
  const { messageId, restUntil } = sent;
  const left = await db.execute(sql`with held as (select id from outbox where id = ${id} for update),
    left_it as (update lease set until = '-infinity', rest_until = ${restUntil ? at(restUntil) : null}
      where queue = ${queue} and chat_id = ${chatId} and owner = ${owner} and exists (select 1 from held) returning 1)
    update outbox set state = 'sent', body = null, tries = ${tries + 1}, sent_at = ${at(sent.at)},
      message_id = ${messageId}, error_code = null where id = ${id} and exists (select 1 from left_it) returning id`);
  if (rowsOf(left).length === 0) throw new LineLost();
}

/** Whoever took the line over goes on from there: nothing is left to do for this worker. Anything else is thrown on. */
export function unlessLost(error: unknown): undefined {
  if (!(error instanceof LineLost)) throw error;
}
