import type { Channel, Member } from "../people/duty/duty.ts";
import type { Circumstances, EscalationEffect, EscalationState } from "./escalation-state.ts";
import type { Recipient } from "./policy.ts";

const isWorking = ({ late }: Member, channel: Channel) => !late?.includes(channel);

/** A message reaches them now. */
export const isReachable = (member: Member) => member.channels.some((channel) => isWorking(member, channel));

/** A message reaches them now, or later: the only channel that there is does not get through for now. */
export const canHear = ({ channels }: Member) => channels.length > 0;

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
export function whoIsNamed(to: readonly Recipient[], state: EscalationState, given: Circumstances): Member[] {
  const named = recipientsOf([...to, ...raisedTo(state)], state, given);
  const isAwake = (member: Member) => isReachable(member) && (member.isOnDuty || member.isOnCall);
  return state.severity === "crisis" && !named.some(isAwake) ? [...given.duty.members] : named;
}

/** Handed up, the next level hears every step too. */
function raisedTo({ level }: EscalationState): readonly Recipient[] {
  if (level === "plus") return ["attentionOfficer"];
  return level === "lifeCourse" ? ["attentionOfficer", "coordinator"] : [];
}

/**
 * The channels for somebody: those that the step asks for; where none of these gets through now, one that does as well. What was
 * written into a chat that does not get through for now stands there when it does, and can be taken.
 */
export function channelsFor(by: readonly Channel[], member: Member): readonly Channel[] {
  const { channels } = member;
  const works = (channel: Channel) => isWorking(member, channel);
  const asked = by.filter((channel) => channels.includes(channel));
  if (asked.some(works)) return asked;
  const other = channels.find(works);
  if (other) return [...asked, other];
  return asked.length > 0 ? asked : channels.slice(0, 1);
}

/** A message for each of them. */
export const tell = (members: readonly Member[], by: readonly Channel[]): EscalationEffect[] =>
  members.map((member) => ({ do: "notify", caseWorkerId: member.id, by: channelsFor(by, member) }));

/**
 * The coordinators; in a house without one the attention officers, then everybody. Those two are not rung once more for what
 * they were told in this round, but in a crisis: the digest of the morning has it.
 */
export function whoHearsThatNobodyReacts(
  { severity }: EscalationState,
  { duty, toldIds }: Circumstances,
): Member[] {
  const reachable = duty.members.filter(isReachable);
  const ofRole = (role: Member["role"]) => reachable.filter((member) => member.role === role);
  const coordinators = ofRole("coordinator");
  if (coordinators.length > 0) return coordinators;
  const officers = ofRole("attentionOfficer");
  const others = officers.length > 0 ? officers : reachable;
  return severity === "crisis" ? others : others.filter(({ id }) => !toldIds.has(id));
}
