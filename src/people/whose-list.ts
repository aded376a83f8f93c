import { and, asc, eq, gte, isNull, lte } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { absence, caseWorker } from "../db/schema/index.ts";
import { type CaseWorkerRow, findOrganisation } from "./store.ts";

interface Away {
  readonly caseWorkerId: string;
  readonly deputyId: string | null;
}

/**
 * Whose people are this case worker's today: their own, and those of every colleague who is away now and for whom they stand
 * in, also when the deputy that was named is away as well (security.md 8: a deputy has a time). By the local day of the organisation.
 */
export async function whoseListIsMine(
  db: Db,
  worker: Pick<CaseWorkerRow, "id" | "organisationId">,
  now: Date,
): Promise<string[]> {
  const away = await findAwayNow(db, worker.organisationId, now);
  return [
    worker.id,
    ...away.filter((one) => deputyOf(away, one) === worker.id).map((one) => one.caseWorkerId),
  ];
}

/** True while this case worker stands in for that one. */
export async function standsInFor(
  db: Db,
  worker: Pick<CaseWorkerRow, "id" | "organisationId">,
  caseWorkerId: string,
  now: Date,
): Promise<boolean> {
  return worker.id !== caseWorkerId && (await whoseListIsMine(db, worker, now)).includes(caseWorkerId);
}

/** Who of an organisation is away on this local day. Of two absences of one person the newer counts. */
export async function findAwayNow(db: Db, organisationId: string, now: Date): Promise<Away[]> {
  const { timeZone } = await findOrganisation(db, organisationId);
  const day = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();
  const rows = await db
    .select({ caseWorkerId: absence.caseWorkerId, deputyId: absence.deputyId })
    .from(absence)
    .innerJoin(caseWorker, eq(caseWorker.id, absence.caseWorkerId))
    .where(
      and(
        eq(caseWorker.organisationId, organisationId),
        isNull(caseWorker.leftAt),
        isNull(absence.endedAt),
        lte(absence.fromDay, day),
        gte(absence.untilDay, day),
      ),
    )
    .orderBy(asc(absence.createdAt), asc(absence.id));
  return [...new Map(rows.map((row) => [row.caseWorkerId, row])).values()];
}

/** The end of the chain of deputies; null when nobody was named or it runs in a circle. */
export function deputyOf(away: readonly Away[], of: Away): string | null {
  const seen = new Set<string>();
  for (let one = of; ; ) {
    if (one.deputyId === null || seen.has(one.caseWorkerId)) return null;
    seen.add(one.caseWorkerId);
    const next = away.find(({ caseWorkerId }) => caseWorkerId === one.deputyId);
    if (!next) return one.deputyId;
    one = next;
  }
}
