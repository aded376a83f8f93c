import { endOfStaffedDay, type Staffing } from "./is-staffed.ts";

/** What the person is told of when a human reads: today, from an instant on, or (null) as soon as possible. */
export type Reading = Date | "today" | null;

/**
 * When what was said has come to nothing, because nobody has read it by then: the end of the staffed day that was named,
 * never earlier than what was said; with nobody's hours in sight a day from now. Then unread words go on to others.
 */
export function decideReadDue(staffing: Staffing, said: Reading, now: Date): Date {
  if (said === null) return new Date(now.getTime() + 86_400_000);
  const from = said === "today" ? now : said;
  return endOfStaffedDay(staffing, from) ?? new Date(from.getTime() + eightHours);
}

/** Somebody works on a day that the organisation's own hours leave out. */
const eightHours = 8 * 3_600_000;
