import { and, count, eq, gte, isNull } from "drizzle-orm";
import { alumnus, checkIn, contactMoment } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay, startOfDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";

/** How many people of this case worker the robot has begun a planned check-in with on this local day. */
export async function countAskedToday(
  { db, now }: Pick<Work, "db" | "now">,
  caseWorkerId: string,
  organisation: Pick<OrganisationRow, "timeZone">,
): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(checkIn)
    .innerJoin(contactMoment, eq(contactMoment.checkInId, checkIn.id))
    .innerJoin(alumnus, eq(alumnus.id, checkIn.alumnusId))
    .where(
      and(
        eq(alumnus.caseWorkerId, caseWorkerId),
        isNull(checkIn.startedBy),
        gte(checkIn.createdAt, startOfDay(organisation, localDay(organisation, now))),
      ),
    );
  return row?.n ?? 0;
}
