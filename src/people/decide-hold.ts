import { isOldEnough } from "./link/is-old-enough.ts";

/**
 * Why somebody who said yes is not asked anything yet: a parent has not answered, a parent said no, or the person has
 * turned sixteen since and says yes or no for themselves now, or the school asks for an agreement first (CAP-03).
 */
export type Hold = "parent" | "parentNo" | "ownYes" | "agreement";

export interface ConsentFacts {
  /** Age at the newest own yes; null when it was not written down (records from before ages were). */
  readonly ageAtOwnYes: number | null;
  readonly ageNow: number;
  /** The parent's newest answer. */
  readonly parent: "yes" | "no" | undefined;
  /** The school asks nothing before those whom it asks to agree did, and one of them has not. */
  readonly lacksAgreement: boolean;
}

/**
 * An own yes from sixteen on is enough; a younger one counts together with a parent's (UAVG art. 5). A parent's yes does
 * not lapse on the sixteenth birthday, and a parent's no or silence does not bind somebody of sixteen: they are asked
 * themselves (docs/decisions/0015).
 */
export function decideHold({ ageAtOwnYes, ageNow, parent, lacksAgreement }: ConsentFacts): Hold | undefined {
  if (isOldEnough(ageAtOwnYes ?? ageNow) || parent === "yes") return lacksAgreement ? "agreement" : undefined;
  if (isOldEnough(ageNow)) return "ownYes";
  return parent === "no" ? "parentNo" : "parent";
}
