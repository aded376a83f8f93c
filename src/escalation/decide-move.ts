import type { Channel, Member } from "../people/duty/duty.ts";
import { addStaffedMinutes, daysToMonday, localTime, nextStaffed } from "../people/duty/is-staffed.ts";
import { isStandingIn } from "../people/duty/is-standing-in.ts";
import { firstRing } from "./decide-step.ts";
import { channelsFor } from "./decide-told.ts";
import { after, afterTaken, afterUnreached, plannedUntil } from "./decide-wait.ts";
import type { Circumstances, Decision, EscalationState, Level, Outcome } from "./escalation-state.ts";
import { levels } from "./escalation-state.ts";
import { type EscalationSeverity, policyOf } from "./policy.ts";

/** Who else can be asked to help (domain 7.1): what they are, never a name. */
export const partners = [
  "municipality",
  "transferPoint",
  "uwv",
  "jobCoach",
  "care",
  "doctor",
  "safeHome",
  "other",
] as const;
export type Partner = (typeof partners)[number];

export type Move =
  /** `byTalk`: a talk with the young person tells them who has it, and nothing else does. */
  | { readonly do: "take"; readonly byTalk?: true }
  /** `contact`: how, when somebody wrote it down as a contact: it is that record, not a second one. */
  | {
      readonly do: "reached";
      readonly contact?: {
        readonly id: string;
        readonly channel: "telegram" | "phone" | "visit" | "whatsapp" | "sms" | "email" | "letter" | "other";
        readonly minutes: number;
        /** When it was; now when left out. */
        readonly at?: Date;
      };
    }
  | { readonly do: "notReached" }
  | { readonly do: "plan"; readonly at: "tonight" | "tomorrow" | "monday" }
  | { readonly do: "resolve"; readonly outcome: Outcome }
  /** `agreed`: the young person knows of it and agrees; only a crisis goes without (domain 7.3). */
  | { readonly do: "handOver"; readonly to: Recipient; readonly agreed: boolean };

export type Recipient =
  | { readonly kind: "colleague"; readonly id: string }
  /** Up one level: to the attention officer, then to the coordinator. */
  | { readonly kind: "level" }
  | { readonly kind: "partner"; readonly partner: Partner };

export type MoveRefusal =
  | "takenByOther"
  | "notYours"
  | "contactFirst"
  | "alreadyDone"
  | "resolved"
  | "notThere"
  | "topLevel"
  | "askFirst"
  /** The outcome of a crisis asks first whether the reporting code was thought of; said by the use case. */
  | "codeFirst"
  /** Something came that the owner has not seen: one look before the outcome; said by the use case. */
  | "lookFirst";

export type Moved = { ok: true; decision: Decision } | { ok: false; reason: MoveRefusal };

/** How long a partner gets before the owner is asked whether it was taken up: five working days. */
const partnerMinutes = 5 * 9 * 60;

/** What a case worker does with it. Refuses what is taken by somebody else, done already, resolved, or leads to nobody. */
export function decideMove(
  state: EscalationState,
  move: Move,
  by: string,
  given: Circumstances,
  /** Nobody can be contacted any more (the person had everything erased): an outcome needs no contact before it. */
  withoutContact = false,
): Moved {
  const at = given.now.toISOString();
  if (state.state === "resolved") return { ok: false, reason: "resolved" };
  if (move.do === "take") {
    if (state.ownerId === by) return { ok: false, reason: "alreadyDone" };
    // Who stands in for an owner who is away takes what the owner had.
    if (state.ownerId && !isStandingIn(given.duty.members, state.ownerId, by))
      return { ok: false, reason: "takenByOther" };
    return changed(state, {
      state: "acknowledged",
      ownerId: by,
      addresseeId: null,
      acknowledgedAt: at,
      laps: 0,
      nextStepAt: afterTaken(state.severity, given),
    });
  }
  // What nobody has, or somebody who is away, may be passed on by whoever sees it or stands in; everything else is the owner's.
  const isFree =
    move.do === "handOver" && (state.ownerId === null || isStandingIn(given.duty.members, state.ownerId, by));
  if (state.ownerId !== by && !isFree)
    return { ok: false, reason: state.ownerId ? "takenByOther" : "notYours" };
  switch (move.do) {
    case "reached":
      if (state.state === "contacted") return { ok: false, reason: "alreadyDone" };
      return changed(state, {
        state: "contacted",
        contactedAt: at,
        asks: 0,
        nextStepAt: after(state.severity, policyOf(given.policies, state.severity).outcomeMinutes, given),
      });
    case "notReached":
      // A planned try exists from the first tap on: tomorrow morning unless the case worker says otherwise. In a crisis nobody waits that long
      // because one call was not answered: within the time for a contact it comes back, and goes on to others when nothing is done then.
      return planned(
        state,
        state.severity === "crisis"
          ? after("crisis", policyOf(given.policies, "crisis").contactMinutes, given)
          : plannedFor("tomorrow", state.severity, given),
      );
    case "plan":
      return planned(state, plannedFor(move.at, state.severity, given));
    case "resolve":
      if (state.state !== "contacted" && !withoutContact) return { ok: false, reason: "contactFirst" };
      return changed(state, { state: "resolved", outcome: move.outcome, resolvedAt: at, nextStepAt: null });
    case "handOver":
      return decideHandOver(state, move, by, given);
  }
}

const changed = (state: EscalationState, change: Partial<EscalationState>): Moved => ({
  ok: true,
  decision: { state: { ...state, planned: false, ...change }, effects: [{ do: "refresh" }] },
});

const planned = (state: EscalationState, nextStepAt: string): Moved =>
  changed(state, { state: "acknowledged", planned: true, nextStepAt });

/**
 * Hands it to a colleague, up a level, or asks a partner to help. A colleague or the next level has the first waiting time to
 * take it, then the chain has it again; with a partner the owner stays and is asked later what came of it.
 */
function decideHandOver(
  state: EscalationState,
  { to, agreed }: Extract<Move, { do: "handOver" }>,
  by: string,
  given: Circumstances,
): Moved {
  if (!agreed && state.severity !== "crisis" && to.kind !== "colleague")
    return { ok: false, reason: "askFirst" };
  if (to.kind === "partner") {
    if (state.ownerId !== by) return { ok: false, reason: "notYours" };
    const nextStepAt =
      state.severity === "crisis"
        ? after("crisis", policyOf(given.policies, "crisis").outcomeMinutes, given)
        : plannedUntil(
            state.severity,
            addStaffedMinutes(given.staffing, given.now, partnerMinutes).toISOString(),
            given,
          );
    return changed(state, { planned: state.state === "acknowledged", nextStepAt });
  }
  const isThere = ({ id, channels, isOnDuty, isOnCall }: Member) =>
    id !== by && channels.length > 0 && (isOnDuty || isOnCall || state.severity === "crisis");
  const there = given.duty.members.filter(isThere);
  if (to.kind === "colleague") {
    const colleague = there.find(({ id }) => id === to.id);
    if (!colleague) return { ok: false, reason: "notThere" };
    return passTo(state, [colleague], { addresseeId: colleague.id }, given);
  }
  const level = levels[levels.indexOf(state.level) + 1];
  if (!level) return { ok: false, reason: "topLevel" };
  const heard = nextLevel(level, there);
  return heard.length > 0
    ? passTo(state, heard, { level, addresseeId: null }, given)
    : { ok: false, reason: "notThere" };
}

function nextLevel(level: Level, there: readonly Member[]): Member[] {
  const ofRole = (role: Member["role"]) => there.filter((member) => member.role === role);
  const wanted = level === "plus" ? ofRole("attentionOfficer") : ofRole("coordinator");
  return wanted.length > 0 ? wanted : ofRole("coordinator");
}

/** Given to these: they are told, by every channel they have, and the chain begins when they do not take it in time. */
function passTo(
  state: EscalationState,
  to: readonly Member[],
  change: Partial<EscalationState>,
  given: Circumstances,
): Moved {
  const policy = policyOf(given.policies, state.severity);
  const first = firstRing(policy);
  const both: readonly Channel[] = ["telegram", "email"];
  return {
    ok: true,
    decision: {
      state: {
        ...state,
        ...change,
        state: "notified",
        ownerId: null,
        acknowledgedAt: null,
        planned: false,
        asks: 0,
        step: first - 1,
        roundAt: given.now.toISOString(),
        nextStepAt: afterUnreached(
          state.severity,
          policy.steps[first]?.waitMinutes ?? policy.restMinutes,
          given,
        ),
      },
      effects: [
        ...to.map(
          (member) => ({ do: "notify", caseWorkerId: member.id, by: channelsFor(both, member) }) as const,
        ),
        { do: "refresh" },
      ],
    },
  };
}

/**
 * Tonight is 19:00 (an hour from now when that has passed); tomorrow and Monday are the first staffed time of that day, and for
 * what is urgent never behind a vacation. In the night it is still the day before, as for whoever is awake: "tomorrow" is after it.
 */
function plannedFor(
  at: "tonight" | "tomorrow" | "monday",
  severity: EscalationSeverity,
  given: Circumstances,
): string {
  const { staffing, now } = given;
  const inAnHour = new Date(now.getTime() + 3_600_000);
  if (at === "tonight") {
    const evening = localTime(staffing, now, 0, "19:00");
    return (evening > now ? evening : inAnHour).toISOString();
  }
  const isNight = now < localTime(staffing, now, 0, "06:00");
  const asOf = isNight ? localTime(staffing, now, -1, "23:00") : now;
  const days = at === "monday" ? daysToMonday(staffing, asOf) : 1;
  const morning = localTime(staffing, asOf, days, "08:30");
  // A crisis does not wait for office hours.
  if (severity === "crisis")
    return (at === "monday" ? localTime(staffing, asOf, 1, "08:30") : morning).toISOString();
  return plannedUntil(severity, (nextStaffed(staffing, morning) ?? morning).toISOString(), given);
}
