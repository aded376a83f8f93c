import { and, count, eq, gt, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { type Colleague, findColleagues } from "../people/find-colleagues.ts";
import { isGuided } from "../people/guidance-over.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideWorkload, type Workload } from "./decide-workload.ts";

export interface WorkloadOfOne extends Workload {
  readonly colleague: Colleague;
}

/**
 * Everybody of the staff with how many young people they guide, against the norm; by name. Who takes part counts, with or
 * without Telegram, and not who stopped or was erased, or whose guidance is over. The caller has asked `may`.
 */
export async function findWorkload(
  work: Pick<Work, "db" | "vault">,
  organisation: OrganisationRow,
): Promise<readonly WorkloadOfOne[]> {
  const people = await countPeople(work.db, organisation.id);
  return (await findColleagues(work, organisation.id)).map((colleague) => ({
    colleague,
    ...decideWorkload({
      people: people.get(colleague.id) ?? 0,
      fteHundredths: colleague.row.fteHundredths,
      hours: colleague.row.hours,
      norm: organisation.caseloadNorm,
    }),
  }));
}

async function countPeople(db: Db, organisationId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ id: alumnus.caseWorkerId, n: count() })
    .from(alumnus)
    .where(
      and(
        eq(alumnus.organisationId, organisationId),
        or(isNotNull(alumnus.chatId), isNotNull(alumnus.joinedAt)),
        isNull(alumnus.stoppedAt),
        isNull(alumnus.erasedAt),
        isGuided(db),
        gt(sql`octet_length(${alumnus.details})`, 0),
      ),
    )
    .groupBy(alumnus.caseWorkerId);
  return new Map(rows.map(({ id, n }) => [id, Number(n)]));
}
