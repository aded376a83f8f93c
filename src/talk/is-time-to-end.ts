import type { MessageCalendar, OwnTime } from "../people/calendar/is-message-time.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { isStaffed, type Staffing } from "../people/duty/is-staffed.ts";

/** After so long without a word, and nobody waiting, a talk is over. */
export const endAfter = 72 * 3_600_000;

/**
 * Whether a talk that has been quiet for so many milliseconds ends now. The robot says by itself that the human has left, and goes on with
 * what it was asking, so it waits for the next time at which it may write while somebody is at work: the person's own, else the
 * school's. Where neither ever is it ends all the same: while it is open the robot asks nothing.
 */
export function isTimeToEnd(
  quiet: number,
  organisation: MessageCalendar & Staffing,
  own: OwnTime | null,
  now: Date,
): boolean {
  if (quiet < endAfter) return false;
  const times = [nextMessageTime(organisation, own, now), nextMessageTime(organisation, null, now)];
  const next = times.find((at) => isStaffed(organisation, at));
  return next === undefined || next <= now;
}
