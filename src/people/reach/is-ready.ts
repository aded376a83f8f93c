import { isSheetValid } from "../safety/is-sheet-valid.ts";

/** What is known of one channel of somebody of the staff. */
export interface ChannelState {
  /** There is a chat that is not blocked, or an address and a mail server. */
  readonly isThere: boolean;
  /** When a message last arrived there, or the person last wrote from there; null for never. */
  readonly provenAt: Date | null;
  /** When a message was last tried there; null for never. */
  readonly triedAt: Date | null;
  /** When the newest try failed; null when it did not. */
  readonly failedAt: Date | null;
}

const day = 86_400_000;

/** So long a try may stay without an answer: a long weekend of ours or of the channel's says nothing about the person. */
const longestWithoutAnswer = 7 * day;

/** Of whoever was not heard from since this instant, a try without an answer says that messages do not arrive. */
export const unansweredBefore = (now: Date): Date => new Date(now.getTime() - longestWithoutAnswer);

/** An organisation needs so many reachable people, so that one of them may be ill. */
export const fewestReachable = 2;

/**
 * Whether messages arrive there as far as we know: something arrived once, and no later try failed or stayed without an
 * answer for a week. That nothing was tried for a while says nothing.
 */
export function isProven(state: ChannelState, now: Date): boolean {
  const { isThere, provenAt, triedAt, failedAt } = state;
  if (!isThere || !provenAt) return false;
  if (failedAt && failedAt > provenAt) return false;
  const isUnanswered = triedAt !== null && triedAt > provenAt;
  return !isUnanswered || provenAt >= unansweredBefore(now);
}

export type NotReady = "tooFewReachable" | "noSafetySheet" | "safetySheetTooOld";

/** Why an organisation may not ask a young person about danger yet; empty when it may. */
export function isReady(
  organisation: { readonly reachable: number; readonly sheetCheckedAt: Date | null },
  now: Date,
): readonly NotReady[] {
  const { reachable, sheetCheckedAt } = organisation;
  const reasons: NotReady[] = [];
  if (reachable < fewestReachable) reasons.push("tooFewReachable");
  if (!sheetCheckedAt) reasons.push("noSafetySheet");
  else if (!isSheetValid({ checkedAt: sheetCheckedAt }, now)) reasons.push("safetySheetTooOld");
  return reasons;
}
