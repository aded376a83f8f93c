import { isStandingIn } from "../people/duty/is-standing-in.ts";
import { comeBack, firstRing, takeStep, tellOwner } from "./decide-step.ts";
import type { Circumstances, Decision, EscalationState } from "./escalation-state.ts";
import { type EscalationSeverity, policyOf } from "./policy.ts";

const order: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];
const isMoreSerious = (a: EscalationSeverity, b: EscalationSeverity) => order.indexOf(a) > order.indexOf(b);

/**
 * A first signal opens an escalation and takes the first step of its policy at once. What is no more than `attention` goes
 * onto the list; with a wish for contact it rings as soon as somebody is on duty (docs/decisions/0008).
 */
export function decideOpening(
  severity: EscalationSeverity,
  hasWish: boolean,
  given: Circumstances,
): Decision {
  const fresh: EscalationState = {
    severity,
    state: "open",
    ownerId: null,
    step: 0,
    nextStepAt: null,
    planned: false,
    acknowledgedAt: null,
    contactedAt: null,
    resolvedAt: null,
    outcome: null,
    level: "basic",
    addresseeId: null,
    laps: 0,
    roundAt: given.now.toISOString(),
    asks: 0,
  };
  return takeStep(fresh, hasWish ? firstRing(policyOf(given.policies, severity)) : 0, given);
}

/**
 * Another signal of the same young person. More serious: the steps begin anew and phones ring, also when somebody had it.
 * As serious as before, after a contact or before a try that is planned for later: the owner hears it, and a new crisis goes
 * round again. A wish for contact makes no sound while everybody is at home, unless it is about words that should have been read by now
 * (`isOverdue`). The same when they had said that it was a slip and now say it all the same (`wasSlip`). A wish that is news to
 * whoever took an `attention` rings them while they are at work (`isNewWish`); else they read it in the digest
 * (docs/decisions/0008). Anything else changes the messages that are there and disturbs nobody: one push for a person and an
 * episode.
 */
export function decideRaise(
  state: EscalationState,
  severity: EscalationSeverity,
  hasWish: boolean,
  given: Circumstances,
  wasSlip = false,
  isNewWish = hasWish,
  isOverdue = false,
): Decision {
  const isOnlyListed = state.severity === "attention" && state.state === "open" && state.laps === 0;
  if (hasWish && isOnlyListed && severity === "attention")
    return takeStep(state, firstRing(policyOf(given.policies, severity)), given);
  if (!isMoreSerious(severity, state.severity)) {
    const isLaid = state.state === "contacted" || (state.state === "acknowledged" && state.planned);
    // Whoever asks for a human was told when one reads it: what waits for a planned try or an outcome comes back to whoever has it,
    // and so does what was taken with days to go.
    const isTaken = state.severity === "attention" && state.state === "acknowledged" && isNewWish;
    if (hasWish && severity === "attention" && isLaid)
      return isOverdue ? tellOwner(state, given) : tellOwnerByDay(state, given);
    if (isTaken && hasWish && severity === "attention" && isOwnerAtWork(state, given))
      return tellOwner(state, given);
    const isHeard = !isLaid && !wasSlip;
    if (isHeard || severity === "attention") return { state, effects: [{ do: "refresh" }] };
    const isBeingDone = state.state === "acknowledged" && !isLaid;
    if (severity === "urgent" || isBeingDone) return tellOwner(state, given);
  }
  return comeBack({ ...state, severity, contactedAt: null, laps: 0 }, given, 0);
}

/** As `tellOwner`, without a sound while nobody is at work and the minutes of its policy do not count: the digest of the morning rings. */
function tellOwnerByDay(state: EscalationState, given: Circumstances): Decision {
  const told = tellOwner(state, given);
  const { clock } = policyOf(given.policies, state.severity);
  const isByDay = clock === "always" || given.duty.members.some(({ isOnDuty }) => isOnDuty);
  if (isByDay || told.state.ownerId === null) return told;
  return {
    state,
    effects: told.effects.map((effect) => (effect.do === "notify" ? { ...effect, quietly: true } : effect)),
  };
}

/** Whoever has it, or acts for them, is at work now. */
function isOwnerAtWork({ ownerId }: EscalationState, { duty: { members } }: Circumstances): boolean {
  return members.some(
    ({ id, isOnDuty }) => isOnDuty && (id === ownerId || isStandingIn(members, ownerId, id)),
  );
}
