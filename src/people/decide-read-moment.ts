import {
  addStaffedMinutes,
  endOfStaffedDay,
  isStaffed,
  localDaysBetween,
  nextStaffed,
  nextStaffedMorning,
  type Staffing,
} from "./is-staffed.ts";

/** When a human reads what is said now: what the person may be told, and until when that is kept. */
export interface ReadMoment {
  /** `today`; `at`: from this instant on; `soon`: nobody's hours are in sight. */
  readonly said:
    | { readonly when: "today" }
    | { readonly when: "at"; readonly at: Date }
    | { readonly when: "soon" };
  /**
   * What was said has come to nothing when nobody has read it by then: the end of the staffed day that was named, never
   * earlier. With nobody's hours in sight a day from now.
   */
  readonly dueAt: Date;
}

/** Less working time than this left today, and "today" is said no more. */
const worthwhileMinutes = 30;

/**
 * The one rule behind "a human reads this today" and behind the moment at which unread words go on to others (issue 4: unread
 * beyond the published time escalates).
 */
export function decideReadMoment(staffing: Staffing, now: Date): ReadMoment {
  const isNow = isStaffed(staffing, now);
  const readBy = addStaffedMinutes(staffing, now, worthwhileMinutes);
  if (isNow && localDaysBetween(staffing, now, readBy) === 0)
    return { said: { when: "today" }, dueAt: endOfStaffedDay(staffing, now) ?? readBy };
  const next = isNow ? nextStaffedMorning(staffing, now) : nextStaffed(staffing, now);
  if (!next) return { said: { when: "soon" }, dueAt: new Date(now.getTime() + 86_400_000) };
  return { said: { when: "at", at: next }, dueAt: endOfStaffedDay(staffing, next) ?? next };
}
