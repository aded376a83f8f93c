import { Temporal } from "temporal-polyfill";
import { defaultMessageHours, type MessageCalendar, type OwnTime, spanOfDay } from "./is-message-time.ts";

/** Longer than a school can close at a stretch, with every holiday around it. */
const daysAhead = 120;

/**
 * The first instant at or after this one when a message that can wait may go to this person: the instant itself when it is
 * good (`isMessageTime`). There always is one: of an organisation that closed all days in sight the closed days do not count,
 * and of hours that no day has, the default does.
 */
export function nextMessageTime(calendar: MessageCalendar, own: OwnTime | null, instant: Date): Date {
  const hours = calendar.messageHours ?? defaultMessageHours;
  return (
    firstGood(calendar, own, instant) ??
    firstGood({ ...calendar, messageHours: { ...hours, whenClosed: true } }, own, instant) ??
    firstGood({ timeZone: calendar.timeZone }, null, instant) ??
    instant
  );
}

function firstGood(calendar: MessageCalendar, own: OwnTime | null, instant: Date): Date | undefined {
  const at = instant.getTime();
  const today = Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(calendar.timeZone)
    .toPlainDate();
  for (let days = 0; days < daysAhead; days += 1) {
    const span = spanOfDay(calendar, own, today.add({ days }));
    if (span && at < span.until) return new Date(Math.max(at, span.from));
  }
  return undefined;
}
