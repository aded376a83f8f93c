import { randomUUID } from "node:crypto";
import { and, eq, gte, lte } from "drizzle-orm";
import { cohort } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Regime } from "./decide-regime.ts";
import { layParts, type PartWish } from "./lay-parts.ts";
import type { CohortRow } from "./store.ts";

export interface NewCohort {
  readonly name: string;
  /** Local days, both included: whoever left on one of them belongs to it. */
  readonly exitsFrom: string;
  readonly exitsUntil: string;
  /** Only those of whom the law makes one of these; everybody when left out. */
  readonly regimes?: readonly Regime[];
  /** One after another. */
  readonly programmes: readonly PartWish[];
}

/**
 * Makes a cohort with the programmes that it goes through, as they are now: a programme that is changed later does not change
 * it (CAP-01). Whoever left on its days is enrolled by itself within a minute. Throws Refused for days (and a regime) that
 * another cohort of the organisation has, a name that is taken, and programmes that do not follow each other.
 */
export async function addCohort(
  { db, now }: Pick<Office, "db" | "now">,
  organisation: OrganisationRow,
  made: NewCohort,
): Promise<CohortRow> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not make cohorts.");
  const { name, exitsFrom, exitsUntil, regimes } = made;
  if (exitsFrom > exitsUntil)
    throw new Refused(`The first day, ${exitsFrom}, is after the last, ${exitsUntil}.`);
  return db.transaction(async (tx) => {
    const others = await tx
      .select()
      .from(cohort)
      .where(
        and(
          eq(cohort.organisationId, organisation.id),
          lte(cohort.exitsFrom, exitsUntil),
          gte(cohort.exitsUntil, exitsFrom),
        ),
      );
    const other = others.find((one) => sharesSomebody(one.regimes, regimes));
    if (other)
      throw new Refused(
        `${other.name} has who left from ${other.exitsFrom} until ${other.exitsUntil}; two cohorts cannot share a day.`,
      );
    const parts = await layParts(tx, now, made.programmes);
    const [row] = await tx
      .insert(cohort)
      .values({
        ...{ id: randomUUID(), organisationId: organisation.id, name, exitsFrom, exitsUntil },
        ...{ regimes: regimes ?? null, parts, createdAt: now },
        closedDays: organisation.closedDays,
      })
      .onConflictDoNothing()
      .returning();
    if (!row) throw new Refused(`There is a cohort called ${name} already.`);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "addCohort",
      subject: { kind: "cohort", id: row.id },
    });
    return row;
  });
}

type Regimes = readonly string[] | null | undefined;

const sharesSomebody = (some: Regimes, others: Regimes): boolean =>
  !some || !others || some.some((one) => others.includes(one));
