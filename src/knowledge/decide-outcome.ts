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
 * parent more than a tap. What tells of danger or of a worry is no question, whatever fits it. An item that may not be shown where it
 * is asked still counts: what fits less well than it is not the answer, only something to choose. Pure.
 */
export function decideOutcome(
  scored: readonly Scored[],
  told: { readonly crisis: boolean; readonly worry: boolean },
  /** What the concepts in the question weigh together: "how long" alone may be about anything. */
  weight: number,
  mayBeShown: (id: string) => boolean = () => true,
): { readonly outcome: Outcome; readonly items: readonly Scored[] } {
  if (told.crisis) return { outcome: "crisis", items: [] };
  if (told.worry) return { outcome: "worry", items: [] };
  const shown = scored.filter(({ id }) => mayBeShown(id));
  const [best, next] = shown;
  if (!best || best.score < offeredFrom) return { outcome: "human", items: [] };
  const standsOut = best.score >= directFrom && best.score - (next?.score ?? 0) >= directMargin;
  if (weight >= directWeight && standsOut && scored[0] === best) return { outcome: "answer", items: [best] };
  return {
    outcome: "choose",
    items: shown.filter(({ score }) => score >= offeredFrom).slice(0, mostOffered),
  };
}
