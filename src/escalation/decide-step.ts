import type { Member } from "../people/duty/duty.ts";
import { isStandingIn } from "../people/duty/is-standing-in.ts";
import { canHear, isReachable, tell, whoHearsThatNobodyReacts, whoIsNamed } from "./decide-told.ts";
import {
  after,
  afterTaken,
  afterUnreached,
  decideRest,
  iso,
  later,
  type Rest,
  tryAgainMinutes,
} from "./decide-wait.ts";
import type {
  Circumstances,
  Decision,
  EscalationEffect,
  EscalationState,
  Undelivered,
} from "./escalation-state.ts";
import { type Policy, policyOf } from "./policy.ts";

/** How often the owner is asked for the outcome of a contact before it comes back to others. */
export const mostAsks = 2;

/** The number of the first step that tells anybody: what was only listed before has not been left lying. */
export const firstRing = ({ steps }: Policy): number =>
  Math.max(
    0,
    steps.findIndex(({ to }) => to.length > 0),
  );

/**
 * Takes the first step from this number on that tells somebody; one with nobody on duty, or nobody who can be reached, is
 * skipped at once and recorded. Outside duty a crisis goes to everyone; anything else waits for whoever is on duty next. For whom no
 * channel gets through for now a message waits there, and does not count as told.
 */
export function takeStep(state: EscalationState, from: number, given: Circumstances): Decision {
  const policy = policyOf(given.policies, state.severity);
  const skipped: EscalationEffect[] = [];
  const waiting = new Set([...given.toldIds, ...given.waitingIds]);
  for (const [offset, step] of policy.steps.slice(from).entries()) {
    const number = from + offset;
    const next = { ...state, step: number, planned: false, addresseeId: null };
    const nextStepAt = afterUnreached(state.severity, step.waitMinutes, given);
    if (step.to.length === 0)
      return { state: { ...next, nextStepAt }, effects: [...skipped, { do: "refresh" }] };
    const named = whoIsNamed(step.to, state, given);
    const reachable = named.filter(isReachable);
    const fresh =
      state.severity === "crisis" ? reachable : reachable.filter(({ id }) => !given.toldIds.has(id));
    const late = named.filter((one) => canHear(one) && !isReachable(one) && !waiting.has(one.id));
    for (const { id } of late) waiting.add(id);
    if (fresh.length > 0)
      return {
        state: { ...next, state: "notified", nextStepAt },
        effects: [...skipped, ...tell([...fresh, ...late], step.by), { do: "refresh" }],
      };
    const why =
      named.length === 0 ? "nobodyOnDuty" : reachable.length === 0 ? "nobodyReachable" : "alreadyTold";
    const facts = { step: number, to: step.to.join("+"), why };
    skipped.push({ do: "record", kind: "skipped", facts }, ...tell(late, step.by));
  }
  return withoutAnybody(state, from, skipped, given);
}

/** No step of the chain found anybody new. */
function withoutAnybody(
  state: EscalationState,
  from: number,
  skipped: readonly EscalationEffect[],
  given: Circumstances,
): Decision {
  const { duty, now } = given;
  const policy = policyOf(given.policies, state.severity);
  const { nextDutyAt } = duty;
  const rest = decideRest(state.severity, given);
  if (rest) return inLongRest({ ...state, step: from - 1 }, rest, skipped, given);
  const somebodyHasIt = duty.members.some(({ id }) => given.toldIds.has(id));
  if (somebodyHasIt && state.severity !== "crisis") return endLap(state, skipped, given);
  if (policy.clock === "staffed" && nextDutyAt !== null && nextDutyAt > now)
    return {
      state: {
        ...state,
        step: from - 1,
        planned: false,
        addresseeId: null,
        nextStepAt: iso(nextDutyAt),
      },
      effects: [...skipped, { do: "record", kind: "waitsForDuty", facts: { step: from } }, { do: "refresh" }],
    };
  // At work and not to be reached, or no hours in sight at all: whoever can be reached, whatever the hour.
  const last = policy.steps.length - 1;
  const reachable = duty.members.filter(isReachable);
  const next: EscalationState = { ...state, step: last, planned: false, addresseeId: null };
  if (reachable.length > 0)
    return {
      state: {
        ...next,
        state: "notified",
        nextStepAt: afterUnreached(state.severity, policy.steps[last]?.waitMinutes ?? tryAgainMinutes, given),
      },
      effects: [...skipped, ...tell(reachable, ["telegram", "email"]), { do: "refresh" }],
    };
  const inFiveMinutes = { ...next, step: from - 1, nextStepAt: later(now, tryAgainMinutes) };
  // What waits to be sent may still reach somebody: then the chain has not gone round in vain.
  const isWritten = skipped.some(({ do: what }) => what === "notify");
  if (isWritten || given.waitingIds.size > 0)
    return { state: inFiveMinutes, effects: isWritten ? [...skipped, { do: "refresh" }] : [] };
  // Written down once, not every five minutes; that it lasts is the auditor's to see.
  const isNew = state.laps === 0;
  const inVain: EscalationEffect = {
    do: "record",
    kind: "nobodyReacts",
    facts: { laps: state.laps, why: "nobodyReachable" },
  };
  return {
    state: { ...inFiveMinutes, laps: Math.max(1, state.laps) },
    effects: isNew ? [...skipped, inVain, { do: "refresh" }] : [],
  };
}

/**
 * Nobody is back at work for longer than something urgent may lie: whoever runs the organisation hears it, by day, and can
 * take it or pass it on. Those who are back first are rung then, as ever.
 */
function inLongRest(
  state: EscalationState,
  { isDay, nextAt }: Rest,
  skipped: readonly EscalationEffect[],
  given: Circumstances,
): Decision {
  const told = isDay ? whoHearsThatNobodyReacts(state, given) : [];
  const isTold = told.length > 0 ? ({ state: "notified" } as const) : {};
  return {
    state: { ...state, ...isTold, planned: false, addresseeId: null, nextStepAt: nextAt },
    effects: [
      ...skipped,
      { do: "record", kind: "waitsForDuty", facts: { step: state.step + 1 } },
      ...tell(told, ["telegram", "email"]),
      { do: "refresh" },
    ],
  };
}

/** The chain is at its end: whoever runs the organisation hears that nobody reacts, and after a rest it starts again. */
function endLap(state: EscalationState, before: readonly EscalationEffect[], given: Circumstances): Decision {
  const policy = policyOf(given.policies, state.severity);
  const laps = state.laps + 1;
  return {
    state: {
      ...state,
      laps,
      planned: false,
      addresseeId: null,
      step: firstRing(policy) - 1,
      roundAt: given.now.toISOString(),
      nextStepAt: afterUnreached(state.severity, policy.restMinutes, given),
    },
    effects: [
      ...before,
      { do: "record", kind: "nobodyReacts", facts: { laps } },
      ...tell(whoHearsThatNobodyReacts(state, given), ["telegram", "email"]),
      { do: "refresh" },
    ],
  };
}

/** The owner is told, at work or not, and who acts for them while they are away; when they cannot be reached, it comes back to everybody else. */
export function tellOwner(state: EscalationState, given: Circumstances): Decision {
  const owner = given.duty.members.find(({ id }) => id === state.ownerId);
  if (!owner || !canHear(owner)) return comeBack(state, given, 0);
  const { members } = given.duty;
  const standIn = members.filter((one) => isStandingIn(members, owner.id, one.id) && canHear(one));
  return { state, effects: [...tell([owner, ...standIn], ["telegram"]), { do: "refresh" }] };
}

/** Whoever had it has it no more: a new round begins, and the one who had it hears it too. */
export function comeBack(state: EscalationState, given: Circumstances, from: number): Decision {
  const lost = given.duty.members.filter((member) => member.id === state.ownerId && canHear(member));
  const round: EscalationState = {
    ...state,
    state: "open",
    ownerId: null,
    acknowledgedAt: null,
    asks: 0,
    roundAt: given.now.toISOString(),
  };
  const nobodyYet = { ...given, toldIds: new Set<string>(), waitingIds: new Set<string>() };
  const policy = policyOf(given.policies, state.severity);
  const first = Math.max(firstRing(policy), Math.min(from, policy.steps.length - 1));
  const { state: next, effects } = takeStep(round, first, nobodyYet);
  const isTold = (member: Member) =>
    effects.some((effect) => effect.do === "notify" && effect.caseWorkerId === member.id);
  return {
    state: next,
    effects: [
      ...tell(
        lost.filter((one) => !isTold(one)),
        ["telegram"],
      ),
      ...effects,
    ],
  };
}

/**
 * Whoever has it is in a talk with the young person in which both have spoken since it was taken: that is contact, and nobody else is
 * called into it. Their time runs anew from the newest words; undefined when both have been silent for as long as that.
 */
function keepTalking(state: EscalationState, given: Circumstances): Decision | undefined {
  if (!given.talking) return undefined;
  const nextStepAt = afterTaken(state.severity, { ...given, now: given.talking.lastAt });
  if (nextStepAt <= iso(given.now)) return undefined;
  return {
    state: { ...state, nextStepAt },
    effects: [{ do: "record", kind: "talkGoesOn", facts: { step: state.step } }],
  };
}

/** The time of the next step has come and no human has moved it. */
export function decideStep(state: EscalationState, given: Circumstances): Decision {
  const policy = policyOf(given.policies, state.severity);
  switch (state.state) {
    case "open":
    case "notified":
      return state.step + 1 < policy.steps.length
        ? takeStep(state, state.step + 1, given)
        : endLap(state, [], given);
    case "acknowledged":
      if (!state.planned) return keepTalking(state, given) ?? comeBack(state, given, state.step + 1);
      return tellOwner({ ...state, planned: false, nextStepAt: afterTaken(state.severity, given) }, given);
    case "contacted":
      if (state.asks >= mostAsks) return comeBack(state, given, 0);
      return tellOwner(
        {
          ...state,
          planned: false,
          asks: state.asks + 1,
          nextStepAt: after(state.severity, policy.outcomeMinutes, given),
        },
        given,
      );
    case "resolved":
      return { state, effects: [] };
  }
}

/**
 * A message to somebody did not arrive, or does not get through for now (security.md 3). The other channel is used at once; where
 * there is none and nobody else was told in the same step, the next step is taken at once instead of waiting: whoever was told
 * earlier has had their time. `given` knows the channel that failed no more, and counts the one who was not reached among the told
 * no more.
 */
export function decideUndelivered(
  state: EscalationState,
  { caseWorkerId, how, alsoToldIds }: Undelivered,
  given: Circumstances,
): Decision {
  const nothing = { state, effects: [] };
  if (state.state === "resolved") return nothing;
  const member = given.duty.members.find(({ id }) => id === caseWorkerId);
  // Somebody else has it meanwhile: nobody is called to what is taken.
  const isTheirs =
    state.ownerId === caseWorkerId || isStandingIn(given.duty.members, state.ownerId, caseWorkerId);
  if (state.ownerId && !isTheirs) return nothing;
  if (alsoToldIds.has(caseWorkerId)) return nothing;
  if (member && isReachable(member)) return { state, effects: tell([member], member.channels) };
  // What is only late still comes: nobody loses what they took because of that.
  if (state.ownerId)
    return state.ownerId === caseWorkerId && how === "refused" ? comeBack(state, given, 0) : nothing;
  if (alsoToldIds.size > 0) return nothing;
  return takeStep(state, Math.max(state.step, firstRing(policyOf(given.policies, state.severity))), given);
}

/**
 * A message that was late has come after all. Where it is the first that reached anybody in this round, whoever has it now gets the
 * time of the step, as if it had been taken now. A crisis goes on ringing. `given` does not count this message among the told.
 */
export function decideArrived(state: EscalationState, given: Circumstances): EscalationState {
  const isNobodys = state.state === "open" || state.state === "notified";
  if (!isNobodys || state.addresseeId !== null || state.severity === "crisis" || given.toldIds.size > 0)
    return state;
  const policy = policyOf(given.policies, state.severity);
  const step = policy.steps[Math.max(state.step, firstRing(policy))];
  const nextStepAt = afterUnreached(state.severity, step?.waitMinutes ?? policy.restMinutes, given);
  return { ...state, state: "notified", nextStepAt };
}
