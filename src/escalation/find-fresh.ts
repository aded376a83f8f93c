import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import type { EscalationRow } from "./store.ts";

/**
 * Since when there is something that whoever has this escalation has not seen: it came after they took it, after their contact
 * and after they last looked. Words that a human has read and taps that were a slip are not new. Undefined where there is nothing
 * new, nobody has it, or all is over.
 */
export async function findFresh(db: Db, row: EscalationRow): Promise<Date | undefined> {
  if (row.ownerId === null || row.state === "resolved") return undefined;
  const [found] = rowsOf<{ at: string | Date | null }>(
    await db.execute(sql`select min(s.at) as at from signal s
      join escalation e on e.id = s.escalation_id
      left join own_words w on w.id = s.words_id
      where e.id = ${row.id} and s.tapped_wrong_at is null and w.read_at is null
        and s.at > greatest(e.acknowledged_at, e.contacted_at, (select max(v.at) from escalation_event v
          where v.escalation_id = e.id and v.kind = 'looked' and v.case_worker_id = e.owner_id))`),
  );
  return found?.at ? new Date(found.at) : undefined;
}
