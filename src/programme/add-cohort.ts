import { randomUUID } from "node:crypto";
import { and, eq, gte, lte } from "drizzle-orm";
import { cohort } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import type { Programme } from "./programme.ts";
import { publishProgramme } from "./publish-programme.ts";
import type { CohortRow } from "./store.ts";

export interface NewCohort {
  readonly name: string;
  /** Local days, both included: whoever left on one of them belongs to it. */
  readonly exitsFrom: string;
  readonly exitsUntil: string;
  /** One after another; each lasts as long as the programme itself, or so many months. */
  readonly programmes: readonly { readonly programme: Programme; readonly months?: number }[];
}

/**
 * Makes a cohort with the programmes that it goes through, as they are now: a programme that is changed later does not change
 * it (CAP-01). Whoever left on its days is enrolled by itself within a minute. Throws Refused for days that another
 * cohort of the organisation has, a name that is taken, and no programme at all.
 */
export async function addCohort(
  { db, now }: Pick<Office, "db" | "now">,
  organisation: OrganisationRow,
  made: NewCohort,
): Promise<CohortRow> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not make cohorts.");
  if (made.programmes.length === 0) throw new Refused("A cohort has at least one programme.");
  if (made.exitsFrom > made.exitsUntil)
    throw new Refused(`The first day, ${made.exitsFrom}, is after the last, ${made.exitsUntil}.`);
  return db.transaction(async (tx) => {
    const [other] = await tx
      .select()
      .from(cohort)
      .where(
        and(
          eq(cohort.organisationId, organisation.id),
          lte(cohort.exitsFrom, made.exitsUntil),
          gte(cohort.exitsUntil, made.exitsFrom),
        ),
      );
    if (other)
      throw new Refused(
        `${other.name} has who left from ${other.exitsFrom} until ${other.exitsUntil}; two cohorts cannot share a day.`,
      );
    const parts = [];
    let fromMonth = 0;
    for (const { programme, months = programme.months } of made.programmes) {
      parts.push({ programmeHash: await publishProgramme(tx, now, programme), fromMonth, months });
      fromMonth += months;
    }
    const { name, exitsFrom, exitsUntil } = made;
    const [row] = await tx
      .insert(cohort)
      .values({
        id: randomUUID(),
        organisationId: organisation.id,
        name,
        exitsFrom,
        exitsUntil,
        parts,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning();
    if (!row) throw new Refused(`There is a cohort called ${name} already.`);
    return row;
  });
}
