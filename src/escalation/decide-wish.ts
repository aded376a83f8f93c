import type { Wish } from "./is-new-wish.ts";
import { ofWords } from "./is-new-wish.ts";

/**
 * What an escalation says that the person wants, when another signal joins it. A later wish takes the place of an earlier one, but a line
 * of text, or that nobody read one, is no wish against being called, met, or heard by a human: what was asked for stays until
 * a human had contact after it. `said`: what was wished in this escalation so far.
 */
export function decideWish(
  stands: Wish | null,
  wish: Wish | null,
  said: readonly { readonly wish: Wish | null; readonly at: Date }[],
  contactedAt: Date | null,
): Wish | null {
  if (wish === null) return stands;
  if (stands === null || ofWords.has(stands) || !ofWords.has(wish)) return wish;
  const isMet = contactedAt !== null && !said.some((one) => one.wish === stands && one.at > contactedAt);
  return isMet ? wish : stands;
}
