import { Temporal } from "temporal-polyfill";
import type { MovableClock } from "../clock.ts";
import { localTime } from "../people/duty/is-staffed.ts";

/** How far the visitor moves the clock. */
export type ClockMove = "nextMorning" | { minutes: number } | { days: number } | { months: number };

/** Why a jump came to its end. */
export type JumpEnd = "arrived" | "stopped" | "waitsForPeople";

/** A move of the clock on its way. */
export interface Jump {
  readonly from: Date;
  readonly to: Date;
  /** Where it is now. */
  readonly at: Date;
}

/** With what the time is moved. */
export interface JumpParts {
  readonly clock: MovableClock;
  readonly timeZone: string;
  /** What time sets in motion, now. */
  readonly tick: () => Promise<void>;
  /** Until everything that this caused is done. */
  readonly settle: () => Promise<void>;
  /** The next instant at which something is due. */
  readonly nextStep: () => Promise<Date | undefined>;
  /** How many messages the phone that got most of them has got in this jump. */
  readonly mostMessages: () => number;
  readonly onStep: (at: Date) => void;
  readonly signal: AbortSignal;
}

/** A phone that rings this often in one jump, a list every morning of three months included, waits for a human; to ring on would show nothing new. */
export const mostMessagesInAJump = 80;

const hour = 3_600_000;
const day = 24 * hour;
/** Up to here every hour is looked at; a longer jump looks at these times of each day. */
const closeLook = 4 * day;
const looks = ["08:00", "12:00", "16:00", "19:00"] as const;

/** Where a move leads: a local time of day stays what it is across the change to summer time. */
export function targetOf(move: ClockMove, from: Date, timeZone: string): Date {
  if (move === "nextMorning") {
    const today = localTime({ timeZone }, from, 0, "08:00");
    return today > from ? today : localTime({ timeZone }, from, 1, "08:00");
  }
  if ("minutes" in move) return new Date(from.getTime() + move.minutes * 60_000);
  const local = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(local.add(move).epochMilliseconds);
}

/**
 * Moves the time from one due moment to the next, so that all of it happens when it is due, and looks in between at fixed
 * times for what stands in no row. Ends early when the signal says so, or when a phone has rung so often that nothing but
 * a human can help.
 */
export async function jumpTime(parts: JumpParts, to: Date): Promise<JumpEnd> {
  const { clock, signal } = parts;
  const isLong = to.getTime() - clock.now().getTime() > closeLook;
  let due = await parts.nextStep();
  while (clock.now() < to) {
    if (signal.aborted) return "stopped";
    if (parts.mostMessages() >= mostMessagesInAJump) return "waitsForPeople";
    const now = clock.now();
    const look = isLong ? nextLook(now, parts.timeZone) : new Date(now.getTime() + hour);
    const stops = [to, look, ...(due && due > now ? [due] : [])];
    clock.moveTo(new Date(Math.min(...stops.map((stop) => stop.getTime()))));
    await parts.tick();
    due = await parts.nextStep();
    if (due && due <= clock.now()) {
      await parts.settle();
      due = await parts.nextStep();
    }
    parts.onStep(clock.now());
  }
  return "arrived";
}

function nextLook(now: Date, timeZone: string): Date {
  const today = looks.map((time) => localTime({ timeZone }, now, 0, time));
  return today.find((look) => look > now) ?? localTime({ timeZone }, now, 1, looks[0]);
}
