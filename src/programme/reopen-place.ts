import { desc, eq } from "drizzle-orm";
import { cohort, enrolment } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findPartSince } from "../people/link/find-part-since.ts";
import { type AlumnusRow, findOrganisation } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { chooseCohort } from "./choose-cohort.ts";
import { decideRegime } from "./decide-regime.ts";
import { decideTerm, isTermOver } from "./decide-term.ts";
import { readLeaver } from "./read-leaver.ts";
import { monthsOf, type Place } from "./store.ts";

/**
 * The place of somebody whose guidance ended because of an exit day that was wrong: whoever came on a list with a day of years ago was
 * enrolled and over within a minute. Where the exit is another one now and its term is not over, the place runs again; `followLeaver`
 * moves it to the right days. A place that ended for another reason than its term stays ended, as does one whose term is over by the
 * right day too. Undefined for all of these, and for whoever never had one.
 */
export async function reopenPlace(work: Work, row: AlumnusRow): Promise<Place | undefined> {
  const { db, now } = work;
  const [last] = await db
    .select({ place: enrolment, group: cohort })
    .from(enrolment)
    .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
    .where(eq(enrolment.alumnusId, row.id))
    .orderBy(desc(enrolment.endedAt))
    .limit(1);
  if (last?.place.endReason !== "term" || last.place.startsOn === row.exitDate) return undefined;
  const organisation = await findOrganisation(db, row.organisationId);
  const today = localDay(organisation, now);
  const { regime, statutory } = decideRegime(readLeaver(row, organisation), today);
  const next = await chooseCohort(work, row, last.group, regime);
  const partSince = await findPartSince(db, row);
  const takesPartSince = partSince && localDay(organisation, partSince);
  if (isTermOver(decideTerm(row.exitDate, monthsOf(next)), statutory, takesPartSince, today))
    return undefined;
  const [place] = await db
    .update(enrolment)
    .set({ endedAt: null, endReason: null })
    .where(eq(enrolment.id, last.place.id))
    .returning();
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "reopenPlace",
    subject: { kind: "alumnus", id: row.id },
    facts: { why: "exitDate" },
  });
  return place && { place, group: last.group };
}
