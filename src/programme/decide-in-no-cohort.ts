import { decideTerm } from "./decide-term.ts";

/** Those who leave on a day of no cohort: nothing is planned for them, and nobody misses them. Days are local. */
export interface InNoCohort {
  readonly people: number;
  /** How many of them have left by today; the others are at school yet. */
  readonly haveLeft: number;
  /** The first and the last of their exit days. */
  readonly first: string;
  readonly last: string;
}

/**
 * Of these exit days those that lie in no cohort, on a local day; undefined for none. Whose two years of the Act are over (LAW-09) is
 * guided by nobody any more and is left out. Pure.
 */
export function decideInNoCohort(
  exitDays: readonly string[],
  cohorts: readonly { readonly exitsFrom: string; readonly exitsUntil: string }[],
  today: string,
): InNoCohort | undefined {
  const outside = exitDays
    .filter((day) => !cohorts.some(({ exitsFrom, exitsUntil }) => exitsFrom <= day && day <= exitsUntil))
    .filter((day) => decideTerm(day).endsOn >= today)
    .sort();
  const [first] = outside;
  const last = outside.at(-1);
  if (first === undefined || last === undefined) return undefined;
  return {
    ...{ people: outside.length, first, last },
    haveLeft: outside.filter((day) => day <= today).length,
  };
}
