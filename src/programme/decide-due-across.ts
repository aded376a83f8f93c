import { Temporal } from "temporal-polyfill";
import { decideChangeOver } from "./decide-change-over.ts";
import { type Course, type DueMoment, decideDueDays } from "./decide-due-days.ts";
import { decideLeast } from "./decide-least.ts";
import type { ProgrammePart } from "./programme.ts";

/** The programmes of somebody's course, and the local day from which they count. */
export interface CourseRhythm {
  readonly parts: readonly ProgrammePart[];
  readonly fromDay: string;
}

/** A contact moment, and which of the rhythms plans it, from 0. */
export interface RhythmDue extends DueMoment {
  readonly rhythm: number;
}

export interface Across extends Omit<Course, "parts"> {
  /**
   * In the year of a change no fewer moments than both rhythms ask for. Of a course from its beginning; of one from a later day on what
   * took place before counts too, and whoever knows it sees to it (`replan.ts`).
   */
  readonly keepsLeast?: boolean;
}

/**
 * The due days of a course that goes over to other programmes on days that are known already: by each rhythm until the day before the
 * next one counts. What has begun by then goes on, and nothing of the next one lies over it (`decideChangeOver`), as for whoever was
 * planned for before the change was agreed on. The first rhythm counts from the beginning, or from `takesPartFrom` on.
 */
export function decideDueAcross(
  rhythms: readonly CourseRhythm[],
  { keepsLeast = false, ...days }: Across,
): RhythmDue[] {
  let plan: RhythmDue[] = [];
  for (const [rhythm, { parts, fromDay }] of rhythms.entries()) {
    const before = rhythms[rhythm - 1];
    const own = before ? { ...days, parts, takesPartFrom: fromDay } : { ...days, parts };
    const next = decideDueDays(own).map((due) => ({ ...due, rhythm }));
    const dayBefore = Temporal.PlainDate.from(fromDay).subtract({ days: 1 }).toString();
    const least = before && keepsLeast ? decideLeast(before.parts, parts, days.exitDay, fromDay) : [];
    const there = plan.map((due) => ({ ...due, isOver: false }));
    const { keep, change, add } = decideChangeOver(there, next, dayBefore, least);
    plan = [...keep, ...change, ...add].sort((a, b) => a.from.localeCompare(b.from));
  }
  return plan;
}
