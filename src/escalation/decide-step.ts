import type { Channel, Member } from "../people/duty/duty.ts";
import { addStaffedMinutes } from "../people/duty/is-staffed.ts";
import type { Circumstances, Decision, EscalationEffect, EscalationState } from "./escalation-state.ts";
import { type EscalationSeverity, type Policy, policyOf, type Recipient } from "./policy.ts";

/** How soon it is tried again when nobody at all can be reached. */
const tryAgainMinutes = 5;

/** How often the owner is asked for the outcome of a contact before it comes back to others. */
export const mostAsks = 2;

/** The instant so many minutes of this policy's clock from now, ISO 8601 in UTC. */
export function after(severity: EscalationSeverity, minutes: number, given: Circumstances): string {
  const { clock } = policyOf(given.policies, severity);
  return clock === "always"
    ? later(given.now, minutes)
    : addStaffedMinutes(given.staffing, given.now, minutes).toISOString();
}

const later = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();

/** The number of the first step that tells anybody: what was only listed before has not been left lying. */
export const firstRing = ({ steps }: Policy): number =>
  Math.max(
    0,
    steps.findIndex(({ to }) => to.length > 0),
  );

const isReachable = ({ channels }: Member) => channels.length > 0;

/** Whom a step tells: on duty, or always where a crisis says so; of those, who can be reached. */
function recipientsOf(to: readonly Recipient[], state: EscalationState, given: Circumstances): Member[] {
  const { duty, responsibleId } = given;
  const responsible = duty.members.find(({ id }) => id === responsibleId);
  const isCrisis = state.severity === "crisis";
  const fits = (member: Member, recipient: Recipient): boolean => {
    switch (recipient) {
      case "caseWorker":
        return member.id === responsibleId && member.isOnDuty;
      case "deputy":
        return member.id === responsible?.deputyId && member.isOnDuty;
      case "attentionOfficer":
        return member.role === "attentionOfficer" && (member.isOnDuty || isCrisis);
      case "coordinator":
        return member.role === "coordinator" && member.isOnDuty;
      case "onCall":
        return member.isOnCall;
      case "onDuty":
        return member.isOnDuty;
      case "everyone":
        return true;
    }
  };
  return duty.members.filter((member) => to.some((recipient) => fits(member, recipient)));
}

/** In a crisis with nobody at work or on call who can be reached, whoever can be reached is named, whatever the hour. */
function whoIsNamed(to: readonly Recipient[], state: EscalationState, given: Circumstances): Member[] {
  const named = recipientsOf(to, state, given);
  const isAwake = (member: Member) => isReachable(member) && (member.isOnDuty || member.isOnCall);
  return state.severity === "crisis" && !named.some(isAwake) ? [...given.duty.members] : named;
}

/** Handed up, the next level hears every step too. */
function raisedTo({ level }: EscalationState): readonly Recipient[] {
  if (level === "plus") return ["attentionOfficer"];
  return level === "lifeCourse" ? ["attentionOfficer", "coordinator"] : [];
}

/** The channels for somebody: those that the step asks for, or else the one that works. */
export const channelsFor = (by: readonly Channel[], { channels }: Member): readonly Channel[] => {
  const asked = by.filter((channel) => channels.includes(channel));
  return asked.length > 0 ? asked : channels.slice(0, 1);
};

const tell = (members: readonly Member[], by: readonly Channel[]): EscalationEffect[] =>
  members.map((member) => ({ do: "notify", caseWorkerId: member.id, by: channelsFor(by, member) }));

/**
 * Takes the first step from this number on that tells somebody; one with nobody on duty, or nobody who can be reached, is
 * skipped at once and recorded. Outside duty a crisis goes to everyone; anything else waits for whoever is on duty next.
 */
export function takeStep(state: EscalationState, from: number, given: Circumstances): Decision {
  const policy = policyOf(given.policies, state.severity);
  const skipped: EscalationEffect[] = [];
  for (const [offset, step] of policy.steps.slice(from).entries()) {
    const number = from + offset;
    const next = { ...state, step: number, planned: false, addresseeId: null };
    const nextStepAt = after(state.severity, step.waitMinutes, given);
    if (step.to.length === 0)
      return { state: { ...next, nextStepAt }, effects: [...skipped, { do: "refresh" }] };
    const named = whoIsNamed([...step.to, ...raisedTo(state)], state, given);
    const reachable = named.filter(isReachable);
    const fresh =
      state.severity === "crisis" ? reachable : reachable.filter(({ id }) => !given.toldIds.has(id));
    if (fresh.length > 0)
      return {
        state: { ...next, state: "notified", nextStepAt },
        effects: [...skipped, ...tell(fresh, step.by), { do: "refresh" }],
      };
    const why =
      named.length === 0 ? "nobodyOnDuty" : reachable.length === 0 ? "nobodyReachable" : "alreadyTold";
    skipped.push({ do: "record", kind: "skipped", facts: { step: number, to: step.to.join("+"), why } });
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
  const somebodyHasIt = duty.members.some(({ id }) => given.toldIds.has(id));
  if (somebodyHasIt && state.severity !== "crisis") return endLap(state, skipped, given);
  const isStaffedLater = duty.nextDutyAt !== null && duty.nextDutyAt > now;
  if (policy.clock === "staffed" && isStaffedLater)
    return {
      state: {
        ...state,
        step: from - 1,
        planned: false,
        addresseeId: null,
        nextStepAt: duty.nextDutyAt?.toISOString() ?? later(now, tryAgainMinutes),
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
        nextStepAt: after(state.severity, policy.steps[last]?.waitMinutes ?? tryAgainMinutes, given),
      },
      effects: [...skipped, ...tell(reachable, ["telegram", "email"]), { do: "refresh" }],
    };
  // Written down once, not every five minutes; that it lasts is the auditor's to see.
  const isNew = state.laps === 0;
  const inVain: EscalationEffect = {
    do: "record",
    kind: "nobodyReacts",
    facts: { laps: state.laps, why: "nobodyReachable" },
  };
  return {
    state: {
      ...next,
      step: from - 1,
      laps: Math.max(1, state.laps),
      nextStepAt: later(now, tryAgainMinutes),
    },
    effects: isNew ? [...skipped, inVain, { do: "refresh" }] : [],
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
      nextStepAt: after(state.severity, policy.restMinutes, given),
    },
    effects: [
      ...before,
      { do: "record", kind: "nobodyReacts", facts: { laps } },
      ...tell(whoHearsThatNobodyReacts(state, given), ["telegram", "email"]),
      { do: "refresh" },
    ],
  };
}

/**
 * The coordinators; in a house without one the attention officers, then everybody. Those two are not rung once more for what
 * they were told in this round, but in a crisis: the digest of the morning has it.
 */
function whoHearsThatNobodyReacts({ severity }: EscalationState, { duty, toldIds }: Circumstances): Member[] {
  const reachable = duty.members.filter(isReachable);
  const ofRole = (role: Member["role"]) => reachable.filter((member) => member.role === role);
  const coordinators = ofRole("coordinator");
  if (coordinators.length > 0) return coordinators;
  const officers = ofRole("attentionOfficer");
  const others = officers.length > 0 ? officers : reachable;
  return severity === "crisis" ? others : others.filter(({ id }) => !toldIds.has(id));
}

/** The owner is told, at work or not; when they cannot be reached, it comes back to everybody else. */
export function tellOwner(state: EscalationState, given: Circumstances): Decision {
  const owner = given.duty.members.find(({ id }) => id === state.ownerId);
  if (!owner || !isReachable(owner)) return comeBack(state, given, 0);
  const standsIn = owner.deputyId
    ? given.duty.members.find((member) => member.id === owner.deputyId && isReachable(member))
    : undefined;
  return {
    state,
    effects: [...tell(standsIn ? [owner, standsIn] : [owner], ["telegram"]), { do: "refresh" }],
  };
}

/** Whoever had it has it no more: a new round begins, and the one who had it hears it too. */
export function comeBack(state: EscalationState, given: Circumstances, from: number): Decision {
  const lost = given.duty.members.filter((member) => member.id === state.ownerId && isReachable(member));
  const round: EscalationState = {
    ...state,
    state: "open",
    ownerId: null,
    acknowledgedAt: null,
    asks: 0,
    roundAt: given.now.toISOString(),
  };
  const nobodyYet = { ...given, toldIds: new Set<string>() };
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
      if (!state.planned) return comeBack(state, given, state.step + 1);
      return tellOwner(
        { ...state, planned: false, nextStepAt: after(state.severity, policy.contactMinutes, given) },
        given,
      );
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
 * A message to somebody did not arrive, or does not get through for now (security.md 3). The other channel is used at once;
 * where there is none and nobody else has it, the next step is taken at once instead of waiting. `given` knows the channel
 * that failed no more, and counts the one who was not reached among the told no more.
 */
export function decideUndelivered(
  state: EscalationState,
  caseWorkerId: string,
  how: "refused" | "delayed",
  given: Circumstances,
): Decision {
  const nothing = { state, effects: [] };
  if (state.state === "resolved") return nothing;
  const member = given.duty.members.find(({ id }) => id === caseWorkerId);
  const owner = given.duty.members.find(({ id }) => id === state.ownerId);
  // Somebody else has it meanwhile: nobody is called to what is taken.
  if (state.ownerId && state.ownerId !== caseWorkerId && owner?.deputyId !== caseWorkerId) return nothing;
  if (member && isReachable(member)) return { state, effects: tell([member], member.channels) };
  // What is only late still comes: nobody loses what they took because of that.
  if (state.ownerId)
    return state.ownerId === caseWorkerId && how === "refused" ? comeBack(state, given, 0) : nothing;
  if (given.toldIds.size > 0) return nothing;
  return takeStep(state, Math.max(state.step, firstRing(policyOf(given.policies, state.severity))), given);
}
