import { and, eq, inArray, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { contactMoment, standing } from "../db/schema/index.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideChangeOver, type Standing } from "./decide-change-over.ts";
import { type CourseRhythm, decideDueAcross } from "./decide-due-across.ts";
import { decideLeast, type LeastOfYear } from "./decide-least.ts";
import { findCourses } from "./find-course.ts";
import { findRhythms } from "./find-rhythms.ts";
import { type Enrolled, type PlannedFor, rowOf, spreadAsks } from "./plan-moments.ts";
import type { ProgrammePart } from "./programme.ts";
import type { MomentRow } from "./store.ts";

/** Somebody whose course changes: their place and cohort as they are from now on. */
export interface Moved {
  readonly enrolled: Enrolled;
  /** The programmes up to now. */
  readonly before: readonly ProgrammePart[];
  /** The exit up to now, where that is what changed: what was planned by months after it gets its name with this day. */
  readonly exitBefore?: string;
}

export interface Replanned {
  readonly kept: number;
  readonly moved: number;
  readonly added: number;
  readonly dropped: number;
}

/**
 * Plans what lies ahead anew, from a local day on; what has begun or is over stays (`decideChangeOver`). Where the cohort goes over to
 * another rhythm on a later day, the one before it counts until then. Whoever it concerns is looked at at once, so that nobody is
 * without a next step.
 */
export async function replan(
  db: Db,
  now: Date,
  organisation: OrganisationRow,
  people: readonly Moved[],
  fromDay: string,
): Promise<Replanned> {
  const dayBefore = Temporal.PlainDate.from(fromDay).subtract({ days: 1 }).toString();
  const count = { kept: 0, moved: 0, added: 0, dropped: 0 };
  const planned: PlannedFor[] = [];
  for (const one of people) {
    const { place, group } = one.enrolled;
    if (one.exitBefore !== undefined)
      await nameByOldExit(db, place.id, one.exitBefore, organisation, dayBefore);
    const exitDay = place.startsOn;
    const closedDays = organisation.closedDays ?? [];
    const rhythms = await findRhythms(db, group, fromDay);
    const courses = await findCourses(db, rhythms, place);
    const next = decideDueAcross(courses, { exitDay, closedDays, takesPartFrom: fromDay });
    const rows = await db.select().from(contactMoment).where(eq(contactMoment.enrolmentId, place.id));
    const there = rows.flatMap((row) => standingOf(row, organisation));
    const least = leastOf(one.before, courses, exitDay);
    const { keep, change, add, drop } = decideChangeOver(there, next, dayBefore, least);
    count.kept += keep.length;
    count.moved += change.length;
    count.added += add.length;
    count.dropped += drop.length;
    if (drop.length > 0)
      await db
        .update(contactMoment)
        .set({ state: "dropped", changedAt: now })
        .where(and(eq(contactMoment.enrolmentId, place.id), inArray(contactMoment.occasion, [...drop])));
    for (const moment of [...change, ...add])
      planned.push({ enrolled: one.enrolled, parts: rhythms[moment.rhythm]?.parts ?? group.parts, moment });
  }
  const askAt = await spreadAsks(db, planned, organisation);
  const values = planned.map((one) => rowOf(one, askAt.get(one) ?? null, now));
  for (let from = 0; from < values.length; from += batchSize)
    await db
      .insert(contactMoment)
      .values(values.slice(from, from + batchSize))
      .onConflictDoUpdate({ target: [contactMoment.enrolmentId, contactMoment.occasion], set: asPlannedNow });
  const ids = people.map(({ enrolled }) => enrolled.place.alumnusId);
  if (ids.length > 0) await db.update(standing).set({ lookAt: now }).where(inArray(standing.alumnusId, ids));
  return count;
}

/** Of the years ahead. Where the cohort goes over to another rhythm on a later day, that is the change; else it is what is planned now. */
function leastOf(
  before: readonly ProgrammePart[],
  courses: readonly CourseRhythm[],
  exitDay: string,
): LeastOfYear[] {
  const [first, coming] = courses;
  const last = courses.at(-1);
  if (!first || !last) return [];
  return coming
    ? decideLeast(first.parts, last.parts, exitDay, coming.fromDay)
    : decideLeast(before, last.parts, exitDay, first.fromDay);
}

/** Moments in one statement. */
const batchSize = 500;

/** All of a moment that is planned anew, but who it is of and which time it is. */
const asPlannedNow = {
  programmeHash: sql`excluded.programme_hash`,
  form: sql`excluded.form`,
  role: sql`excluded.role`,
  themes: sql`excluded.themes`,
  fromDay: sql`excluded.from_day`,
  untilDay: sql`excluded.until_day`,
  askAt: sql`excluded.ask_at`,
  state: sql`excluded.state`,
  changedAt: sql`excluded.changed_at`,
};

/** A moment as the change sees it; nothing for one that an earlier change took away before its time: it may come back. */
function standingOf(row: MomentRow, organisation: OrganisationRow): Standing[] {
  const { occasion, fromDay: from, untilDay: until, askAt, state, changedAt } = row;
  if (state === "dropped" && from > localDay(organisation, changedAt)) return [];
  const askFrom = askAt && localDay(organisation, askAt);
  return [{ occasion, from, until, askFrom, isOver: state !== "planned" }];
}

/** `month-02` after another exit is another time: what has begun under that name keeps it with the day it was counted from. */
async function nameByOldExit(
  db: Db,
  enrolmentId: string,
  exitBefore: string,
  organisation: OrganisationRow,
  dayBefore: string,
): Promise<void> {
  const rows = await db.select().from(contactMoment).where(eq(contactMoment.enrolmentId, enrolmentId));
  const begun = rows.filter(({ occasion, askAt, fromDay, state }) => {
    const isCounted = /^(month|extra|hello|before)-\d+(-\d+)?$/.test(occasion);
    const first = askAt ? localDay(organisation, askAt) : fromDay;
    return isCounted && (state !== "planned" || first <= dayBefore);
  });
  for (const { id } of begun)
    await db
      .update(contactMoment)
      .set({ occasion: sql`${contactMoment.occasion} || ${` after ${exitBefore}`}` })
      .where(eq(contactMoment.id, id));
}
