import { and, eq, gt, isNull, ne } from "drizzle-orm";
import { escalation, escalationNotice } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { decideRing, ringMinutes } from "./decide-ring.ts";
import type { EscalationRow } from "./store.ts";

/** Looked back so far: what is older than this many hours of sounds no longer changes what rings now. */
const lookBackHours = 12;

/** How a push goes: with or without a sound, and how many others wait on that phone. */
export interface Ring {
  readonly quiet: boolean;
  readonly othersWaiting: number;
}

/**
 * Whether the message about this escalation that is about to go to this case worker rings, and how many others wait on that
 * phone without anybody having taken them. Ask before the notice is written. The owner's own escalation always rings: it
 * was taken, and what comes is asked for.
 */
export async function chooseRing(
  { db, now }: Pick<Work, "db" | "now">,
  row: EscalationRow,
  caseWorkerId: string,
): Promise<Ring> {
  const since = new Date(now.getTime() - lookBackHours * ringMinutes * 60_000);
  const earlier = await db
    .select({
      escalationId: escalationNotice.escalationId,
      severity: escalationNotice.severity,
      at: escalationNotice.pushedAt,
    })
    .from(escalationNotice)
    .innerJoin(escalation, eq(escalation.id, escalationNotice.escalationId))
    .where(
      and(
        eq(escalationNotice.caseWorkerId, caseWorkerId),
        isNull(escalationNotice.failedAt),
        gt(escalationNotice.sentAt, since),
        isNull(escalation.ownerId),
        ne(escalation.state, "resolved"),
      ),
    );
  const othersWaiting = earlier.filter(({ escalationId }) => escalationId !== row.id).length;
  if (row.ownerId === caseWorkerId) return { quiet: false, othersWaiting };
  const alert = { escalationId: row.id, severity: row.severity };
  const pushes = earlier.flatMap(({ at, ...one }) => (at && at > since ? [{ ...one, at }] : []));
  return { quiet: decideRing(alert, pushes, now) === "quiet", othersWaiting };
}
