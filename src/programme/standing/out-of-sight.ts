import { dayMilliseconds, endOf, plusDays, startOf, theLater } from "./days.ts";
import { backstop, byTask, later, standing } from "./make-standing.ts";
import type { Standing, StandingFacts } from "./standing.ts";

/** Out of sight, or on the way there with a human at it. */
export function lookedFor(facts: StandingFacts, now: Date, today: string): Standing | undefined {
  const open = facts.openTasks.find(({ kind }) => kind === "outOfSight");
  const gone = outOfSightAt(facts);
  if (open) {
    const step = { what: "outOfSight", by: "human", at: endOf(open.dueDay, facts.timeZone) } as const;
    if (open.about.startsWith(beforeClosed) && now < gone)
      return later(standing("inTouch", "closedSoon", step, backstop(now)), gone);
    return standing("outOfSight", "noContact", step, backstop(now));
  }
  const { noShow } = facts.appointments ?? {};
  // One that the programme planned is missed as its contact; here is one that came up in between (R9).
  if (noShow && noShow.momentId === null && (!facts.lastContactAt || facts.lastContactAt < noShow.at))
    return byTask(
      facts,
      now,
      ["outOfSight", "noContact"],
      "outOfSight",
      plusDays(today, 7),
      `missed ${noShow.id}`,
    );
  if (isMissed(facts))
    return byTask(facts, now, ["outOfSight", "noContact"], "outOfSight", plusDays(today, 7), "missed");
  const last = facts.lastContactAt?.toISOString() ?? "never";
  if (now < gone) {
    if (now < missedAt(facts)) return undefined;
    const early = byTask(
      facts,
      now,
      ["inTouch", "closedSoon"],
      "outOfSight",
      plusDays(today, 7),
      `${beforeClosed}${last}`,
    );
    return later(early, gone);
  }
  return byTask(facts, now, ["outOfSight", "noContact"], "outOfSight", plusDays(today, 7), last);
}

/** A planned contact did not come about, and no sign of life came since it was due: so it stays until one does (R9). */
function isMissed({ missedSince, lastContactAt, joinedAt }: StandingFacts): boolean {
  if (!missedSince || (joinedAt !== null && joinedAt > missedSince)) return false;
  return lastContactAt === null || lastContactAt < missedSince;
}

/** What a task is about that was set before a vacation in which somebody would have gone out of sight. */
const beforeClosed = "closed ";

/** So long before a vacation they come on the list: all of them on its last day would be too many. */
const beforeClosedDays = 7;

/** By then there is room on a human's list. */
const listDays = 3;

/**
 * When somebody is missed: when they are out of sight, or before weeks in which nobody works and nobody would see it. Not before
 * half of the time has gone by.
 */
export function missedAt(facts: StandingFacts): Date {
  const gone = outOfSightAt(facts);
  const since = facts.closedSince(new Date(gone.getTime() + listDays * dayMilliseconds));
  if (!since) return gone;
  const soonest = gone.getTime() - (facts.days.outOfSight / 2) * dayMilliseconds;
  return new Date(Math.max(soonest, since.getTime() - beforeClosedDays * dayMilliseconds));
}

/** Nobody who is at school yet is out of sight: the days count from the exit at the soonest. */
function outOfSightAt({ lastContactAt, joinedAt, term, timeZone, days }: StandingFacts): Date {
  const exit = startOf(term.startsOn, timeZone);
  const since = theLater(lastContactAt ?? joinedAt ?? exit, exit);
  return new Date(since.getTime() + days.outOfSight * dayMilliseconds);
}
