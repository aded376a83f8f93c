import type { CohortPart } from "./programme.ts";

/** Programmes of a cohort, and the local day from which they count. */
export interface Rhythm {
  readonly parts: readonly CohortPart[];
  readonly fromDay: string;
}

/** A change of a cohort as it is kept: the programmes that it takes the place of, and from when. */
interface Change {
  readonly fromDay: string;
  readonly before: readonly CohortPart[];
}

/**
 * The rhythms of a cohort from a local day on, one after another: the one that counts on it, and each that takes its place later.
 * `newest` are the changes, the newest first; `parts` what the newest agreed on. What was agreed on for a day and replaced before that
 * day came never counts.
 */
export function decideRhythms(
  newest: readonly Change[],
  parts: readonly CohortPart[],
  day: string,
): Rhythm[] {
  const later: Rhythm[] = [];
  let current = parts;
  for (const { fromDay, before } of newest) {
    if (fromDay <= day) break;
    const [next] = later;
    if (!next || fromDay < next.fromDay) later.unshift({ parts: current, fromDay });
    current = before;
  }
  return [{ parts: current, fromDay: day }, ...later];
}
