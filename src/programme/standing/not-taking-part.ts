import { decideOffer } from "../decide-offer.ts";
import { dayMilliseconds, endOf, nextMidnight, plusDays, startOf } from "./days.ts";
import { byTask, later, standing } from "./make-standing.ts";
import { lookedFor, missedAt } from "./out-of-sight.ts";
import type { Deed, NotTakingPart, Standing, StandingFacts } from "./standing.ts";

/** Nobody is pressed: what comes next is the offer by a human, the one re-offer, or the end. */
export function notTakingPart(facts: StandingFacts, part: NotTakingPart, now: Date, today: string): Standing {
  const { timeZone, term } = facts;
  const offer = decideOffer(term, facts.opens, today, facts.statutory, facts.participation);
  const again = offer?.kind === "reOffer" ? offer : undefined;
  if (facts.heldSince) return held(facts, part, facts.heldSince, now, today);
  if (again && again.from <= today) {
    if (again.by === "human") return byTask(facts, now, [part, "reoffer"], "reoffer", plusDays(today, 14));
    const at = facts.goodTime(now);
    const deeds: Deed[] = at <= now ? [{ do: "reoffer" }] : [];
    return standing(part, "reoffer", { what: "reoffer", by: "robot", at }, at, deeds);
  }
  const againAt = again ? startOf(again.from, timeZone) : null;
  // Before there is an answer a human makes the offer, or asks what became of the card: by the exit, or soon after it.
  if (part === "waits" && today < term.reOfferOn) {
    const dueDay = term.startsOn > today ? term.startsOn : plusDays(today, 14);
    // On that day it becomes the second one, also where nobody has made the first.
    return later(byTask(facts, now, [part, "offer"], "offer", dueDay), startOf(term.reOfferOn, timeZone));
  }
  const by = again?.by === "human" ? "human" : "robot";
  if (againAt) return standing(part, part, { what: "reoffer", by, at: againAt }, againAt);
  const at = endOf(term.endsOn, timeZone);
  // The day of a stop still counts as taking part: what follows from it is decided tomorrow.
  const lookAt = facts.participation.stoppedOn === today ? nextMidnight(now, timeZone) : at;
  return standing(part, part, { what: "end", by: "robot", at }, lookAt);
}

/**
 * Whoever said yes is not dropped because of what stands in between: the list of who waits shows it from the first day on, and when
 * it lasts as long as a silence it is somebody's task. Of them too somebody is told when nobody has heard of them for as long as R9 says.
 */
function held(facts: StandingFacts, part: NotTakingPart, since: Date, now: Date, today: string): Standing {
  const at = new Date(since.getTime() + facts.days.task * dayMilliseconds);
  const waits =
    now < at
      ? standing(part, "held", { what: "hold", by: "human", at }, at)
      : byTask(facts, now, [part, "held"], "hold", plusDays(today, 7));
  const out = lookedFor(facts, now, today);
  if (!out) return later(waits, missedAt(facts));
  if (waits.deeds.length > 0) return waits;
  const isAsked = facts.openTasks.some(({ kind }) => kind === "hold");
  // A human has them on the list already, as whom the robot cannot ask: one line is enough.
  return isAsked ? { ...waits, state: out.state, reason: out.reason } : later(out, waits.lookAt);
}
