import { and, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { alumnus, leadPeriod, membership } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { openDetails } from "../people/details.ts";
import { findLookedAfterBy } from "../people/duty/find-deputy.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { isLeadOn } from "../people/find-overseers.ts";
import { may } from "../people/may.ts";
import { type AlumnusRow, actorOfStaff, type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import { matchName } from "./match-name.ts";

/** The vault remembers a few thousand opened keys: of a longer list the first would be forgotten again. */
const batchSize = 1_000;

export interface FoundPerson {
  readonly row: AlumnusRow;
  /** First and last name. */
  readonly name: string;
}

/**
 * The people whom this case worker may find by name, in the order of their names: their own and those of whoever they stand in
 * for; for a coordinator everybody of the organisation, and of others' whom theirs leads or who are shared with it, whose names
 * alone they see. `typed` keeps those whose name has it in it,
 * accents and capitals aside, a beginning first. Names are opened in memory: nothing that could be searched lies in the
 * database. Whoever was erased is left out.
 */
export async function findPeople(
  { db, vault, now }: Pick<Work, "db" | "vault" | "now">,
  by: CaseWorkerRow,
  typed?: string,
): Promise<readonly FoundPerson[]> {
  const { organisationId } = by;
  const everybody = may(actorOfStaff(by), "changeCaseWorker", {
    personId: null,
    organisationId,
    caseWorkerId: null,
  });
  const rows = await db
    .select()
    .from(alumnus)
    .where(
      and(
        everybody
          ? or(
              eq(alumnus.organisationId, organisationId),
              inArray(
                alumnus.id,
                db
                  .select({ id: leadPeriod.alumnusId })
                  .from(leadPeriod)
                  .where(
                    and(
                      eq(leadPeriod.organisationId, organisationId),
                      isLeadOn(localDay(await findOrganisation(db, organisationId), now)),
                    ),
                  ),
              ),
              inArray(
                alumnus.organisationId,
                db
                  .select({ id: membership.schoolId })
                  .from(membership)
                  .where(and(eq(membership.parentId, organisationId), eq(membership.shares, true))),
              ),
            )
          : inArray(alumnus.caseWorkerId, await findLookedAfterBy(db, by, now)),
        isNull(alumnus.erasedAt),
        gt(sql`octet_length(${alumnus.details})`, 0),
      ),
    );
  const found: (FoundPerson & { readonly rank: number })[] = [];
  for (let from = 0; from < rows.length; from += batchSize) {
    const batch = rows.slice(from, from + batchSize);
    await vault.readKeys(
      db,
      batch.map(({ keyId }) => keyId),
    );
    for (const row of batch) {
      const { firstName, lastName } = await openDetails(db, vault, row);
      const name = `${firstName} ${lastName}`;
      const rank = typed === undefined ? 0 : matchName(name, typed);
      if (rank !== undefined) found.push({ row, name, rank });
    }
  }
  return found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, "nl"));
}
