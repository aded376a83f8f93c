import type { Channel, Duty, Member } from "./duty.ts";
import {
  addStaffedMinutes,
  isStaffed,
  localDay,
  localDaysBetween,
  nextStaffed,
  nextStaffedMorning,
  type StaffedHours,
  type Staffing,
} from "./is-staffed.ts";

/** One of the staff as the plan knows them. */
export interface Planned {
  readonly id: string;
  readonly role: Member["role"];
  /** Own hours; null for the organisation's. */
  readonly hours: StaffedHours | null;
  readonly channels: readonly Channel[];
}

/** Somebody is away on these local days (`2026-12-01`), both included, and who stands in. */
export interface Away {
  readonly caseWorkerId: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly deputyId: string | null;
}

/** A turn of the on-call rota: from the first instant until just before the second. */
export interface Turn {
  readonly caseWorkerId: string;
  readonly fromAt: Date;
  readonly untilAt: Date;
}

/** What is planned in an organisation: plain data. Whatever was called off is left out. */
export interface DutyPlan {
  readonly organisation: Staffing;
  /** Who has not left, in the order in which they joined. */
  readonly staff: readonly Planned[];
  /** In the order in which they were noted: of two about the same day the newer counts. */
  readonly absences: readonly Away[];
  readonly shifts: readonly Turn[];
}

/** Somebody's hours with all that comes in between: days off are closed days of their own. */
export function staffingOf(
  { organisation, absences }: Pick<DutyPlan, "organisation" | "absences">,
  { id, hours }: Pick<Planned, "id" | "hours">,
): Staffing {
  const away = absences.filter(({ caseWorkerId }) => caseWorkerId === id);
  return {
    timeZone: organisation.timeZone,
    ...(organisation.worksOnHolidays ? { worksOnHolidays: organisation.worksOnHolidays } : {}),
    staffedHours: hours ?? organisation.staffedHours,
    closedDays: [
      ...(organisation.closedDays ?? []),
      ...away.map(({ fromDay, untilDay }) => ({ from: fromDay, until: untilDay })),
    ],
  };
}

const awayOn = (absences: readonly Away[], id: string, day: string): Away | undefined =>
  absences.findLast((one) => one.caseWorkerId === id && one.fromDay <= day && day <= one.untilDay);

/**
 * Who stands in for somebody on a local day: the deputy of their absence, or when that one is away too, theirs, and so on.
 * Null when they are not away, when nobody was named, when one of the chain is not among the staff, or when it runs in a
 * circle. Whoever it names is never away that day.
 */
export function decideDeputy(
  absences: readonly Away[],
  staffIds: ReadonlySet<string>,
  id: string,
  day: string,
): string | null {
  const seen = new Set([id]);
  for (let away = awayOn(absences, id, day); away; ) {
    const { deputyId } = away;
    if (deputyId === null || seen.has(deputyId) || !staffIds.has(deputyId)) return null;
    const next = awayOn(absences, deputyId, day);
    if (!next) return deputyId;
    seen.add(deputyId);
    away = next;
  }
  return null;
}

/**
 * Everybody of an organisation at one instant: at work by their own hours (or the organisation's) in its time zone, not on a
 * closed day, not away; on call when it is their turn and they are not away; and when the next of them is at work, at most
 * ten weeks ahead. Daylight saving time is the time zone's affair.
 */
export function decideDuty(plan: DutyPlan, now: Date): Duty {
  const { absences, shifts, staff } = plan;
  const today = localDay(plan.organisation, now);
  const staffIds = new Set(staff.map(({ id }) => id));
  const isOnCall = (id: string) =>
    !awayOn(absences, id, today) &&
    shifts.some((one) => one.caseWorkerId === id && one.fromAt <= now && now < one.untilAt);
  const members = staff.map((one) => ({
    id: one.id,
    role: one.role,
    isOnDuty: isStaffed(staffingOf(plan, one), now),
    isOnCall: isOnCall(one.id),
    isAway: awayOn(absences, one.id, today) !== undefined,
    channels: one.channels,
    deputyId: decideDeputy(absences, staffIds, one.id, today),
  }));
  const next = staff.flatMap((one) => nextStaffed(staffingOf(plan, one), now) ?? []);
  return { members, nextDutyAt: earliest(next) };
}

/** The hours of everybody whom a message reaches. */
export const reachableStaffings = (plan: DutyPlan): Staffing[] =>
  plan.staff.flatMap((one) => (one.channels.length > 0 ? [staffingOf(plan, one)] : []));

/** Less working time than this left today, and nobody is told that it is read today. */
export const worthwhileMinutes = 30;

/**
 * When somebody who can be reached reads what is said now: today, when one of them is at work and has enough
 * working time left today; else the start of the next working time. Null when that is not in sight, or nobody can be reached.
 */
export function decideNextReading(plan: DutyPlan, now: Date): Date | "today" | null {
  const staffings = reachableStaffings(plan);
  const isToday = (staffing: Staffing) =>
    localDaysBetween(staffing, now, addStaffedMinutes(staffing, now, worthwhileMinutes)) === 0;
  const isSomebodyThere = staffings.some((one) => isStaffed(one, now));
  if (isSomebodyThere && staffings.some((one) => nextStaffed(one, now) && isToday(one))) return "today";
  const starts = staffings.flatMap(
    (one) => (isSomebodyThere ? nextStaffedMorning(one, now) : nextStaffed(one, now)) ?? [],
  );
  return earliest(starts);
}

const earliest = (instants: readonly Date[]): Date | null =>
  instants.length === 0 ? null : new Date(Math.min(...instants.map((one) => one.getTime())));
