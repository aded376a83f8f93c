import { randomUUID } from "node:crypto";
import { and, eq, gte, lt } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { alumnus, contactMoment } from "../db/schema/index.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideDueAcross } from "./decide-due-across.ts";
import type { DueMoment } from "./decide-due-days.ts";
import { decideSpread, mostAsksADay, type SpreadPerson } from "./decide-spread.ts";
import { findCourses } from "./find-course.ts";
import { findRhythms } from "./find-rhythms.ts";
import type { CohortRow, EnrolmentRow } from "./store.ts";

/** Somebody who is enrolled, with their cohort. */
export interface Enrolled {
  readonly place: EnrolmentRow;
  readonly group: CohortRow;
  readonly person: SpreadPerson;
}

/** A contact moment of somebody that is to be written down. */
export interface PlannedFor {
  readonly enrolled: Enrolled;
  /** The programmes that plan it: those of the cohort, or of the rhythm from which it goes over to them later. */
  readonly parts: CohortRow["parts"];
  readonly moment: DueMoment;
}

/**
 * Writes down every contact moment of these people's courses, from the final year on where it is not over; those that are there stay.
 * Until the day on which their cohort goes over to another rhythm they have the one that it has now, like everybody else in it. The
 * days on which the robot asks are spread, so that no case worker gets more answers a day than they can bear; who has a day already
 * keeps it.
 */
export async function planMoments(
  db: Db,
  now: Date,
  enrolled: readonly Enrolled[],
  organisation: OrganisationRow,
): Promise<void> {
  const planned: PlannedFor[] = [];
  for (const one of enrolled) {
    const { place, group } = one;
    const exitDay = place.startsOn;
    const closedDays = organisation.closedDays ?? [];
    const enrolledOn = localDay(organisation, place.createdAt);
    // Who is still at school has what is left of the final year, too.
    const finalYear = enrolledOn <= exitDay ? { takesPartFrom: enrolledOn } : {};
    const rhythms = await findRhythms(db, group, enrolledOn);
    const courses = await findCourses(db, rhythms, place);
    const due = decideDueAcross(courses, { exitDay, closedDays, ...finalYear, keepsLeast: true });
    for (const moment of due)
      planned.push({ enrolled: one, parts: rhythms[moment.rhythm]?.parts ?? group.parts, moment });
  }
  const askAt = await spreadAsks(db, planned, organisation);
  const values = planned.map((one) => rowOf(one, askAt.get(one) ?? null, now));
  if (values.length > 0) await db.insert(contactMoment).values(values).onConflictDoNothing();
}

/** When the robot asks for each of these moments; absent for one before which it asks nothing. */
export async function spreadAsks(
  db: Db,
  planned: readonly PlannedFor[],
  organisation: OrganisationRow,
): Promise<ReadonlyMap<PlannedFor, Date>> {
  const askAt = new Map<PlannedFor, Date>();
  const windows = Map.groupBy(planned, ({ moment: { askFrom, askUntil } }) =>
    askFrom && askUntil ? `${askFrom}/${askUntil}` : undefined,
  );
  for (const [window, asked] of windows) {
    const [from, until] = window?.split("/") ?? [];
    if (!from || !until) continue;
    const there = await findPlaced(db, organisation, from, until);
    const people = asked.map(({ enrolled: { person } }) => person);
    const placed = new Map(there.map(({ person, at }) => [person.id, at]));
    const others = there.map(({ person }) => person).filter(({ id }) => !people.some((one) => one.id === id));
    const rules = { from, until, mostADay: mostAsksADay, calendar: organisation, placed };
    const spread = decideSpread([...others, ...people], rules);
    for (const one of asked) {
      const found = spread.get(one.enrolled.person.id);
      if (found) askAt.set(one, found.at);
    }
  }
  return askAt;
}

/** A moment as it is stored when it is planned. */
export const rowOf = ({ enrolled: { place }, parts, moment }: PlannedFor, askAt: Date | null, now: Date) => ({
  id: randomUUID(),
  alumnusId: place.alumnusId,
  enrolmentId: place.id,
  programmeHash: parts[moment.part]?.programmeHash ?? "",
  occasion: moment.occasion,
  form: moment.form,
  role: moment.role,
  themes: moment.themes,
  fromDay: moment.from,
  untilDay: moment.until,
  askAt,
  state: "planned" as const,
  changedAt: now,
});

/** Who of the organisation has a day within this window already. */
async function findPlaced(
  db: Db,
  { id, timeZone }: OrganisationRow,
  from: string,
  until: string,
): Promise<{ readonly person: SpreadPerson; readonly at: Date }[]> {
  const startOf = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  const rows = await db
    .select({
      id: alumnus.id,
      caseWorkerId: alumnus.caseWorkerId,
      ownTime: alumnus.ownTime,
      at: contactMoment.askAt,
    })
    .from(contactMoment)
    .innerJoin(alumnus, eq(alumnus.id, contactMoment.alumnusId))
    .where(
      and(
        eq(alumnus.organisationId, id),
        eq(contactMoment.state, "planned"),
        gte(contactMoment.askAt, startOf(Temporal.PlainDate.from(from))),
        lt(contactMoment.askAt, startOf(Temporal.PlainDate.from(until).add({ days: 1 }))),
      ),
    );
  return rows.flatMap(({ at, ...person }) => (at ? [{ person, at }] : []));
}
