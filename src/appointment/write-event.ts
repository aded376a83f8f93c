import ICAL from "ical.js";

/** An appointment as a calendar takes it. */
export interface CalendarEvent {
  /** The same for every change of one appointment. */
  readonly id: string;
  /** One more with each change: a calendar keeps the newest. */
  readonly sequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly summary: string;
  readonly location?: string;
  readonly isCancelled: boolean;
  readonly now: Date;
}

/** Nobody answers there: the appointment is moved in the chat. The domain is one that never exists (RFC 2606). */
const organizer = "mailto:noreply@in-beeld.invalid";

/**
 * One appointment as an iCalendar file (RFC 5545): times in UTC, so that no zone has to be described and every calendar shows
 * its own; METHOD:PUBLISH, or CANCEL for one that is off (RFC 5546, 3.2.1 and 3.2.5).
 */
export function writeEvent(event: CalendarEvent): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.updatePropertyWithValue("version", "2.0");
  calendar.updatePropertyWithValue("prodid", "-//In Beeld//Appointments//NL");
  calendar.updatePropertyWithValue("method", event.isCancelled ? "CANCEL" : "PUBLISH");
  const entry = new ICAL.Component("vevent");
  const add = (name: string, value: string | number | ICAL.Time) =>
    entry.updatePropertyWithValue(name, value as string);
  add("uid", `${event.id}@in-beeld.invalid`);
  add("dtstamp", utc(event.now));
  add("sequence", event.sequence);
  add("dtstart", utc(event.startsAt));
  add("dtend", utc(event.endsAt));
  add("summary", event.summary);
  if (event.location !== undefined) add("location", event.location);
  add("organizer", organizer);
  add("status", event.isCancelled ? "CANCELLED" : "CONFIRMED");
  calendar.addSubcomponent(entry);
  return `${calendar.toString()}\r\n`;
}

/** To the second: a calendar has no smaller part of time. */
const utc = (instant: Date) => ICAL.Time.fromJSDate(new Date(Math.floor(+instant / 1000) * 1000), true);
