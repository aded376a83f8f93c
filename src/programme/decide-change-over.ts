import type { DueMoment } from "./decide-due-days.ts";

/** A moment as it stands planned for somebody; of its days only these count here. */
export interface Standing extends Pick<DueMoment, "occasion" | "from" | "until" | "askFrom"> {
  /** It took place, or was given up. */
  readonly isOver: boolean;
}

export interface ChangeOver<T extends Standing> {
  /** Stay as they were planned. */
  readonly keep: readonly T[];
  /** Stay, with the new days, form and themes. */
  readonly change: readonly DueMoment[];
  readonly add: readonly DueMoment[];
  /** Occasions that no longer take place. */
  readonly drop: readonly string[];
}

/**
 * What becomes of somebody's moments when the rhythm changes in the middle of a course. `next` are the due days of the new
 * programme from tomorrow on (`takesPartFrom` of `decideDueDays`). Nothing that has begun is taken back: what is over, was asked
 * or whose window is open stays. A new moment that would lie over one that stays is left out, so that nobody is called twice
 * in one September. What lies ahead goes by the new programme.
 */
export function decideChangeOver<T extends Standing>(
  standing: readonly T[],
  next: readonly DueMoment[],
  today: string,
): ChangeOver<T> {
  const hasBegun = ({ askFrom, from, isOver }: T) => isOver || (askFrom ?? from) <= today;
  const keep = standing.filter(hasBegun);
  const ahead = new Set(standing.filter((one) => !hasBegun(one)).map(({ occasion }) => occasion));
  const coming = next.filter((due) =>
    keep.every((one) => one.occasion !== due.occasion && (one.until < due.from || due.until < one.from)),
  );
  const names = new Set(coming.map(({ occasion }) => occasion));
  return {
    keep,
    change: coming.filter(({ occasion }) => ahead.has(occasion)),
    add: coming.filter(({ occasion }) => !ahead.has(occasion)),
    drop: [...ahead].filter((occasion) => !names.has(occasion)),
  };
}
