import { and, asc, between, eq, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { cohort, enrolment } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { type AlumnusRow, findOrganisation, viewAlumnus } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { decideCohort } from "./decide-cohort.ts";
import { decideRegime } from "./decide-regime.ts";
import { decideTerm } from "./decide-term.ts";
import { findCourse } from "./find-course.ts";
import { openTask } from "./open-task.ts";
import { readLeaver } from "./read-leaver.ts";
import { replan } from "./replan.ts";
import { setLeads } from "./set-leads.ts";
import { type CohortRow, monthsOf, type Place } from "./store.ts";

/** Whose guidance turns out to be over already has so many days for a last talk: a date mistyped in a list ends nothing. */
const noticeDays = 28;

/**
 * Another exit day (a later import), or another regime where the organisation has a cohort for it: the place goes along, its
 * term is counted anew and what lies ahead is planned anew from tomorrow; what has begun or took place stays. Returns the place
 * as it is then. Whoever fits no other cohort keeps their own. A term that would be over by now ends in four weeks, with a
 * human's closing talk.
 */
export async function followLeaver(work: Work, row: AlumnusRow, at: Place): Promise<Place> {
  const { place, group } = at;
  const hasMoved = place.startsOn !== row.exitDate;
  // Nobody is looked up for the many of whom nothing has changed.
  if (!hasMoved && group.regimes === null) return at;
  const { db, now } = work;
  const organisation = await findOrganisation(db, row.organisationId);
  const today = localDay(organisation, now);
  const { regime } = decideRegime(readLeaver(row, organisation), today);
  if (!hasMoved && group.regimes?.includes(regime)) return at;
  const next = await chooseCohort(work, row, group, regime);
  if (!hasMoved && next.id === group.id) return at;

  const decided = decideTerm(row.exitDate, monthsOf(next)).endsOn;
  const soon = Temporal.PlainDate.from(today).add({ days: noticeDays }).toString();
  const isOver = decided < today;
  const endsOn = !isOver ? decided : place.endsOn < soon ? place.endsOn : soon;
  const moved = { ...place, cohortId: next.id, startsOn: row.exitDate, endsOn };
  await db
    .update(enrolment)
    .set({ cohortId: moved.cohortId, startsOn: moved.startsOn, endsOn })
    .where(eq(enrolment.id, place.id));
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  await setLeads(db, now, moved, next, tomorrow);
  const replanned = await replan(
    db,
    now,
    organisation,
    [
      {
        enrolled: { place: moved, group: next, person: row },
        before: await findCourse(db, group, place.id),
        after: await findCourse(db, next, place.id),
        ...(hasMoved ? { exitBefore: place.startsOn } : {}),
      },
    ],
    tomorrow,
  );
  if (isOver)
    await openTask(work, await viewAlumnus(work, row), {
      kind: "closing",
      about: `exit ${row.exitDate}`,
      dueDay: endsOn,
    });
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "replan",
    subject: { kind: "alumnus", id: row.id },
    facts: { why: hasMoved ? "exitDate" : "regime", otherCohort: next.id !== group.id, ...replanned },
  });
  return { place: moved, group: next };
}

/** The own cohort as long as its days and the law fit; else the one that fits best, or the own one when none does. */
async function chooseCohort(
  { db }: Work,
  { organisationId, exitDate }: AlumnusRow,
  own: CohortRow,
  regime: Parameters<typeof decideCohort>[1],
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
