import type { Person } from "./sort-life.ts";

/** The Act's second offer (LAW-11), for whom it orders the guidance at all at an instant (LAW-05, 06, 25), by what was known then. */
export function isOrdered({ row, facts }: Person, at: number): boolean {
  const { schoolType, exitProfile } = row;
  const known = facts.findLast((one) => one.at <= at) ?? facts[0];
  const situation = known ? known.situation : row.situation;
  if (situation?.startsWith("mbo_")) return false;
  return schoolType === "pro" || (schoolType === "vso" && exitProfile === "labour_market");
}
