import { dayMilliseconds, daysBetween, endOf, localDay, nextMidnight, plusDays, theLater } from "./days.ts";
import { byTask, later, look, standing } from "./make-standing.ts";
import type { Deed, PlannedMoment, Standing, StandingFacts } from "./standing.ts";

/** The robot's own part: the question, what follows when nobody answers it, and the next question. */
export function asking(facts: StandingFacts, now: Date, today: string): Standing {
  // One whose days are over before the robot may write again is the human's alone.
  const rest = facts.notBefore && facts.notBefore > now ? localDay(facts.notBefore, facts.timeZone) : today;
  const next = facts.moments.find(
    (one) => one.state === "planned" && one.askAt !== null && one.untilDay >= rest,
  );
  const { checkIn } = facts;
  if (checkIn) {
    // Only what a human has been told of makes way: nobody loses the question they are answering.
    const isLeft = now >= daysAfter(facts, checkIn.lastAt, facts.days.task);
    if (isLeft && isTold(facts, checkIn) && next?.askAt && next.askAt <= now)
      return standing("asked", "lapsed", look(now), now, [{ do: "lapse", checkInId: checkIn.id }]);
    const askAt = next?.askAt && next.askAt > now ? next.askAt : null;
    return later(waitingForAnswer(facts, checkIn, now, today), askAt);
  }
  if (!next?.askAt) {
    const end = endOf(facts.term.endsOn, facts.timeZone);
    return standing("inTouch", "planned", { what: "end", by: "robot", at: end }, end);
  }
  const from = [now, next.askAt, facts.notBefore ?? now].reduce(theLater);
  const at = roomAt(facts, next, facts.goodTime(from), now);
  const deeds: Deed[] = at <= now ? [{ do: "start", momentId: next.id }] : [];
  return standing("inTouch", "planned", { what: "checkIn", by: "robot", at }, at, deeds);
}

/** A silence stood on a human's list, or the person was heard of since: a question that is due in the very minute hides nobody. */
function isTold(
  { openTasks, doneTasks, lastContactAt }: StandingFacts,
  { id, lastAt }: NonNullable<StandingFacts["checkIn"]>,
): boolean {
  const isAbout = (about: string) => about === id || about.startsWith(`${id} `);
  return (
    (lastContactAt !== null && lastContactAt > lastAt) ||
    openTasks.some(({ kind }) => kind === "silent") ||
    doneTasks.some((one) => one.kind === "silent" && one.isSettled !== true && isAbout(one.about))
  );
}

/**
 * When there is room for it: what could not go for weeks (the school was not ready, a cohort came late) does not go in one minute. On
 * a day that is full it waits for the next one that is good for this person, but not past its own days.
 */
function roomAt(
  { isDayFull, goodTime, timeZone }: StandingFacts,
  { untilDay }: PlannedMoment,
  at: Date,
  now: Date,
): Date {
  if (!isDayFull || at > now) return at;
  const tomorrow = goodTime(nextMidnight(now, timeZone));
  return localDay(tomorrow, timeZone) <= untilDay ? tomorrow : at;
}

/** So many days after an instant, and hours. The days of a vacation are none: nobody is asked in it, and nobody looks. */
function daysAfter({ restWithin, timeZone }: StandingFacts, from: Date, days: number, hours = 0): Date {
  let at = new Date(from.getTime() + days * dayMilliseconds + hours * 3_600_000);
  for (let since = from; ; ) {
    const rest = restWithin(since, at);
    const last = rest && localDay(theLater(rest.lastAt, since), timeZone);
    // On the evening of its last day there is time for a message.
    if (!rest || last === undefined || localDay(at, timeZone) <= last) return at;
    const closed = daysBetween(last, localDay(rest.backAt, timeZone)) - 1;
    at = new Date(at.getTime() + closed * dayMilliseconds);
    since = rest.backAt;
  }
}

/** Day 3, at another time of day on day 7, a human on day 14 (R9), without the days of a vacation; what was answered half counts from the last answer. */
function waitingForAnswer(
  facts: StandingFacts,
  { id, lastAt: askedAt, reminders }: NonNullable<StandingFacts["checkIn"]>,
  now: Date,
  today: string,
): Standing {
  const { days, lastContactAt, quietUntil } = facts;
  // Whoever wrote something else, or spoke with a human, is not silent.
  const lastAt = lastContactAt ? theLater(askedAt, lastContactAt) : askedAt;
  const after = (n: number, hours = 0) => daysAfter(facts, lastAt, n, hours);
  const taskAt = after(days.task);
  // A silence that is on a human's list already goes on: it is one silence, whichever question it was about first.
  const [open] = facts.openTasks.filter(({ kind }) => kind === "silent");
  const about = open?.about.split(" ", 1)[0] ?? id;
  if (now >= taskAt) return byTask(facts, now, ["silent", "noAnswer"], "silent", plusDays(today, 7), about);
  const state = reminders > 0 ? "reminded" : "asked";
  for (const [turn, n] of days.remind.entries()) {
    if (reminders > turn) continue;
    // Another time of day than the question: whoever works in the mornings reads in the evening. After a vacation both are due at once.
    const soonest = theLater(after(n, turn === 1 ? 6 : 0), quietUntil ?? now);
    const at = facts.goodTime(theLater(soonest, now));
    if (at >= taskAt) break;
    const deeds: Deed[] = at <= now ? [{ do: "remind", checkInId: id, turn: turn === 0 ? 1 : 2 }] : [];
    return standing(state, "noAnswer", { what: "remind", by: "robot", at }, at, deeds);
  }
  return standing(state, "noAnswer", { what: "silent", by: "human", at: taskAt }, taskAt);
}
