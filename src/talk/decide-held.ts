import type { HeldGroup } from "../db/schema/chat-expects.ts";

/** How long words wait for the tap that says for whom they are. */
export const heldMinutes = 10;

/** Words that are written within so long of each other are for the same person, as far as one question may stand for them. */
const togetherMilliseconds = 60_000;

/** What became of the message that asks about held words, or gives them back. */
export type Arrival = "underWay" | "arrived" | "lost";

/** Whether words that were written at this moment may wait under the question that stands. */
export function goesWith(group: HeldGroup, arrival: Arrival, writtenAt: Date, now: Date): boolean {
  if (group.isGivenBack || arrival === "lost" || new Date(group.until) < now) return false;
  return writtenAt.getTime() - new Date(group.writtenAt).getTime() <= togetherMilliseconds;
}

/**
 * What becomes of words that wait: asked about again when the question never came, given back with a sentence when nobody chose in
 * time, and forgotten only once that sentence has arrived. A phone that takes nothing is waited for.
 */
export function decideHeld(
  group: HeldGroup,
  { arrival, isBlocked, now }: { readonly arrival: Arrival; readonly isBlocked: boolean; readonly now: Date },
): "wait" | "forget" | "ask" | "giveBack" {
  if (group.isGivenBack && arrival === "arrived") return "forget";
  if (isBlocked || (group.isGivenBack && arrival === "underWay")) return "wait";
  if (group.isGivenBack || new Date(group.until) < now) return "giveBack";
  return arrival === "lost" ? "ask" : "wait";
}
