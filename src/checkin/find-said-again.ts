import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import type { FoundSignal } from "./decide-signals.ts";
import type { CheckInRow } from "./store.ts";

/**
 * The serious answers of a check-in that count anew when they are given again: said to be a slip, or handed to a human who
 * has recorded an outcome, had a contact or planned a try since. What nobody has dealt with yet is heard already.
 */
export async function findSaidAgain(db: Db, { id, alumnusId }: CheckInRow): Promise<ReadonlySet<string>> {
  const dealtWithAt = sql`greatest(e.contacted_at, (select max(v.at) from escalation_event v
    where v.escalation_id = e.id and v.kind in ('notReached', 'plan', 'handOver')))`;
  const isLaid = sql`(e.state = 'contacted' or (e.state = 'acknowledged' and e.planned)) and s.at < ${dealtWithAt}`;
  const rows = rowsOf<{ question: string; option: string; counts: boolean | null }>(
    await db.execute(sql`select distinct on (s.question_id, s.option_id)
        s.question_id as question, s.option_id as option,
        (s.tapped_wrong_at is not null or e.state = 'resolved' or (${isLaid})) as counts
      from signal s left join escalation e on e.id = s.escalation_id
      where s.alumnus_id = ${alumnusId} and s.check_in_id = ${id} and s.words_id is null
        and s.question_id is not null and s.option_id is not null and s.severity in ('urgent', 'crisis')
      order by s.question_id, s.option_id, s.at desc`),
  );
  return new Set(rows.filter(({ counts }) => counts).map((row) => `${row.question}:${row.option}`));
}

/** Whether this answer is one of those. */
export const countsAgain = (
  one: { readonly questionId?: string | null; readonly optionId?: string | null },
  saidAgain: ReadonlySet<string>,
): boolean => saidAgain.has(`${one.questionId}:${one.optionId}`);

/** Said again is meant again: what the question just answered signals gets a cause of its own, so that it raises anew. */
export const raiseAnew = (
  found: readonly FoundSignal[],
  answered: string,
  saidAgain: ReadonlySet<string>,
  now: Date,
): FoundSignal[] =>
  found.map((one) =>
    one.questionId === answered && countsAgain(one, saidAgain)
      ? { ...one, cause: `${one.cause}:${now.toISOString()}` }
      : one,
  );
