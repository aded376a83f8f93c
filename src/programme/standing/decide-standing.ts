import { dayAfter, dayMilliseconds, earliest, localDay, nextMidnight, plusDays, startOf } from "./days.ts";
import { agreed, byHuman, humanMoment, offering } from "./human-moments.ts";
import { againDays, byTask, later, look, standing } from "./make-standing.ts";
import { notTakingPart } from "./not-taking-part.ts";
import { lookedFor, missedAt } from "./out-of-sight.ts";
import type { Deed, NextStep, OpenTask, Standing, StandingFacts } from "./standing.ts";
import { asking } from "./wait-for-answer.ts";

/**
 * Where somebody stands, what happens next, and what is due now. Pure. Whoever is enrolled always has a next dated step, the
 * robot's or a human's, until the guidance has ended. R9 and R10, LAW-10 and LAW-11.
 */
export function decideStanding(facts: StandingFacts, now: Date): Standing {
  const today = localDay(now, facts.timeZone);
  const { term } = facts;
  if (today > term.endsOn) return ended();
  const isLonger = term.endsOn > facts.plannedUntil;
  // From the day of the second offer on it is certain: whoever says yes now has the Act's two years.
  if (isLonger && today >= term.reOfferOn)
    return standing("inTouch", "longer", look(now), now, [{ do: "lengthen", endsOn: term.endsOn }]);
  const gone = facts.openTasks.filter((one) => isSettled(facts, one, today));
  if (gone.length > 0)
    return standing(
      "inTouch",
      "settled",
      look(now),
      now,
      gone.map(({ kind, about }) => ({ do: "settle", kind, about })),
    );
  const { part } = facts;
  const decided = part === "joined" ? takingPart(facts, now, today) : notTakingPart(facts, part, now, today);
  const end = startOf(dayAfter(term.endsOn), facts.timeZone);
  const { regimeChangesOn: change } = facts;
  const lookAt = earliest([
    decided.lookAt,
    end > now ? end : null,
    part === "joined" ? nextMissed(facts, today) : null,
    isLonger ? startOf(term.reOfferOn, facts.timeZone) : null,
    change !== null && change > today ? startOf(change, facts.timeZone) : null,
  ]);
  return { ...decided, lookAt };
}

/** When the next planned contact will have been missed, whatever else is waited for until then. */
function nextMissed({ moments, timeZone }: StandingFacts, today: string): Date | null {
  const [first] = moments.flatMap(({ untilDay }) => (untilDay >= today ? [untilDay] : [])).sort();
  return first ? startOf(dayAfter(first), timeZone) : null;
}

const ended = (): Standing => ({
  state: "ended",
  reason: "term",
  next: { what: "nothing", by: "nobody", at: null },
  lookAt: null,
  deeds: [{ do: "end" }],
});

/** What somebody was asked to do and what has come about without them; a planned talk and a closing talk are theirs to end. */
function isSettled(facts: StandingFacts, { kind, about, createdAt }: OpenTask, today: string): boolean {
  const { part, lastContactAt, blockedSince } = facts;
  const isHeard = lastContactAt !== null && lastContactAt > createdAt;
  const isOfferedAgain = facts.participation.reOfferedOn !== null;
  // Once it is time for the second it stands for both (LAW-11): nobody is asked twice at a time.
  const isTime = today >= facts.term.reOfferOn;
  const isAskedAgain = isOfferedAgain || (isTime && facts.openTasks.some((one) => one.kind === "reoffer"));
  if (kind === "offer") return part !== "waits" || facts.heldSince !== null || isAskedAgain;
  if (kind === "hold") return facts.heldSince === null;
  if (kind === "reoffer") {
    // Set again it has a number behind it. Talked over first, or not delivered, it is a human's to end.
    const isPlain = about === "reoffer" || about.startsWith("reoffer ");
    // It is not time (any more): the exit day was corrected.
    return part === "joined" || (isPlain && (isOfferedAgain || !isTime || facts.heldSince !== null));
  }
  // A planned talk, a closing talk, and a date are theirs to end.
  if (kind !== "silent" && kind !== "outOfSight" && kind !== "blocked") return false;
  // Who said yes and changes hands or phones is looked for as before; of what the robot asks nobody is silent meanwhile.
  if (part !== "joined") return kind !== "outOfSight" || facts.heldSince === null;
  // Another check-in that nobody answers does not end a silence: a sign of life does, or a human who did it.
  return (kind === "blocked" && blockedSince === null) || isHeard;
}

function takingPart(facts: StandingFacts, now: Date, today: string): Standing {
  const { timeZone, moments, appointments } = facts;
  const { noShow, running } = appointments ?? {};
  const missed = moments.filter(({ id, state, form, untilDay }) => {
    const isOpen = form === "bot" ? state === "planned" : state === "planned" || state === "asked";
    // What both agreed on is not late: it takes place on its day, or it is missed then.
    const isAgreed = running?.momentId === id && running.at !== null;
    return isOpen && ((untilDay < today && !isAgreed) || noShow?.momentId === id);
  });
  if (missed.length > 0) {
    const joinedOn = facts.joinedAt && localDay(facts.joinedAt, timeZone);
    const isFrom = (day: string) => day >= facts.enrolledOn && (joinedOn === null || day >= joinedOn);
    // All at once: whoever joins a year late in a weekly programme has half a hundred of them.
    const deeds = missed.map(({ id, form, askAt, fromDay, untilDay }): Deed => {
      const isBefore = !isFrom(untilDay);
      // The robot's own that could not be asked in its time, as in a long crisis, makes nobody disappear.
      const since = noShow?.momentId === id ? noShow.at : (askAt ?? startOf(fromDay, timeZone));
      // Until the exit the school sees them every day.
      const isAtSchool = untilDay <= facts.term.startsOn;
      const isHeard = facts.lastContactAt !== null && facts.lastContactAt >= since;
      const isSeen = form === "bot" || isAtSchool || isHeard;
      return { do: "miss", momentId: id, isSeen: isSeen || isBefore, isBefore };
    });
    return standing("inTouch", "missed", look(now), now, deeds);
  }
  if (!facts.isOnTelegram) return byHuman(facts, now, today);
  if (facts.blockedSince) return blocked(facts, facts.blockedSince, now, today);
  const talk = agreed(facts, now);
  const planned = humanMoment(facts, today);
  if (planned?.deeds.length) return planned;
  const held = talk ? later(talk, momentAfter(planned)) : planned;
  if (facts.isWithHuman) {
    const at = nextMidnight(now, timeZone);
    return later(standing("inTouch", "withHuman", { what: "look", by: "human", at }, at), momentAfter(held));
  }
  const out = lookedFor(facts, now, today);
  if (out?.deeds.length) return out;
  const offer = offering(facts, now, today);
  if (offer?.deeds.length) return offer;
  const plain = later(
    asking(facts, now, today),
    earliest([momentAfter(held), offer?.lookAt ?? null, missedAt(facts)].filter((at) => !at || at > now)),
  );
  const asked = held?.reason === "appointment" ? withSooner(plain, held.next) : plain;
  if (!out) return asked.next.what === "end" && held ? later(held, asked.lookAt) : asked;
  // The robot goes on asking; where somebody stands is said by what is more serious.
  const next = asked.deeds.length > 0 ? asked.next : out.next;
  return later({ ...asked, state: out.state, reason: out.reason, next }, out.lookAt);
}

/**
 * Messages do not arrive (R10): a human finds out how to reach them, and what the programme plans is a human's as for who is not on
 * Telegram. Whoever was spoken with since is asked about again a month later.
 */
function blocked(facts: StandingFacts, since: Date, now: Date, today: string): Standing {
  const byHand = byHuman(facts, now, today);
  if (byHand.deeds.length > 0) return byHand;
  const { lastContactAt: last } = facts;
  const againAt = last && last > since ? new Date(last.getTime() + againDays * dayMilliseconds) : since;
  const step = { what: "blocked", by: "human", at: againAt } as const;
  const task =
    againAt > now
      ? standing("blocked", "blocked", step, againAt)
      : byTask(facts, now, ["blocked", "blocked"], "blocked", plusDays(today, 1), since.toISOString());
  return task.deeds.length > 0 ? task : later(task, byHand.lookAt);
}

const momentAfter = (held: Standing | undefined) => held?.lookAt ?? null;

const withSooner = (one: Standing, next: NextStep): Standing =>
  one.deeds.length === 0 && (!one.next.at || (next.at && next.at < one.next.at)) ? { ...one, next } : one;
