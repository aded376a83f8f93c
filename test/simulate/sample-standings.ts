import { sql } from "drizzle-orm";
import type { Db } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import type { FactsLine, StandsLine, WitnessLine } from "./witness-line.ts";

type Row = Omit<StandsLine, "what" | "at">;
type Facts = Omit<FactsLine, "what" | "at">;

/**
 * Writes down, each time it is called, every row of `standing` that is not as it was the time before, what is known of everybody that
 * is another than the time before, and every task that stands on a list for the first time: a diary of the raw rows.
 */
export function sampleStandings(db: Db, write: (line: WitnessLine) => void): (at: number) => Promise<void> {
  const before = new Map<string, string>();
  const known = new Map<string, string>();
  const onLists = new Set<string>();
  return async (at) => {
    const found = rowsOf<Row>(
      await db.execute(sql`select alumnus_id as alumnus, state, next, next_by as by,
        (extract(epoch from next_at) * 1000)::float8 as "nextAt" from standing`),
    );
    for (const { alumnus, state, next, by, nextAt } of found) {
      const key = `${state} ${next} ${by} ${nextAt}`;
      if (before.get(alumnus) === key) continue;
      before.set(alumnus, key);
      write({ what: "stands", at, alumnus, state, next, by, nextAt });
    }
    const facts = rowsOf<Facts>(
      await db.execute(sql`select id as alumnus, exit_date as "exitDay", situation from alumnus`),
    );
    for (const { alumnus, exitDay, situation } of facts) {
      const key = `${exitDay} ${situation}`;
      if (known.get(alumnus) === key) continue;
      known.set(alumnus, key);
      write({ what: "facts", at, alumnus, exitDay, situation });
    }
    const listed = rowsOf<{ task: string }>(
      await db.execute(sql`select t.id as task from task t join alumnus a on a.id = t.alumnus_id
        join organisation o on o.id = a.organisation_id
        where t.from_day <= to_char(${new Date(at).toISOString()}::timestamptz at time zone o.time_zone, 'YYYY-MM-DD')`),
    );
    for (const { task } of listed) {
      if (onLists.has(task)) continue;
      onLists.add(task);
      write({ what: "listed", at, task });
    }
    write({ what: "midnight", at });
  };
}
