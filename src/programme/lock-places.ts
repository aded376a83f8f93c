import { and, asc, eq, isNull } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, enrolment } from "../db/schema/index.ts";
import type { SpreadPerson } from "./decide-spread.ts";
import type { EnrolmentRow } from "./store.ts";

/** Everybody who is in a cohort now; nobody else moves them until this transaction has ended. */
export async function lockPlaces(
  db: Db,
  cohortId: string,
): Promise<{ readonly place: EnrolmentRow; readonly person: SpreadPerson }[]> {
  return db
    .select({
      place: enrolment,
      person: { id: alumnus.id, caseWorkerId: alumnus.caseWorkerId, ownTime: alumnus.ownTime },
    })
    .from(enrolment)
    .innerJoin(alumnus, eq(alumnus.id, enrolment.alumnusId))
    .where(and(eq(enrolment.cohortId, cohortId), isNull(enrolment.endedAt), isNull(alumnus.erasedAt)))
    .orderBy(asc(alumnus.id))
    .for("no key update");
}
