import { and, asc, eq, exists, inArray, isNull, lte, sql } from "drizzle-orm";
import { alumnus, deadline } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { openDetails } from "../../people/details.ts";
import { isGuided } from "../../people/guidance-over.ts";
import { findPartSince } from "../../people/link/find-part-since.ts";

/** Somebody who has been at home or seeking for more than three months; since when, and their first name. */
export interface LongAtHome {
  readonly name: string;
  readonly since: Date;
}

const months = 3;

/**
 * Who of these case workers' people has been at home or seeking work for more than three months, the longest first (R7): whoever the
 * watch rang about, for as long as it lasts.
 */
export async function findLongAtHome(
  { db, vault, now }: Pick<Work, "db" | "vault" | "now">,
  caseWorkerIds: readonly string[],
): Promise<LongAtHome[]> {
  const rang = db
    .select({ one: sql`1` })
    .from(deadline)
    .where(
      and(
        eq(deadline.alumnusId, alumnus.id),
        eq(deadline.kind, "atHome"),
        inArray(deadline.state, ["fired", "skipped"]),
      ),
    );
  const rows = await db
    .select()
    .from(alumnus)
    .where(
      and(
        inArray(alumnus.caseWorkerId, [...caseWorkerIds]),
        lte(alumnus.atHomeSince, sql`${now.toISOString()}::timestamptz - make_interval(months => ${months})`),
        isNull(alumnus.stoppedAt),
        isNull(alumnus.erasedAt),
        isGuided(db),
        exists(rang),
      ),
    )
    .orderBy(asc(alumnus.atHomeSince), asc(alumnus.id));
  const found = await Promise.all(
    rows.map(async (row): Promise<LongAtHome[]> => {
      if ((await findPartSince(db, row)) === null) return [];
      return [{ name: (await openDetails(db, vault, row)).firstName, since: row.atHomeSince ?? now }];
    }),
  );
  return found.flat();
}
