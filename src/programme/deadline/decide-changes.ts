import { plusDays } from "../standing/days.ts";
import type { Deadline } from "./deadline.ts";

export interface StoredDeadline {
  readonly id: string;
  readonly kind: Deadline["kind"];
  readonly stage: Deadline["stage"];
  readonly day: string;
  readonly state: "waiting" | "fired" | "dropped" | "skipped";
  /** Local day on which it fires, or fired. */
  readonly dueDay: string;
}

export interface DeadlineChanges {
  readonly add: readonly {
    readonly deadline: Deadline;
    readonly state: "waiting" | "skipped";
    readonly isLate: boolean;
  }[];
  /** Waited for, and not to happen any more: the day moved, or its reason is gone. */
  readonly drop: readonly StoredDeadline[];
  /** Waits for another day than before: a vacation came or went. */
  readonly move: readonly { readonly stored: StoredDeadline; readonly dueDay: string }[];
  /** Dropped before, and true again; fires on `dueDay`, one that is late at once. */
  readonly revive: readonly {
    readonly stored: StoredDeadline;
    readonly isLate: boolean;
    readonly dueDay: string;
  }[];
  /** Fired for a day that is no longer so: what a human was asked to do about it is settled. */
  readonly settle: readonly StoredDeadline[];
  /** Fired, and still so: what was settled because it was not so for a while is a human's again. */
  readonly reopen: readonly { readonly stored: StoredDeadline; readonly deadline: Deadline }[];
}

/** What tells two deadlines apart: the same stage of the same day is one, whatever led to it. */
export const keyOf = ({ kind, stage, day }: Pick<Deadline, "kind" | "stage" | "day">) =>
  `${kind} ${stage} ${day}`;

/**
 * What has to change in the rows so that they are what follows from the facts now. What has fired never waits again. Of stages
 * whose days were over before we knew, the last one counts alone, and only while it still helps. Pure.
 */
export function decideChanges(
  stored: readonly StoredDeadline[],
  wanted: readonly Deadline[],
  today: string,
): DeadlineChanges {
  const there = new Map(stored.map((one) => [keyOf(one), one]));
  const isWanted = new Set(wanted.map(keyOf));
  const isLate = (one: Deadline) => one.dueDay < today;
  const helps = (one: Deadline) => {
    if (!isLate(one)) return true;
    const isOver = one.overOn !== null && one.overOn <= today;
    const hasLater = wanted.some((other) => isSame(one, other) && isLate(other) && other.dueDay > one.dueDay);
    return !isOver && !hasLater && one.whenLate !== "nothing";
  };
  const add: DeadlineChanges["add"] = wanted
    .filter((one) => !there.has(keyOf(one)))
    .map((one) => ({ deadline: one, isLate: isLate(one), state: helps(one) ? "waiting" : "skipped" }));
  const revive = wanted.flatMap((one) => {
    const before = there.get(keyOf(one));
    const { dueDay } = one;
    return before?.state === "dropped" && helps(one) ? [{ stored: before, isLate: isLate(one), dueDay }] : [];
  });
  const move = wanted.flatMap((one) => {
    const stored = there.get(keyOf(one));
    const { dueDay } = one;
    // One that is due waits for no more than somebody at work.
    const isAhead = stored?.state === "waiting" && stored.dueDay > today;
    return isAhead && !isLate(one) && dueDay !== stored.dueDay ? [{ stored, dueDay }] : [];
  });
  const gone = stored.filter((one) => !isWanted.has(keyOf(one)));
  const reopen = wanted.flatMap((one) => {
    const before = there.get(keyOf(one));
    const isOver = one.overOn !== null && one.overOn <= today;
    return before?.state === "fired" && !isOver ? [{ stored: before, deadline: one }] : [];
  });
  return {
    add,
    drop: gone.filter(({ state }) => state === "waiting"),
    move,
    revive,
    settle: gone.filter(({ state }) => state === "fired"),
    reopen,
  };
}

const isSame = (one: Deadline, other: Deadline) => one.kind === other.kind && one.day === other.day;

/** By which local day a human has done it, who hears of it today: in so many days, and not after what it is about. */
export function taskDay(today: string, { day, overOn, taskDays }: Deadline): string {
  const usual = plusDays(today, taskDays);
  return overOn !== null && day > today && day < usual ? day : usual;
}
