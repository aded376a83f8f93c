import { type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import { organisation } from "../db/schema/index.ts";
import { lifeGapMinutes } from "../delivery/note-life.ts";
import type { Staffing } from "../people/duty/is-staffed.ts";
import { guidanceMonths } from "../privacy/decide-retention.ts";
import { isLeft } from "./is-left.ts";

/** What can be wrong: each is a promise of the product, derived again from the rows. */
export type FaultKind =
  /** An open escalation without a next step, or with one that nobody has taken. */
  | "noNextStep"
  | "stepOverdue"
  /** An alert of which nobody has a message that arrived or is under way. */
  | "nobodyTold"
  /** The whole chain has gone round several times in vain. */
  | "nobodyReacts"
  /** Something serious that was said and handed to no human. */
  | "signalLoose"
  | "updateUnhandled"
  /** An update that was put aside, of which no human knows. */
  | "updateParked"
  | "messageStuck"
  /** Words that nobody has read in time, and that were not handed on either; or handed on, and still unread. */
  | "wordsUnread"
  | "wordsLeft"
  /** The same of words that somebody wrote before a human said who they are. */
  | "wordsBeforeUnread"
  | "wordsBeforeLeft"
  /** Somebody in a programme at whom nobody will look again: no standing, or one whose look is long past. */
  | "outOfMind"
  /** Somebody who left school within the Act's two years and is in no programme: nobody asks, reminds or misses them. */
  | "inNoProgramme"
  /** An appointment at which nobody looked in time, or of which nobody said how it went. */
  | "appointmentMissed"
  | "appointmentLeft"
  /** A talk whose owner is no longer there: the young person writes to nobody. */
  | "talkOrphaned"
  /** A message of a talk of which nobody knows whether it arrived, and that is not under way. */
  | "talkLost"
  /** A school with young people and nobody who can be reached. */
  | "nobodyReachable"
  /** The service that was at work no longer is: nothing is handled, raised or sent. */
  | "serviceSilent"
  /** The service is at work and fetches no updates, or another process takes them with the same token. */
  | "updatesNotFetched"
  | "botShared"
  /** Telegram cannot deliver to the webhook, delivers elsewhere, or does not say. */
  | "webhookFailing"
  /** The daily test alert was not raised, or has not arrived. */
  | "testAlertMissing";

export interface Fault {
  readonly kind: FaultKind;
  /** The id or number of the row; never content. */
  readonly subject: string;
  /** Since when it is so. */
  readonly since: Date;
}

const minute = 60_000;
/** How long after its time something counts as a fault: longer than any pause the product makes by itself. What people left: `isLeft`. */
const grace = {
  step: 3 * minute,
  told: 10 * minute,
  update: 10 * minute,
  parked: 60 * minute,
  message: 15 * minute,
  words: 60 * minute,
  appointment: 60 * minute,
  // A school has so long after an import, or after the exit, to say which rhythm somebody is in.
  inNoProgramme: 14 * 24 * 60 * minute,
  testAlert: 30 * minute,
  life: lifeGapMinutes * minute,
  day: 26 * 60 * minute,
} as const;
/** Words from before they had a moment by which they are read. */
const wordsWithin = sql`interval '3 days'`;

/** Nobody has a message about it in this round that arrived or is under way. */
const untold = sql`not exists (select 1 from escalation_notice n join outbox o on o.id = n.message_id
    where n.escalation_id = e.id and n.failed_at is null and o.state in ('new', 'sending', 'sent'))
  and not exists (select 1 from escalation_mail m join outbox o on o.id = m.message_id
    where m.escalation_id = e.id and m.failed_at is null and o.state in ('new', 'sending', 'sent'))`;

/** What the settings say of the service. */
interface Settings {
  /** There is a mail server, so that an address is a way to somebody. */
  readonly hasMail: boolean;
  /** Updates are fetched; false where they come by webhook. */
  readonly isPolling: boolean;
}

/** One query a kind; no look-back limit anywhere: what was lost a year ago is still lost. */
const queries = (
  at: (before: number) => SQL,
  { hasMail, isPolling }: Settings,
): Readonly<Record<Exclude<FaultKind, "testAlertMissing" | "webhookFailing" | LeftKind>, SQL>> => ({
  noNextStep: sql`select e.id::text as subject, e.opened_at as since from escalation e
    where e.state <> 'resolved' and e.next_step_at is null`,
  stepOverdue: sql`select e.id::text as subject, e.next_step_at as since from escalation e
    where e.state <> 'resolved' and e.next_step_at < ${at(grace.step)}`,
  nobodyTold: sql`select e.id::text as subject, coalesce(e.round_at, e.opened_at) as since from escalation e
    where (e.state = 'notified' or (e.state = 'open' and (e.severity = 'crisis' or e.laps > 0)))
      and coalesce(e.round_at, e.opened_at) < ${at(grace.told)} and ${untold}`,
  nobodyReacts: sql`select e.id::text as subject, e.opened_at as since from escalation e
    where e.state <> 'resolved' and e.laps >= case when e.severity = 'crisis' then 2 else 4 end`,
  signalLoose: sql`select s.id::text as subject, s.at as since from signal s
    where s.severity in ('attention', 'urgent', 'crisis') and s.escalation_id is null and s.at < ${at(grace.step)}`,
  updateUnhandled: sql`select 'U' || i.seq as subject, i.received_at as since from inbox i
    where i.state = 'new' and i.received_at < ${at(grace.update)}`,
  updateParked: sql`select 'U' || i.seq as subject, coalesce(i.handled_at, i.received_at) as since from inbox i
    where i.state = 'parked' and coalesce(i.handled_at, i.received_at) < ${at(grace.parked)}
      and not exists (select 1 from signal s where s.cause = 'parked:U' || i.seq and s.escalation_id is not null)`,
  messageStuck: sql`select o.id::text as subject, o.due_at as since from outbox o
    where o.state in ('new', 'sending') and o.promise = 'atLeastOnce' and o.due_at < ${at(grace.message)}`,
  wordsUnread: sql`select w.id::text as subject, coalesce(w.read_due_at, w.at + ${wordsWithin}) as since from own_words w
    where w.read_at is null and w.unread_raised_at is null
      and coalesce(w.read_due_at, w.at + ${wordsWithin}) < ${at(grace.words)}`,
  wordsBeforeUnread: sql`select l.id::text as subject, l.read_due_at as since from linking l
    where l.outcome is null and l.unread_raised_at is null and l.read_due_at < ${at(grace.words)}`,
  outOfMind: sql`select e.alumnus_id::text as subject, coalesce(s.look_at, e.created_at) as since
    from enrolment e left join standing s on s.alumnus_id = e.alumnus_id
    where e.ended_at is null and e.created_at < ${at(grace.update)}
      and (s.look_at is null or s.look_at < ${at(grace.words)} or (s.next_by <> 'nobody' and s.next_at is null))`,
  // Whoever stopped is among them: the second offer hangs on the place (LAW-11).
  inNoProgramme: sql`select a.id::text as subject, greatest(a.created_at, a.exit_date::timestamptz) as since
    from alumnus a join organisation g on g.id = a.organisation_id and g.purpose = 'school'
    where a.erased_at is null and greatest(a.created_at, a.exit_date::timestamptz) < ${at(grace.inNoProgramme)}
      and a.exit_date::date + ${`${guidanceMonths} months`}::interval >= ${at(0)}
      and not exists (select 1 from enrolment e where e.alumnus_id = a.id)`,
  appointmentMissed: sql`select a.id::text as subject, least(a.remind_at, a.remind_worker_at, a.ask_at) as since
    from appointment a where least(a.remind_at, a.remind_worker_at, a.ask_at) < ${at(grace.appointment)}`,
  talkOrphaned: sql`select t.id::text as subject, c.left_at as since from talk t join case_worker c on c.id = t.owner_id
    where t.state <> 'ended' and c.left_at is not null`,
  talkLost: sql`select m.id::text as subject, m.at as since from talk_message m join talk t on t.id = m.talk_id
    where m.outcome is null and m.taken_back_at is null and m.at < ${at(grace.message)}
      and (jsonb_array_length(m.copies) > 0 or (t.state = 'open' and m.words_id is null))
      and not exists (select 1 from outbox o where m.copies @> to_jsonb(o.id::text) and o.state in ('new', 'sending'))`,
  nobodyReachable: sql`select g.id::text as subject, g.created_at as since from organisation g
    where g.purpose = 'school' and exists (select 1 from alumnus a where a.organisation_id = g.id and a.erased_at is null)
      and not exists (select 1 from case_worker c left join chat h on h.chat_id = c.chat_id
        where c.organisation_id = g.id and c.left_at is null
          and ((h.chat_id is not null and h.blocked_since is null)
            or (${hasMail} and c.email is not null and not exists (select 1 from channel_proof p
              where p.case_worker_id = c.id and p.channel = 'email' and p.failed_at is not null))))`,
  serviceSilent: sql`select l.kind as subject, l.at as since from sign_of_life l
    where l.kind = 'ticked' and l.at < ${at(grace.life)}`,
  // Not while the service is away, nor just after it came back: then it has had no time to fetch.
  updatesNotFetched: sql`select 'polled' as subject, coalesce(p.at, t.since) as since
    from sign_of_life t left join sign_of_life p on p.kind = 'polled'
    where t.kind = 'ticked' and ${isPolling} and t.at >= ${at(grace.life)} and t.since < ${at(grace.life)}
      and coalesce(p.at, '-infinity') < ${at(grace.life)}`,
  // Two that fetch by turns both fetch something: that it lasts is what tells it from an instance that took over.
  botShared: sql`select l.kind as subject, l.since from sign_of_life l
    where l.kind = 'conflict' and ${isPolling} and l.at >= ${at(grace.life)} and l.since < ${at(grace.life)}`,
});

/** What people leave lying: a fault when they had days at work to see to it (`isLeft`), by the calendar of this school. */
type LeftKind = "wordsLeft" | "wordsBeforeLeft" | "appointmentLeft";
const leftQueries: Readonly<Record<LeftKind, SQL>> = {
  wordsLeft: sql`select w.id::text as subject, w.unread_raised_at as since, p.organisation_id as school from own_words w
    left join (select id, organisation_id from alumnus union all select id, organisation_id from asker) p on p.id = w.alumnus_id
    where w.read_at is null and w.unread_raised_at is not null`,
  wordsBeforeLeft: sql`select l.id::text as subject, l.unread_raised_at as since, p.organisation_id as school from linking l
    left join alumnus p on p.id = l.alumnus_id
    where l.outcome is null and l.read_due_at is not null and l.unread_raised_at is not null`,
  appointmentLeft: sql`select a.id::text as subject, a.ends_at as since, p.organisation_id as school from appointment a
    left join alumnus p on p.id = a.alumnus_id where a.state = 'booked' and a.ends_at is not null`,
};

/** The calendar of an organisation that is not there: days count as they pass. */
const noCalendar: Staffing = { timeZone: "UTC", staffedHours: {} };

async function findLeftByPeople(db: Db, now: Date): Promise<Fault[]> {
  // These columns alone: the service beside it may be of another version.
  const { id, timeZone, staffedHours, closedDays, worksOnHolidays } = organisation;
  const schools = await db
    .select({ id, timeZone, staffedHours, closedDays, worksOnHolidays })
    .from(organisation);
  const calendars = new Map<string | null, Staffing>(schools.map((row) => [row.id, row]));
  const faults: Fault[] = [];
  for (const [kind, query] of Object.entries(leftQueries))
    for (const row of rowsOf<{ subject: string; since: string | Date; school: string | null }>(
      await db.execute(query),
    )) {
      const since = new Date(row.since);
      if (isLeft(calendars.get(row.school) ?? noCalendar, since, now))
        faults.push({ kind: kind as LeftKind, subject: row.subject, since });
    }
  return faults;
}

/**
 * Derives from the rows, with no look-back limit, what must never be: an open escalation without a next step in the future,
 * a stored update that was not handled, a message that is stuck, words that nobody read (security.md 4). Reads only.
 * `hasOperator`: a test alert is expected every day.
 */
export async function findFaults(
  db: Db,
  now: Date,
  settings: Settings & { readonly hasOperator: boolean },
): Promise<Fault[]> {
  const at = (before: number) => sql`${new Date(now.getTime() - before).toISOString()}::timestamptz`;
  const faults: Fault[] = [];
  for (const [kind, query] of Object.entries(queries(at, settings)))
    for (const row of rowsOf<{ subject: string; since: string | Date }>(await db.execute(query)))
      faults.push({ kind: kind as FaultKind, subject: row.subject, since: new Date(row.since) });
  faults.push(...(await findLeftByPeople(db, now)));
  if (settings.hasOperator) faults.push(...(await findTestAlertFaults(db, now)));
  return faults;
}

async function findTestAlertFaults(db: Db, now: Date): Promise<Fault[]> {
  const [last] = rowsOf<{ day: string; raised_at: string | Date; arrived_at: string | Date | null }>(
    await db.execute(sql`select day, raised_at, arrived_at from test_alert order by day desc limit 1`),
  );
  if (!last) return [{ kind: "testAlertMissing", subject: "never", since: now }];
  const raisedAt = new Date(last.raised_at);
  const isLate = last.arrived_at === null && now.getTime() - raisedAt.getTime() > grace.testAlert;
  const isOld = now.getTime() - raisedAt.getTime() > grace.day;
  return isLate || isOld ? [{ kind: "testAlertMissing", subject: last.day, since: raisedAt }] : [];
}
