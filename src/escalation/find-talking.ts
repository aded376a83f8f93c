import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import type { Talking } from "./escalation-state.ts";
import type { EscalationRow } from "./store.ts";

/**
 * What whoever has this escalation and the young person said to each other in the open talk of theirs since it was taken, as far as it
 * has arrived and was not taken back; undefined where nobody has it, no talk of theirs is open, or one of the two has said nothing yet.
 */
export async function findTalking(
  db: Db,
  {
    personId,
    ownerId,
    acknowledgedAt,
  }: Pick<EscalationRow, "personId"> & Partial<Pick<EscalationRow, "ownerId" | "acknowledgedAt">>,
): Promise<Talking | undefined> {
  if (!ownerId || !acknowledgedAt) return undefined;
  const [found] = rowsOf<{ said: string | Date | null; heard: string | Date | null }>(
    await db.execute(sql`select max(m.at) filter (where m.case_worker_id = t.owner_id) as said,
        max(m.at) filter (where m.case_worker_id is null) as heard
      from talk t join talk_message m on m.talk_id = t.id
      where t.alumnus_id = ${personId} and t.owner_id = ${ownerId} and t.state = 'open'
        and m.outcome = 'sent' and m.taken_back_at is null and m.at >= ${acknowledgedAt.toISOString()}::timestamptz`),
  );
  if (!found?.said || !found.heard) return undefined;
  const [said, heard] = [new Date(found.said), new Date(found.heard)];
  return { lastAt: said > heard ? said : heard };
}
