import type { Scored } from "./find-items.ts";

/** What becomes of a question. */
export type Outcome = "answer" | "choose" | "human" | "worry" | "crisis";

/** From here on the best item is said at once, when the next one is so much worse. Tuned by `npm run eval:questions`. */
export const directFrom = 0.7;
export const directMargin = 0.2;
export const directWeight = 3;
/** What an item never names may be so great a share of the question: "what does mbo cost" is not asked of help that is free. */
export const mostUnnamed = 0.5;
/** From here on items are offered to choose from. */
export const offeredFrom = 0.35;
export const mostOffered = 3;

/**
 * One answer when there is hardly a doubt, a few to choose from when something fits, and else a human: a wrong answer costs a
 * parent more than a tap. What tells of danger or of a worry is no question, whatever fits it. An item that may not be shown where it
 * is asked still counts: what fits less well than it is not the answer, only something to choose, and what the question seems to be
 * about (`guess`) is what fits best of all, shown or not. Pure.
 */
export function decideOutcome(
  scored: readonly Scored[],
  told: { readonly crisis: boolean; readonly worry: boolean },
  /** What the concepts in the question weigh together: "how long" alone may be about anything. */
  weight: number,
  mayBeShown: (id: string) => boolean = () => true,
): { readonly outcome: Outcome; readonly items: readonly Scored[]; readonly guess?: Scored } {
  if (told.crisis) return { outcome: "crisis", items: [] };
  if (told.worry) return { outcome: "worry", items: [] };
  const [fitsBest] = scored;
  const guessed = fitsBest && fitsBest.score >= offeredFrom ? { guess: fitsBest } : {};
  const shown = scored.filter(({ id }) => mayBeShown(id));
  const [best, next] = shown;
  if (!best || best.score < offeredFrom) return { outcome: "human", items: [], ...guessed };
  const standsOut =
    best.score >= directFrom &&
    best.score - (next?.score ?? 0) >= directMargin &&
    (best.unnamed ?? 0) < mostUnnamed;
  if (weight >= directWeight && standsOut && fitsBest === best)
    return { outcome: "answer", items: [best], ...guessed };
  return {
    outcome: "choose",
    items: shown.filter(({ score }) => score >= offeredFrom).slice(0, mostOffered),
    ...guessed,
  };
}
