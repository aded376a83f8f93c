/** The time of everything that decides. Times are instants (UTC); a calendar day needs an organisation's time zone. */
export interface Clock {
  now(): Date;
}

/**
 * The machine's time, moved by what the database's clock differs from it, so that several instances share one time.
 * `setOffset` is fed by db/ once a minute; until then the machine's own time counts.
 */
export interface SystemClock extends Clock {
  setOffset(milliseconds: number): void;
}

/** The only place that asks the machine for the time. */
export function systemClock(): SystemClock {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    setOffset(milliseconds) {
      offset = milliseconds;
    },
  };
}

/** A clock that runs along with the machine and can be moved forward: for the demo. */
export interface MovableClock extends Clock {
  moveTo(instant: Date): void;
}

/** Starts at `start` (the machine's time when left out) and then runs on at the machine's speed. */
export function movableClock(start?: Date): MovableClock {
  const machine = systemClock();
  if (start) machine.setOffset(start.getTime() - machine.now().getTime());
  return {
    now: machine.now,
    moveTo(instant) {
      machine.setOffset(0);
      machine.setOffset(instant.getTime() - machine.now().getTime());
    },
  };
}

/** A clock that stands still until it is moved: for tests. */
export function standingClock(start: Date): MovableClock {
  let at = start;
  return {
    now: () => at,
    moveTo(instant) {
      at = instant;
    },
  };
}

/** How long this machine took, in milliseconds, for measurements only; never for a decision. */
export function stopwatch(): () => number {
  const from = performance.now();
  return () => performance.now() - from;
}
