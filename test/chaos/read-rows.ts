import postgres from "postgres";
import type { Rows } from "./rows.ts";

const connect = (url: string) => postgres(url, { max: 1, onnotice: () => undefined });

/** The rows as they lie in the database, with the database's own time: no room of the product is asked. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  const sql = connect(databaseUrl);
  const ms = (column: string) => sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8`);
  try {
    const [clock] = await sql<{ now: number }[]>`select ${ms("clock_timestamp()")} as now`;
    return {
      now: clock?.now ?? 0,
      updateIds: (
        await sql<{ id: number }[]>`select update_id::float8 as id from inbox
        where state <> 'parked'`
      ).map(({ id }) => id),
      left: await sql`select 'update ' || update_id as what, ${ms("greatest(received_at, retry_at)")} as since
        from inbox where state = 'new'
        union all select 'message ' || id, ${ms("greatest(due_at, max(retry_at) over (partition by chat_id, line order by lane, seq))")}
        from outbox where state in ('new', 'sending') and promise = 'atLeastOnce'`,
      alumni: await sql`select id, chat_id::float8 as chat, case_worker_id as "caseWorkerId"
        from alumnus where chat_id is not null`,
      staff:
        await sql`select id, chat_id::float8 as chat, organisation_id as school from case_worker where chat_id is not null`,
      escalations:
        await sql`select e.id, e.alumnus_id as "alumnusId", e.organisation_id as school, e.severity, e.state, e.owner_id as "ownerId",
        ${ms("e.next_step_at")} as "nextStepAt", ${ms("e.opened_at")} as "openedAt",
        o.policies from escalation e join organisation o on o.id = e.organisation_id`,
      events:
        await sql`select escalation_id as "escalationId", kind, case_worker_id as "caseWorkerId", ${ms("pg_xact_commit_timestamp(xmin)")} as at
        from escalation_event order by id`,
      handedOn: await sql`select a.chat_id::float8 as chat, w.message_id::float8 as message
        from own_words w join alumnus a on a.id = w.alumnus_id where w.unread_raised_at is not null`,
      messages:
        await sql`select chat_id::float8 as chat, message_id::float8 as message, state, line, subject_id as about
        from outbox`,
    };
  } finally {
    await sql.end();
  }
}

/** How much is still to come. */
export interface Open {
  /** Stored updates that nobody has handled. */
  readonly updates: number;
  /** When the one came that waits longest, in milliseconds since 1970; null when none has waited for 20 s. */
  readonly waitsSince: number | null;
  /** Messages that have waited for 10 s. */
  readonly messages: number;
  /** Escalations that are not resolved. */
  readonly escalations: number;
}

export async function countOpen(databaseUrl: string): Promise<Open> {
  const sql = connect(databaseUrl);
  try {
    const [row] = await sql`select
      (select count(*)::int from inbox where state = 'new') as updates,
      (select count(*)::int from outbox where state in ('new', 'sending') and due_at <= clock_timestamp() - interval '10 seconds') as messages,
      (select count(*)::int from escalation where state <> 'resolved') as escalations,
      (select (extract(epoch from min(received_at)) * 1000)::float8 from inbox
        where state = 'new' and received_at < clock_timestamp() - interval '20 seconds') as "waitsSince"`;
    return row as unknown as Open;
  } finally {
    await sql.end();
  }
}

/**
 * Counts and tidies the tables once, as PostgreSQL does by itself in a database that lives. Here it does not: it forgets at each crash
 * how much has changed, and crashes sooner than it would look again.
 */
export async function tidyTables(databaseUrl: string): Promise<void> {
  const sql = connect(databaseUrl);
  try {
    await sql`vacuum (analyze)`;
  } finally {
    await sql.end();
  }
}
