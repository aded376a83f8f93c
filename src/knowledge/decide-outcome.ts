import type { Scored } from "./find-items.ts";

/** What becomes of a question. */
export type Outcome = "answer" | "choose" | "human" | "worry" | "crisis";

/** From here on the best item is said at once, when the next one is so much worse. Tuned by `npm run eval:questions`. */
export const directFrom = 0.7;
export const directMargin = 0.2;
export const directWeight = 3;
/** From here on items are offered to choose from. */
export const offeredFrom = 0.35;
export const mostOffered = 3;

/**
 * One answer when there is hardly a doubt, a few to choose from when something fits, and else a human: a wrong answer costs a
 * parent more than a tap. What tells of danger or of a worry is no question, whatever fits it. Pure.
 */
export function decideOutcome(
  scored: readonly Scored[],
  told: { readonly crisis: boolean; readonly worry: boolean },
  /** What the concepts in the question weigh together: "how long" alone may be about anything. */
  weight: number,
): { readonly outcome: Outcome; readonly items: readonly Scored[] } {
  if (told.crisis) return { outcome: "crisis", items: [] };
  if (told.worry) return { outcome: "worry", items: [] };
  const [best, next] = scored;
  if (!best || best.score < offeredFrom) return { outcome: "human", items: [] };
  if (weight >= directWeight && best.score >= directFrom && best.score - (next?.score ?? 0) >= directMargin)
    return { outcome: "answer", items: [best] };
  return {
    outcome: "choose",
    items: scored.filter(({ score }) => score >= offeredFrom).slice(0, mostOffered),
  };
}
