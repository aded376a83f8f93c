import {
  addStaffedMinutes,
  isLongRest,
  localTime,
  longRestFrom,
  longRestHours,
  nextStaffed,
} from "../people/duty/is-staffed.ts";
import type { Circumstances } from "./escalation-state.ts";
import { type EscalationSeverity, policyOf } from "./policy.ts";

/** How soon it is tried again when nobody at all can be reached. */
export const tryAgainMinutes = 5;

/** The hours of the day, in the house's time, in which a coordinator who is off may be rung for what is urgent. */
const day = { from: "09:00", until: "18:00" } as const;

export const iso = (instant: Date) => instant.toISOString();

export const later = (now: Date, minutes: number) => iso(new Date(now.getTime() + minutes * 60_000));

const isLonger = (minutes: number, from: Date, until: Date) =>
  until.getTime() - from.getTime() > minutes * 60_000;

/** The instant so many minutes of this policy's clock from now, ISO 8601 in UTC. */
export function after(severity: EscalationSeverity, minutes: number, given: Circumstances): string {
  const { clock } = policyOf(given.policies, severity);
  return clock === "always"
    ? later(given.now, minutes)
    : iso(addStaffedMinutes(given.staffing, given.now, minutes));
}

/**
 * As `after`, for a wait in which nobody has reached the young person yet. What is urgent does not lie through a vacation:
 * the time is up when the house closes for longer than five days (whoever took it has `leastMinutes` all the same), and in a
 * house that is closed already five days later.
 */
export function afterUnreached(
  severity: EscalationSeverity,
  minutes: number,
  given: Circumstances,
  leastMinutes = 0,
): string {
  return beforeRest(severity, after(severity, minutes, given), given, leastMinutes);
}

/**
 * As `afterUnreached`, for a try that whoever took it planned and for help that they asked for: what is urgent does not lie
 * through a vacation because of a tap either.
 */
export const plannedUntil = (severity: EscalationSeverity, end: string, given: Circumstances): string =>
  beforeRest(severity, end, given, 24 * 60);

function beforeRest(
  severity: EscalationSeverity,
  end: string,
  given: Circumstances,
  leastMinutes: number,
): string {
  if (severity !== "urgent") return end;
  const { staffing, now } = given;
  const restFrom = longRestFrom(staffing, now, new Date(end), longRestHours);
  if (!restFrom) return end;
  if (restFrom <= now) return nextInRest(now, nextStaffed(staffing, now) ?? new Date(end));
  return isLonger(leastMinutes, now, restFrom) ? iso(restFrom) : later(now, leastMinutes);
}

/** As `afterUnreached`, for the contact that whoever took it owes: they have a day, also on the last afternoon. */
export const afterTaken = (severity: EscalationSeverity, given: Circumstances): string =>
  afterUnreached(severity, policyOf(given.policies, severity).contactMinutes, given, 24 * 60);

/** Within a long rest it is said again every five days; when somebody is back the chain goes on. */
const nextInRest = (now: Date, back: Date) =>
  isLonger(2 * 60 * longRestHours, now, back) ? later(now, 60 * longRestHours) : iso(back);

/** When somebody is back at work, where that is later than something urgent may lie; undefined when it is not. */
export function backAfterRest(
  severity: EscalationSeverity,
  { duty, now, staffing }: Pick<Circumstances, "duty" | "now" | "staffing">,
): Date | undefined {
  const back = duty.nextDutyAt;
  if (severity !== "urgent" || back === null) return undefined;
  return isLongRest(staffing, now, back, longRestHours) ? back : undefined;
}

/** What a long rest means for something urgent. */
export interface Rest {
  /** Late enough in the day, and not too late, to ring somebody who is off. */
  readonly isDay: boolean;
  /** When it is looked at again, ISO 8601 in UTC: the morning in a night, after five days, or when somebody is back. */
  readonly nextAt: string;
}

/** The long rest in which this is urgent; undefined when somebody is back in time, or the policy counts day and night. */
export function decideRest(severity: EscalationSeverity, given: Circumstances): Rest | undefined {
  const { duty, now, policies, staffing } = given;
  const back = backAfterRest(severity, given);
  if (!back || policyOf(policies, severity).clock === "always") return undefined;
  const at = (days: number, time: string) => localTime(staffing, now, days, time);
  const morning = now < at(0, day.from) ? at(0, day.from) : at(1, day.from);
  if (now < at(0, day.from) || now >= at(0, day.until)) return { isDay: false, nextAt: iso(morning) };
  // With nobody to be reached it is tried every day, not every five.
  const canBeTold = duty.members.some(({ channels }) => channels.length > 0);
  return { isDay: true, nextAt: canBeTold ? nextInRest(now, back) : iso(morning) };
}
