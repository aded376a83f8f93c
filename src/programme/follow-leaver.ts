import { and, eq, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { enrolment, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay, startOfDay } from "../people/duty/is-staffed.ts";
import { findPartSince } from "../people/link/find-part-since.ts";
import { takeBackEarlyReoffer } from "../people/link/keep-offer.ts";
import { type AlumnusRow, findOrganisation, viewAlumnus } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { chooseCohort } from "./choose-cohort.ts";
import { lengthenedMonths } from "./decide-lengthened.ts";
import { decideRegime } from "./decide-regime.ts";
import { decideTerm, isTermOver } from "./decide-term.ts";
import { findCourse } from "./find-course.ts";
import { openTask } from "./open-task.ts";
import { readLeaver } from "./read-leaver.ts";
import { replan } from "./replan.ts";
import { setLeads } from "./set-leads.ts";
import { monthsOf, type Place } from "./store.ts";

/** Whose guidance turns out to be over already has so many days for a last talk: a date mistyped in a list ends nothing. */
const noticeDays = 28;

/**
 * Another exit day (a later import), or another regime where the organisation has a cohort for it: the place goes along, its
 * term is counted anew and what lies ahead is planned anew from tomorrow; what has begun or took place stays. Returns the place
 * as it is then. Whoever fits no other cohort keeps their own. A term that would be over by now ends in four weeks, with a
 * human's closing talk; one that is not over has none waiting. What the law makes of somebody never shortens their term, nor does a
 * corrected exit take the Act's two years from whoever has them a year after it. A second offer that was made before it is due by
 * the right exit was none (LAW-11).
 */
export async function followLeaver(work: Work, row: AlumnusRow, at: Place): Promise<Place> {
  const { place, group } = at;
  const hasMoved = place.startsOn !== row.exitDate;
  // Nobody is looked up for the many of whom nothing has changed.
  if (!hasMoved && group.regimes === null) return at;
  const { db, now } = work;
  const organisation = await findOrganisation(db, row.organisationId);
  const today = localDay(organisation, now);
  const { regime, statutory } = decideRegime(readLeaver(row, organisation), today);
  if (!hasMoved && group.regimes?.includes(regime)) return at;
  const next = await chooseCohort(work, row, group, regime);
  if (!hasMoved && next.id === group.id) return at;

  const own = decideTerm(row.exitDate, monthsOf(next));
  const kept = own.reOfferOn <= today ? (lengthenedMonths(place, group.parts) ?? 0) : 0;
  const counted = decideTerm(row.exitDate, Math.max(monthsOf(next), kept));
  const isShorter = !hasMoved && counted.endsOn < place.endsOn;
  const term = isShorter ? { ...counted, endsOn: place.endsOn } : counted;
  const soon = Temporal.PlainDate.from(today).add({ days: noticeDays }).toString();
  const partSince = await findPartSince(db, row);
  const takesPartSince = partSince && localDay(organisation, partSince);
  const isOver = isTermOver(term, statutory, takesPartSince, today);
  const endsOn = !isOver ? term.endsOn : place.endsOn < soon ? place.endsOn : soon;
  const reOfferAt = startOfDay(organisation, term.reOfferOn);
  const isEarly = place.reofferedAt !== null && place.reofferedAt < reOfferAt;
  const moved = {
    ...place,
    ...{ cohortId: next.id, startsOn: row.exitDate, endsOn },
    reofferedAt: isEarly ? null : place.reofferedAt,
  };
  const { cohortId, startsOn, reofferedAt } = moved;
  await db
    .update(enrolment)
    .set({ cohortId, startsOn, endsOn, reofferedAt })
    .where(eq(enrolment.id, place.id));
  if (hasMoved) await takeBackEarlyReoffer(work, row.id, reOfferAt);
  if (hasMoved && !isOver) await settleClosing(work, row.id);
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  await setLeads(db, now, moved, next, tomorrow);
  const replanned = await replan(
    db,
    now,
    organisation,
    [
      {
        enrolled: { place: moved, group: next, person: row },
        before: await findCourse(db, group, place),
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

/** Nothing ends: who was asked to close it with a talk need not (any more). */
const settleClosing = ({ db, now }: Pick<Work, "db" | "now">, alumnusId: string) =>
  db
    .update(task)
    .set({ doneAt: now, outcome: "settled" })
    .where(and(eq(task.alumnusId, alumnusId), eq(task.kind, "closing"), isNull(task.doneAt)));
