import { dayMilliseconds, endOf, localDay, plusDays, theLater } from "./days.ts";
import { byTask, later, look, standing } from "./make-standing.ts";
import type { Deed, Standing, StandingFacts } from "./standing.ts";

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
    const isLeft = now.getTime() - checkIn.lastAt.getTime() >= facts.days.task * dayMilliseconds;
    if (isLeft && next?.askAt && next.askAt <= now)
      return standing("asked", "lapsed", look(now), now, [{ do: "lapse", checkInId: checkIn.id }]);
    const askAt = next?.askAt && next.askAt > now ? next.askAt : null;
    return later(waitingForAnswer(facts, checkIn, now, today), askAt);
  }
  if (!next?.askAt) {
    const end = endOf(facts.term.endsOn, facts.timeZone);
    return standing("inTouch", "planned", { what: "end", by: "robot", at: end }, end);
  }
  const from = [now, next.askAt, facts.notBefore ?? now].reduce(theLater);
  const at = facts.goodTime(from);
  const deeds: Deed[] = at <= now ? [{ do: "start", momentId: next.id }] : [];
  return standing("inTouch", "planned", { what: "checkIn", by: "robot", at }, at, deeds);
}

/** Day 3, at another time of day on day 7, a human on day 14 (R9); what was answered half counts from the last answer. */
function waitingForAnswer(
  facts: StandingFacts,
  { id, lastAt: askedAt, reminders }: NonNullable<StandingFacts["checkIn"]>,
  now: Date,
  today: string,
): Standing {
  const { days, lastContactAt, quietUntil } = facts;
  // Whoever wrote something else, or spoke with a human, is not silent.
  const lastAt = lastContactAt ? theLater(askedAt, lastContactAt) : askedAt;
  const after = (n: number, hours = 0) =>
    new Date(lastAt.getTime() + n * dayMilliseconds + hours * 3_600_000);
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
