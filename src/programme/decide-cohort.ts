import type { Regime } from "./decide-regime.ts";

/**
 * Of the cohorts that somebody's exit day lies in, the one they belong to: the one for what the law makes of them, else the one
 * for all. Where there is neither the first, so that nobody is left without a place.
 */
export function decideCohort<Group extends { readonly regimes: readonly Regime[] | null }>(
  cohorts: readonly Group[],
  regime: Regime,
): Group | undefined {
  return (
    cohorts.find(({ regimes }) => regimes?.includes(regime)) ??
    cohorts.find(({ regimes }) => regimes === null) ??
    cohorts[0]
  );
}
