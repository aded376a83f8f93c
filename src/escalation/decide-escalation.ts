import {
  addStaffedMinutes,
  daysToMonday,
  isStaffed,
  localTime,
  nextStaffed,
  type Staffing,
} from "../people/is-staffed.ts";
import { type EscalationSeverity, policies } from "./old-policy.ts";

/**
 * The life of an escalation: open → notified → acknowledged → contacted → resolved. Pure decisions over its state, the
 * staffed hours and the time; they return the new state and what is to be done. An escalation that is not resolved
 * always has a next step, and only an outcome that a human recorded resolves it: no timer, no STOP, no answer.
 */
export interface EscalationState {
  readonly severity: EscalationSeverity;
  readonly state: "open" | "notified" | "acknowledged" | "contacted" | "resolved";
  readonly ownerId: string | null;
  readonly step: number;
  /** ISO 8601, UTC: the state is kept as JSON so that a step can be undone. */
  readonly nextStepAt: string | null;
  readonly planned: boolean;
  readonly acknowledgedAt: string | null;
  readonly contactedAt: string | null;
  readonly resolvedAt: string | null;
  readonly outcome: Outcome | null;
}

export const outcomes = ["helped", "planned", "handedOver", "notNeeded"] as const;
export type Outcome = (typeof outcomes)[number];

/** `notify` sends a new message, so that the phone rings; `refresh` changes the messages that are there. */
export type EscalationEffect =
  | { readonly do: "notify"; readonly to: "caseWorker" | "everyone" | "owner" }
  | { readonly do: "refresh" };

export interface Decision {
  readonly state: EscalationState;
  readonly effects: readonly EscalationEffect[];
}

const order: readonly EscalationSeverity[] = ["attention", "urgent", "crisis"];
const isMoreSerious = (a: EscalationSeverity, b: EscalationSeverity) => order.indexOf(a) > order.indexOf(b);

function after(severity: EscalationSeverity, staffing: Staffing, now: Date, minutes: number): string {
  const isAlways = policies[severity].clock === "always";
  return (
    isAlways ? new Date(now.getTime() + minutes * 60_000) : addStaffedMinutes(staffing, now, minutes)
  ).toISOString();
}

/** Takes the policy's step with this number: who is told, and when the next one comes. */
function takeStep(state: EscalationState, step: number, staffing: Staffing, now: Date): Decision {
  const { steps } = policies[state.severity];
  const current = steps[Math.min(step, steps.length - 1)] ?? steps[0];
  const next = {
    ...state,
    step,
    planned: false,
    nextStepAt: after(state.severity, staffing, now, current.waitMinutes),
  };
  if (current.to === "list") return { state: next, effects: [{ do: "refresh" }] };
  return {
    state: { ...next, state: "notified" },
    effects: [{ do: "notify", to: current.to }, { do: "refresh" }],
  };
}

/**
 * A first signal opens an escalation and takes the first step of its policy at once, day or night. What is no more than
 * `attention` goes onto the list; with a wish for contact it rings the case worker as soon as somebody is at work.
 */
export function decideOpening(
  severity: EscalationSeverity,
  hasWish: boolean,
  staffing: Staffing,
  now: Date,
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
  };
  return severity === "attention" && hasWish ? ring(fresh, staffing, now) : takeStep(fresh, 0, staffing, now);
}

/** The step after the list, now when somebody is at work, else when they come in. */
function ring(state: EscalationState, staffing: Staffing, now: Date): Decision {
  if (isStaffed(staffing, now)) return takeStep(state, 1, staffing, now);
  const listed = takeStep(state, 0, staffing, now);
  const next = nextStaffed(staffing, now)?.toISOString() ?? listed.state.nextStepAt;
  return { ...listed, state: { ...listed.state, nextStepAt: next } };
}

/**
 * Another signal of the same young person. More serious: the steps begin anew and phones ring, also when somebody had it.
 * As serious as before, after a contact or before a try that is planned for later: the owner hears it, and a new crisis goes
 * to everyone again. Anything else changes the message and disturbs nobody.
 */
export function decideRaise(
  state: EscalationState,
  severity: EscalationSeverity,
  hasWish: boolean,
  staffing: Staffing,
  now: Date,
): Decision {
  const isOnlyListed = state.severity === "attention" && state.state === "open";
  if (hasWish && isOnlyListed && severity === "attention") return ring(state, staffing, now);
  if (!isMoreSerious(severity, state.severity)) {
    const isLaid = state.state === "contacted" || (state.state === "acknowledged" && state.planned);
    if (!isLaid || severity === "attention") return { state, effects: [{ do: "refresh" }] };
    if (severity === "urgent") return { state, effects: [{ do: "notify", to: "owner" }, { do: "refresh" }] };
  }
  const raised: EscalationState = {
    ...state,
    severity,
    state: "open",
    ownerId: null,
    acknowledgedAt: null,
    contactedAt: null,
  };
  return takeStep(raised, 0, staffing, now);
}

/** The time of the next step has come and no human has moved it. */
export function decideStep(state: EscalationState, staffing: Staffing, now: Date): Decision {
  const policy = policies[state.severity];
  switch (state.state) {
    case "open":
    case "notified":
      return takeStep(state, state.step + 1, staffing, now);
    case "acknowledged": {
      if (state.planned)
        return {
          state: {
            ...state,
            planned: false,
            nextStepAt: after(state.severity, staffing, now, policy.contactMinutes),
          },
          effects: [{ do: "notify", to: "owner" }],
        };
      // Taken and then nothing: it goes back to everyone, so that a forgotten promise is not the end of it.
      const last = policy.steps.length - 1;
      return takeStep({ ...state, ownerId: null, acknowledgedAt: null }, last, staffing, now);
    }
    case "contacted":
      return {
        state: { ...state, nextStepAt: after(state.severity, staffing, now, policy.outcomeMinutes) },
        effects: [{ do: "notify", to: "owner" }],
      };
    case "resolved":
      return { state, effects: [] };
  }
}

/** Nobody that this step would tell can be reached: the next step is taken at once instead of waiting. */
export function decideUnreachable(state: EscalationState, staffing: Staffing, now: Date): Decision {
  if (state.state === "resolved") return { state, effects: [] };
  const last = policies[state.severity].steps.length - 1;
  // Whoever had it cannot be reached any more: it is everybody's again.
  if (state.ownerId)
    return takeStep(
      { ...state, state: "open", ownerId: null, acknowledgedAt: null, contactedAt: null },
      last,
      staffing,
      now,
    );
  if (state.step < last) return takeStep(state, last, staffing, now);
  // All of them are unreachable: looked at again in five minutes, for as long as it takes.
  return { state: { ...state, nextStepAt: new Date(now.getTime() + 5 * 60_000).toISOString() }, effects: [] };
}

export type Move =
  | { readonly do: "take" }
  | { readonly do: "reached" }
  | { readonly do: "notReached" }
  | { readonly do: "plan"; readonly at: "tonight" | "tomorrow" | "monday" }
  | { readonly do: "resolve"; readonly outcome: Outcome };

export type MoveRefusal = "takenByOther" | "notYours" | "contactFirst" | "alreadyDone" | "resolved";

/** What a case worker does with it. Refuses what is taken by somebody else, done already, or resolved. */
export function decideMove(
  state: EscalationState,
  move: Move,
  by: string,
  staffing: Staffing,
  now: Date,
  /** Nobody can be contacted any more (the person had everything erased): an outcome needs no contact before it. */
  withoutContact = false,
): { ok: true; decision: Decision } | { ok: false; reason: MoveRefusal } {
  const at = now.toISOString();
  const done = (changed: Partial<EscalationState>): { ok: true; decision: Decision } => ({
    ok: true,
    decision: { state: { ...state, planned: false, ...changed }, effects: [{ do: "refresh" }] },
  });
  const policy = policies[state.severity];
  if (move.do === "take") {
    if (state.state === "resolved") return { ok: false, reason: "resolved" };
    if (state.ownerId === by) return { ok: false, reason: "alreadyDone" };
    if (state.ownerId) return { ok: false, reason: "takenByOther" };
    const nextStepAt = after(state.severity, staffing, now, policy.contactMinutes);
    return done({ state: "acknowledged", ownerId: by, acknowledgedAt: at, nextStepAt });
  }
  if (state.state === "resolved") return { ok: false, reason: "resolved" };
  if (state.ownerId !== by) return { ok: false, reason: state.ownerId ? "takenByOther" : "notYours" };
  switch (move.do) {
    case "reached":
      if (state.state === "contacted") return { ok: false, reason: "alreadyDone" };
      return done({
        state: "contacted",
        contactedAt: at,
        nextStepAt: after(state.severity, staffing, now, policy.outcomeMinutes),
      });
    case "notReached":
      // Tomorrow morning unless the case worker says otherwise: a planned try exists from the first tap on.
      return done({
        state: "acknowledged",
        planned: true,
        nextStepAt: plannedFor("tomorrow", state.severity, staffing, now),
      });
    case "plan":
      return done({
        state: "acknowledged",
        planned: true,
        nextStepAt: plannedFor(move.at, state.severity, staffing, now),
      });
    case "resolve":
      if (state.state !== "contacted" && !withoutContact) return { ok: false, reason: "contactFirst" };
      return done({ state: "resolved", outcome: move.outcome, resolvedAt: at, nextStepAt: null });
  }
}

/** Tonight is 19:00 (an hour from now when that has passed); tomorrow and Monday are the first staffed time of that day. */
function plannedFor(
  at: "tonight" | "tomorrow" | "monday",
  severity: EscalationSeverity,
  staffing: Staffing,
  now: Date,
): string {
  const inAnHour = new Date(now.getTime() + 3_600_000);
  if (at === "tonight") {
    const evening = localTime(staffing, now, 0, "19:00");
    return (evening > now ? evening : inAnHour).toISOString();
  }
  const days = at === "monday" ? daysToMonday(staffing, now) : 1;
  const morning = localTime(staffing, now, days, "08:30");
  // A crisis does not wait for office hours.
  if (severity === "crisis")
    return (at === "monday" ? localTime(staffing, now, 1, "08:30") : morning).toISOString();
  return (nextStaffed(staffing, morning) ?? morning).toISOString();
}
