/** A word that belongs to one young person and one message of their talk: wherever it is seen, it is known whose it was. */
export interface Canary {
  /** The young person's chat. */
  readonly person: number;
  readonly by: "person" | "worker";
  /** Counts up in the order in which this side wrote. */
  readonly n: number;
}

export const wordOf = ({ person, by, n }: Canary): string => `kanarie-${person}-${by}-${n}`;

/** All that are in a text, as words. */
export const canariesIn = (text: string): string[] =>
  [...text.matchAll(/\bkanarie-\d+-(?:person|worker)-\d+\b/g)].map(([word]) => word);

/** Throws for what is no canary. */
export function readCanary(word: string): Canary {
  const [, person, by, n] = word.split("-");
  if (by !== "person" && by !== "worker") throw new RangeError("Not a canary");
  return { person: Number(person), by, n: Number(n) };
}
