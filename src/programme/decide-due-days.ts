import { Temporal } from "temporal-polyfill";
import type { ClosedDays } from "../people/duty/is-staffed.ts";
import { decideAsking } from "./decide-ask-days.ts";
import { moveBeside, openPart } from "./decide-open-days.ts";
import { decidePlanned, type Planned } from "./decide-planned.ts";
import type { Form, Moment, Phase, ProgrammePart, Role } from "./programme.ts";

/** One contact moment of somebody, with the days on which it is due. All days are local dates (`2026-09-01`), both included. */
export interface DueMoment {
  /**
   * Names the time and not the moment, so that it is the same in every version of the programme: `2026-09` (a calendar window,
   * by its first month), `month-04` (months after the exit), `before-04` (months before it), `week-2026-37` (ISO),
   * `extra-12-1` (inserted in the year that begins at month 12), `hello-12`. Unique for a person.
   */
  readonly occasion: string;
  /** The programme's moment it comes from; `extra` and `hello` for those that stand in no list. */
  readonly moment: string;
  /** Which of the parts, from 0. */
  readonly part: number;
  readonly phase: Phase;
  readonly from: string;
  readonly until: string;
  /** When the robot asks its check-in: before a human moment, or on its own days; null when it asks none. */
  readonly askFrom: string | null;
  readonly askUntil: string | null;
  readonly form: Form;
  readonly otherForms: readonly Form[];
  readonly role: Role;
  readonly themes: Moment["themes"];
  /** Who leads at that time; the own organisation when left out. */
  readonly leadOrganisationId?: string;
}

export interface Course {
  /** The programmes in their order; each begins where the one before it ends. */
  readonly parts: readonly ProgrammePart[];
  readonly exitDay: string;
  /**
   * The first day on which a moment may lie: the day after the exit when left out. Later for who began later (a yes to the
   * second offer); earlier to have the final year too.
   */
  readonly takesPartFrom?: string;
  /** When nobody works: vacations and public holidays. Weekends are not in it and need not be. */
  readonly closedDays?: ClosedDays;
}

/**
 * Every contact moment of somebody's whole course, in the order of their days; the same for the same input, and without a
 * look at a clock or a time zone. For programmes that `readProgramme` took; RangeError for a day that does not exist.
 *
 * - A window belongs to the year and the programme that its middle day lies in, and is cut to it. So one that began before the
 *   exit is kept with its remaining days when more than half is left, and left out otherwise (`decide-windows.ts`).
 * - Two moments at the same time are one: the one that is more of a meeting.
 * - In each year of a programme there are at least its `minimumPerYear`; others are inserted where there is most room, in
 *   proportion for a year that is not whole.
 * - Closed days are cut from the ends. A window without a working day moves beside the closed days, to the nearer side; a week
 *   is left out. The minimum counts before that.
 * - The robot asks 14 to 7 days before; see `decide-ask-days.ts` for when that cannot be.
 */
export function decideDueDays({ parts, exitDay, takesPartFrom, closedDays = [] }: Course): DueMoment[] {
  const exit = Temporal.PlainDate.from(exitDay);
  const start = takesPartFrom ? Temporal.PlainDate.from(takesPartFrom) : exit.add({ days: 1 });
  const dayAfter = exit.add({ days: 1 });
  const earliest = Temporal.PlainDate.compare(start, dayAfter) >= 0 ? start : dayAfter;
  return decidePlanned(parts, exit, start)
    .map((planned) => toDue(planned, planned.year.phase === "final_year" ? start : earliest, closedDays))
    .filter((due) => due !== undefined)
    .sort(inOrder);
}

const inOrder = (a: DueMoment, b: DueMoment): number => {
  const key = ({ from, until, occasion }: DueMoment) => `${from} ${until} ${occasion}`;
  return key(a) < key(b) ? -1 : 1;
};

function toDue(
  { window, moment, isWeekly, year }: Planned,
  earliest: Temporal.PlainDate,
  closedDays: ClosedDays,
): DueMoment | undefined {
  const open = openPart(closedDays, window);
  if (!open && isWeekly) return undefined;
  const { after, until } = year.limits;
  const days = open ?? moveBeside(closedDays, window, { from: after.add({ days: 1 }), until });
  const { days: held, ask } = decideAsking(moment, days, earliest, closedDays);
  const { key, form, otherForms, role, themes } = moment;
  const { leadOrganisationId } = year.part;
  return {
    occasion: window.occasion,
    moment: key,
    part: year.index,
    phase: year.phase,
    from: held.from.toString(),
    until: held.until.toString(),
    askFrom: ask?.from.toString() ?? null,
    askUntil: ask?.until.toString() ?? null,
    form,
    otherForms,
    role,
    themes,
    ...(leadOrganisationId && { leadOrganisationId }),
  };
}
