import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import { signal } from "../db/schema/index.ts";
import type { FoundSignal } from "./decide-signals.ts";
import type { CheckInRow } from "./store.ts";

/**
 * What giving a serious answer of a check-in once more means. `again`: it counts anew, because it was said to be a slip, or a human has
 * recorded an outcome, had a contact or planned a try since. `heard`: humans were told, and nobody has dealt with it yet.
 */
export type SaidBefore = ReadonlyMap<string, "again" | "heard">;

const keyOf = (one: { readonly questionId?: string | null; readonly optionId?: string | null }) =>
  `${one.questionId}:${one.optionId}`;

const dealtWithAt = sql`greatest(e.contacted_at, (select max(v.at) from escalation_event v
  where v.escalation_id = e.id and v.kind in ('notReached', 'plan', 'handOver')))`;
const isLaid = sql`(e.state = 'contacted' or (e.state = 'acknowledged' and e.planned)) and s.at < ${dealtWithAt}`;

/** The serious answers that were given in a check-in so far. */
export async function findSaidBefore(db: Db, { id, alumnusId }: CheckInRow): Promise<SaidBefore> {
  const rows = rowsOf<{ question: string; option: string; counts: boolean | null }>(
    await db.execute(sql`select distinct on (s.question_id, s.option_id)
        s.question_id as question, s.option_id as option,
        (s.tapped_wrong_at is not null or e.state = 'resolved' or (${isLaid})) as counts
      from signal s left join escalation e on e.id = s.escalation_id
      where s.alumnus_id = ${alumnusId} and s.check_in_id = ${id} and s.words_id is null
        and s.question_id is not null and s.option_id is not null and s.severity in ('urgent', 'crisis')
      order by s.question_id, s.option_id, s.at desc`),
  );
  return new Map(
    rows.map(({ question, option, counts }) => [
      keyOf({ questionId: question, optionId: option }),
      counts ? "again" : "heard",
    ]),
  );
}

/** Whether this answer counts anew. */
export const countsAgain = (one: Parameters<typeof keyOf>[0], before: SaidBefore): boolean =>
  before.get(keyOf(one)) === "again";

/** Whether this answer is one that humans know, and that nobody has dealt with yet. */
export const isHeard = (one: Parameters<typeof keyOf>[0], before: SaidBefore): boolean =>
  before.get(keyOf(one)) === "heard";

const causeAt = (cause: string, now: Date) => `${cause}:${now.toISOString()}`;

/** Said again is meant again: what the question just answered signals gets a cause of its own, so that it raises anew. */
export const raiseAnew = (
  found: readonly FoundSignal[],
  answered: string,
  before: SaidBefore,
  now: Date,
): FoundSignal[] =>
  found.map((one) =>
    one.questionId === answered && countsAgain(one, before)
      ? { ...one, cause: causeAt(one.cause, now) }
      : one,
  );

/**
 * Words that were changed are said anew, as they would be in another message: what they signal gets a cause of its own where they
 * signalled it before. A tap is the same tap again while it is heard; words that changed are other words.
 */
export async function raiseChanged(
  db: Db,
  personId: string,
  found: readonly FoundSignal[],
  now: Date,
): Promise<FoundSignal[]> {
  if (found.length === 0) return [];
  const causes = found.map(({ cause }) => cause);
  const rows = await db
    .select({ cause: signal.cause })
    .from(signal)
    .where(and(eq(signal.personId, personId), inArray(signal.cause, causes)));
  const known = new Set(rows.map(({ cause }) => cause));
  return found.map((one) => (known.has(one.cause) ? { ...one, cause: causeAt(one.cause, now) } : one));
}

/**
 * Under which cause something that stands with somebody, and is said of them once more, is stored: under its own, which raises
 * nothing where it stands already, or under a new one when humans have dealt with it since (as with a tap).
 */
export async function causeNow(db: Db, personId: string, cause: string, now: Date): Promise<string> {
  const [last] = rowsOf<{ counts: boolean | null }>(
    await db.execute(sql`select (e.state = 'resolved' or (${isLaid})) as counts
      from signal s left join escalation e on e.id = s.escalation_id
      where s.alumnus_id = ${personId} and (s.cause = ${cause} or starts_with(s.cause, ${`${cause}:`}))
      order by s.at desc limit 1`),
  );
  return last?.counts ? causeAt(cause, now) : cause;
}
