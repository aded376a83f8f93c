import { sql } from "drizzle-orm";
import type { Db } from "../../src/db/connect.ts";
import { rowsOf } from "../../src/db/rows-of.ts";
import type { StandsLine, WitnessLine } from "./witness-line.ts";

type Row = Omit<StandsLine, "what" | "at">;

/** Writes down, each time it is called, every row of `standing` that is not as it was the time before: a diary of the raw rows. */
export function sampleStandings(db: Db, write: (line: WitnessLine) => void): (at: number) => Promise<void> {
  const before = new Map<string, string>();
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
    write({ what: "midnight", at });
  };
}
