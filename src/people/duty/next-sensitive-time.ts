import { Temporal } from "temporal-polyfill";
import type { MessageCalendar, OwnTime } from "../calendar/is-message-time.ts";
import { nextMessageTime } from "../calendar/next-message-time.ts";
import { type DutyPlan, decideNextReading } from "./decide-duty.ts";
import { isSomebodyThereSoon } from "./is-somebody-there-soon.ts";

const daysAhead = 120;

/**
 * The first instant at or after this one when questions that may touch something sensitive can go to this person: a good time
 * for a message, and somebody is at work before the end of the next working day. Undefined when nobody is in sight for 120 days:
 * then a human has to act. `plan` must hold what is planned from the instant on (`findDutyPlan`).
 */
export function nextSensitiveTime(
  plan: DutyPlan,
  calendar: MessageCalendar,
  own: OwnTime | null,
  instant: Date,
): Date | undefined {
  const { timeZone } = calendar;
  let from = instant;
  for (let tries = 0; tries < daysAhead; tries += 1) {
    const at = nextMessageTime(calendar, own, from);
    if (isSomebodyThereSoon(timeZone, decideNextReading(plan, at), at)) return at;
    const day = Temporal.Instant.fromEpochMilliseconds(at.getTime())
      .toZonedDateTimeISO(timeZone)
      .toPlainDate();
    from = new Date(day.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds);
  }
  return undefined;
}
