import { and, asc, between, eq, sql } from "drizzle-orm";
import { cohort } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusRow } from "../people/store.ts";
import { decideCohort } from "./decide-cohort.ts";
import type { Regime } from "./decide-regime.ts";
import type { CohortRow } from "./store.ts";

/** The own cohort as long as its days and the law fit; else the one that fits best, or the own one when none does. */
export async function chooseCohort(
  { db }: Pick<Work, "db">,
  { organisationId, exitDate }: Pick<AlumnusRow, "organisationId" | "exitDate">,
  own: CohortRow,
  regime: Regime,
): Promise<CohortRow> {
  const isInDays = own.exitsFrom <= exitDate && exitDate <= own.exitsUntil;
  if (isInDays && (own.regimes === null || own.regimes.includes(regime))) return own;
  const there = await db
    .select()
    .from(cohort)
    .where(
      and(
        eq(cohort.organisationId, organisationId),
        between(sql`${exitDate}`, cohort.exitsFrom, cohort.exitsUntil),
      ),
    )
    .orderBy(asc(cohort.name));
  const best = decideCohort(there, regime);
  if (!best) return own;
  const fits = best.regimes === null || best.regimes.includes(regime);
  return !fits && isInDays ? own : best;
}
