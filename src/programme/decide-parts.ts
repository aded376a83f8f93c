import { termLimits } from "./decide-faults.ts";
import type { ProgrammePart } from "./programme.ts";

/** What is wrong with programmes that should follow each other. */
export type PartsFault = "none" | "startsLate" | "gap" | "overlap" | "partTooLong" | "termOutOfRange";

/**
 * The first thing that is wrong with a cohort's programmes in their order; null when they can be used. They begin at the exit,
 * each where the one before ends, none lasts longer than its programme, and all together are within the limits of the first.
 */
export function decidePartsFault(parts: readonly ProgrammePart[]): PartsFault | null {
  const [first] = parts;
  if (!first) return "none";
  if (first.fromMonth !== 0) return "startsLate";
  let end = 0;
  for (const { programme, fromMonth, months } of parts) {
    if (fromMonth > end) return "gap";
    if (fromMonth < end) return "overlap";
    if (months < 1 || months > programme.months) return "partTooLong";
    end = fromMonth + months;
  }
  const { least, most } = termLimits[first.programme.basis];
  return end < least || end > most ? "termOutOfRange" : null;
}
