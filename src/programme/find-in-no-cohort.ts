import { and, eq, isNull, notExists, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, cohort, enrolment } from "../db/schema/index.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideInNoCohort, type InNoCohort } from "./decide-in-no-cohort.ts";

/**
 * Whoever of an organisation has no place and leaves on a day of no cohort; undefined for nobody. `exitDays`: of a list that was not
 * written, instead of those who are in the system.
 */
export async function findInNoCohort(
  { db, now }: { readonly db: Db; readonly now: Date },
  organisation: OrganisationRow,
  exitDays?: readonly string[],
): Promise<InNoCohort | undefined> {
  const cohorts = await db.select().from(cohort).where(eq(cohort.organisationId, organisation.id));
  const days = exitDays ?? (await findExitDays(db, organisation.id));
  return decideInNoCohort(days, cohorts, localDay(organisation, now));
}

async function findExitDays(db: Db, organisationId: string): Promise<string[]> {
  const rows = await db
    .select({ exitDate: alumnus.exitDate })
    .from(alumnus)
    .where(
      and(
        eq(alumnus.organisationId, organisationId),
        isNull(alumnus.erasedAt),
        notExists(db.select({ one: sql`1` }).from(enrolment).where(eq(enrolment.alumnusId, alumnus.id))),
      ),
    );
  return rows.map(({ exitDate }) => exitDate);
}
