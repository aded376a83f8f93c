export type Wish = "call" | "message" | "meet" | "human" | "read";

/** Words have a time of their own by which a human has read them. */
export const ofWords: ReadonlySet<Wish> = new Set(["message", "read"]);

/**
 * Whether a wish is news to whoever took the escalation at `takenAt`: it was not wished since. A wish that comes with words is news
 * once in an escalation, or each line that somebody types would ring. `said`: what was wished in this escalation so far.
 */
export function isNewWish(
  wish: Wish | null,
  said: readonly { readonly wish: Wish | null; readonly at: Date }[],
  takenAt: Date | null,
): boolean {
  if (wish === null) return false;
  if (ofWords.has(wish)) return !said.some((one) => one.wish !== null && ofWords.has(one.wish));
  return !said.some((one) => one.wish === wish && (takenAt === null || one.at > takenAt));
}
