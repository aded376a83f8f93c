import { eq, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import { escalation } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { findDuty } from "../people/duty/find-duty.ts";
import { findOrganisation } from "../people/store.ts";
import { lockFreeEscalation } from "./store.ts";

/** An escalation that waits for whoever is on duty next, and until when. */
export interface WaitingForDuty {
  readonly id: string;
  readonly organisationId: string;
  readonly nextStepAt: Date;
}

/** What decided last when the next step comes; that nobody was on duty is written behind it. Taking and undoing change nothing in it. */
const deciding = sql`('opened', 'raised', 'stepped', 'handOver', 'ownerLeft', 'caseWorkerChanged', 'arrived', 'nobodyReacts', 'waitsForDuty')`;

/** Escalations that nobody has and whose chain stands still because nobody was on duty. */
export async function findWaitingForDuty(db: Db, now: Date): Promise<WaitingForDuty[]> {
  const rows = rowsOf<{ id: string; organisation_id: string; next_step_at: string | Date }>(
    await db.execute(sql`select e.id, e.organisation_id, e.next_step_at from escalation e
      where e.state <> 'resolved' and e.owner_id is null and e.next_step_at > ${now.toISOString()}::timestamptz
        and (select v.kind from escalation_event v where v.escalation_id = e.id
          and (v.kind in ${deciding} or v.facts->>'stepped' = 'true') order by v.id desc limit 1) = 'waitsForDuty'
      order by e.organisation_id, e.opened_at`),
  );
  return rows.map((row) => ({
    id: row.id,
    organisationId: row.organisation_id,
    nextStepAt: new Date(row.next_step_at),
  }));
}

/**
 * Somebody is on duty sooner than was known when these escalations of one organisation began to wait: days were opened again, hours
 * changed, somebody is back. Then their next step comes at that moment; whoever knows nothing new changes nothing. One that moved on
 * meanwhile is left alone.
 */
export async function wakeWaiting(
  work: Work,
  organisationId: string,
  waiting: readonly WaitingForDuty[],
): Promise<void> {
  const { db, now } = work;
  const { nextDutyAt } = await findDuty(work, await findOrganisation(db, organisationId), now);
  if (nextDutyAt === null) return;
  for (const { id, nextStepAt } of waiting.filter((one) => one.nextStepAt > nextDutyAt)) {
    const row = await lockFreeEscalation(db, id);
    if (row?.nextStepAt?.getTime() !== nextStepAt.getTime()) continue;
    await db.update(escalation).set({ nextStepAt: nextDutyAt }).where(eq(escalation.id, id));
  }
}
