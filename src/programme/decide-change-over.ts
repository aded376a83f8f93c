import { Temporal } from "temporal-polyfill";
import type { DueMoment } from "./decide-due-days.ts";
import type { LeastOfYear } from "./decide-least.ts";

/** A moment as it stands planned for somebody; of its days only these count here. */
export interface Standing extends Pick<DueMoment, "occasion" | "from" | "until" | "askFrom"> {
  /** It took place, or was given up. */
  readonly isOver: boolean;
}

export interface ChangeOver<T extends Standing, Due extends DueMoment> {
  /** Stay as they were planned. */
  readonly keep: readonly T[];
  /** Stay, with the new days, form and themes. */
  readonly change: readonly Due[];
  readonly add: readonly Due[];
  /** Occasions that no longer take place. */
  readonly drop: readonly string[];
}

/**
 * What becomes of somebody's moments when the rhythm changes in the middle of a course. `next` are the due days of the new
 * programme from tomorrow on (`takesPartFrom` of `decideDueDays`). Nothing that has begun is taken back: what is over, was asked
 * or whose window is open stays. A new moment that would lie over one that stays is left out, so that nobody is called twice
 * in one September. What lies ahead goes by the new programme; but where a year would have fewer moments than its `least`,
 * what was planned in it stays, as far as nothing new lies over it.
 */
export function decideChangeOver<T extends Standing, Due extends DueMoment>(
  standing: readonly T[],
  next: readonly Due[],
  today: string,
  least: readonly LeastOfYear[] = [],
): ChangeOver<T, Due> {
  const hasBegun = ({ askFrom, from, isOver }: T) => isOver || (askFrom ?? from) <= today;
  const begun = standing.filter(hasBegun);
  const ahead = standing.filter((one) => !hasBegun(one));
  const coming = next.filter((due) =>
    begun.every((one) => one.occasion !== due.occasion && !liesOver(one, due)),
  );
  const names = new Set(coming.map(({ occasion }) => occasion));
  const gone = ahead.filter(({ occasion }) => !names.has(occasion));
  const saved = new Set(least.flatMap((year) => savedIn(year, [...begun, ...coming], gone)));
  const wasThere = new Set(ahead.map(({ occasion }) => occasion));
  return {
    keep: standing.filter((one) => hasBegun(one) || saved.has(one)),
    change: coming.filter(({ occasion }) => wasThere.has(occasion)),
    add: coming.filter(({ occasion }) => !wasThere.has(occasion)),
    drop: gone.filter((one) => !saved.has(one)).map(({ occasion }) => occasion),
  };
}

type Span = Pick<Standing, "from" | "until">;

const liesOver = (one: Span, other: Span): boolean => one.from <= other.until && other.from <= one.until;

/** The first of those that would go, as many as the year lacks. */
function savedIn<T extends Span>(year: LeastOfYear, there: readonly Span[], gone: readonly T[]): T[] {
  const isIn = (one: Span) => year.after < middleOf(one) && middleOf(one) <= year.until;
  const lacking = Math.max(0, year.least - there.filter(isIn).length);
  return gone.filter((one) => isIn(one) && !there.some((other) => liesOver(one, other))).slice(0, lacking);
}

function middleOf({ from, until }: Span): string {
  const first = Temporal.PlainDate.from(from);
  const days = first.until(Temporal.PlainDate.from(until)).days;
  return first.add({ days: Math.floor(days / 2) }).toString();
}
