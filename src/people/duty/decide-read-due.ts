import { type DutyPlan, decideNextReading, reachableStaffings, worthwhileMinutes } from "./decide-duty.ts";
import { endOfStaffedDay } from "./is-staffed.ts";

/**
 * When what was said has come to nothing, because nobody has read it by then: the end of the organisation's own day that was named
 * (`decideNextReading`); where that is over, or nearly, the end of the last hours of whoever works on; with nobody's hours in
 * sight a day from now. Never earlier than what was said. Then unread words go on to others.
 */
export function decideReadDue(plan: DutyPlan, now: Date): Date {
  const said = decideNextReading(plan, now);
  if (said === null) return new Date(now.getTime() + 86_400_000);
  const from = said === "today" ? now : said;
  const end = endOfStaffedDay(plan.organisation, from);
  if (end && end.getTime() - from.getTime() >= worthwhileMinutes * 60_000) return end;
  const ends = reachableStaffings(plan).flatMap((one) => endOfStaffedDay(one, from)?.getTime() ?? []);
  return new Date(Math.max(from.getTime(), ...ends));
}
