import { and, desc, eq, lte } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { cohort, enrolment, regimeRecord } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { lookAgain } from "../people/look-again.ts";
import type { AlumnusView } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { Regime } from "./decide-regime.ts";
import { comesBack } from "./decide-return.ts";
import { gatherStanding, type Lasting } from "./gather-standing.ts";
import type { EnrolmentRow, Place } from "./store.ts";

/**
 * Takes up a place again that ended with its term, of somebody to whom the Act orders something after all (`comesBack`); it is the
 * same row, so that what took place and whether a second offer was made stay with it. Undefined for everybody else.
 */
export async function comeBack(work: Work, view: AlumnusView, lasting: Lasting): Promise<Place | undefined> {
  const { db, now } = work;
  const { row, organisation } = view;
  const [ended] = await db
    .select({ place: enrolment, group: cohort })
    .from(enrolment)
    .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
    .where(and(eq(enrolment.alumnusId, row.id), eq(enrolment.endReason, "term")))
    .orderBy(desc(enrolment.endedAt))
    .limit(1);
  // Of another exit than this one: `reopenPlace` knows whether its term lasts by the right day.
  if (!ended || ended.place.startsOn !== row.exitDate) return undefined;
  const { facts } = await gatherStanding(work, view, ended, lasting);
  if (!comesBack(facts, await wasOrdered(db, ended.place), localDay(organisation, now))) return undefined;
  const [place] = await db
    .update(enrolment)
    .set({ endedAt: null, endReason: null })
    .where(eq(enrolment.id, ended.place.id))
    .returning();
  if (!place) throw new Error("A place that is gone");
  // What is watched of whoever is guided is watched again.
  await lookAgain(work, row.id);
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "replan",
    subject: { kind: "alumnus", id: row.id },
    facts: { why: "comesBack" },
  });
  return { place, group: ended.group };
}

const ordered: Regime = "additionalCareerGuidance";

/** What the law made of somebody when their guidance ended; of whose place ended at the first look nothing is on record. */
async function wasOrdered(db: Db, { alumnusId, endedAt }: EnrolmentRow): Promise<boolean> {
  if (endedAt === null) return false;
  const [last] = await db
    .select({ regime: regimeRecord.regime })
    .from(regimeRecord)
    .where(and(eq(regimeRecord.alumnusId, alumnusId), lte(regimeRecord.at, endedAt)))
    .orderBy(desc(regimeRecord.seq))
    .limit(1);
  return last?.regime === ordered;
}
