import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import type { CalendarFile } from "./calendar-file.ts";
import { type Block, splitCalendar } from "./split-calendar.ts";

/** How far ahead a day that comes every year is written out. */
const yearsAhead = 2;
/** Somebody's birthday since 1900 ends; a rule that never gets anywhere does, too. */
const mostRepeats = 400;
const mostName = 60;

type Problem = { readonly reason: string };
type Days = { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate };
const isProblem = (found: object): found is Problem => "reason" in found;

interface Place {
  /** Local date of the organisation (`2026-11-25`). */
  readonly today: string;
  readonly timeZone: string;
}

/**
 * Reads the whole days of an iCalendar file (RFC 5545), each with its name and the line on which it begins. The end of an
 * event is not part of it, in the file; here `until` is the last day. Times are read in the organisation's time zone; days that
 * come every year are written out for two years. What cannot be read is a fault of that line; what is no whole day is left out.
 * Throws Refused for a file that is no calendar, or ends too early.
 */
export function readCalendar(bytes: Uint8Array, place: Place): CalendarFile {
  const { events: blocks, zones } = splitCalendar(bytes);
  const knownZones = new Map(zones.flatMap(readZone));
  const file = { events: [], faults: [], leftOut: [] } as {
    -readonly [K in keyof CalendarFile]: CalendarFile[K][number][];
  };
  for (const { line, text } of blocks) {
    let event: ICAL.Component;
    try {
      event = new ICAL.Component(ICAL.parse(text));
    } catch (error) {
      // The library says what is wrong with a line by throwing; the message quotes that line alone.
      const said = error instanceof Error ? error.message.slice(0, 120) : "it cannot be read";
      file.faults.push({ line, name: nameIn(text), reason: said });
      continue;
    }
    const name = tidy(String(event.getFirstPropertyValue("summary") ?? ""));
    if (String(event.getFirstPropertyValue("status") ?? "").toUpperCase() === "CANCELLED") {
      file.leftOut.push({ line, name, reason: "it was cancelled" });
      continue;
    }
    const days = readDays(event, place.timeZone, knownZones);
    const all = isProblem(days) ? days : repeat(event, days, place.today);
    if (isProblem(all)) (all.reason === notWhole ? file.leftOut : file.faults).push({ line, name, ...all });
    else
      for (const { from, until } of all)
        file.events.push({ line, name, from: from.toString(), until: until.toString() });
  }
  return file;
}

const notWhole = "it is not a whole day";

/** Without what nobody can see or what turns the direction of a line, and not longer than a line of a screen. */
const tidy = (text: string): string => {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, " ").trim();
  return plain === "" ? "(no name)" : plain.slice(0, mostName).trim();
};
const nameIn = (text: string): string => tidy(/^SUMMARY[^:\n]*:(.*)$/im.exec(text)?.[1] ?? "");

function readZone({ text }: Block): [string, ICAL.Timezone][] {
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(text)));
    return zone.tzid ? [[zone.tzid, zone]] : [];
  } catch {
    // A zone that cannot be read is one that the file does not have: its events name it when they need it.
    return [];
  }
}

type Zones = ReadonlyMap<string, ICAL.Timezone>;

/** The whole days from DTSTART to DTEND or over DURATION, both included. */
function readDays(event: ICAL.Component, timeZone: string, zones: Zones): Days | Problem {
  const start = readMoment(event, "dtstart", timeZone, zones);
  if (!start) return { reason: "it has no start (DTSTART)" };
  if (isProblem(start)) return start;
  const end = readMoment(event, "dtend", timeZone, zones) ?? readDuration(event, start);
  if (isProblem(end)) return end;
  const midnight = (at: Temporal.PlainDateTime) =>
    at.hour === 0 && at.minute === 0 && at.second === 0 ? at.toPlainDate() : undefined;
  const from = midnight(start.at) ?? start.at.toPlainDate().add({ days: 1 });
  // Some write the last minute of a day for its end.
  const isLastMinute = end.at.hour === 23 && end.at.minute === 59;
  const last = isLastMinute ? end.at.toPlainDate() : end.at.toPlainDate().subtract({ days: 1 });
  if (Temporal.PlainDateTime.compare(end.at, start.at) < 0) return { reason: "it ends before it begins" };
  // An end on the first day itself is against the rules, and meant as that one day.
  const until = start.isDate && end.isDate && start.at.equals(end.at) ? from : last;
  if (Temporal.PlainDate.compare(until, from) < 0) return { reason: notWhole };
  return { from, until };
}

interface Moment {
  readonly at: Temporal.PlainDateTime;
  readonly isDate: boolean;
}

function readDuration(event: ICAL.Component, start: Moment): Moment | Problem {
  const duration = event.getFirstPropertyValue("duration");
  if (duration === null) return start.isDate ? { ...start, at: start.at.add({ days: 1 }) } : start;
  if (!(duration instanceof ICAL.Duration)) return { reason: "its DURATION cannot be read" };
  return { ...start, at: start.at.add({ seconds: duration.toSeconds() }) };
}

/** A date or a moment as the clock of the organisation shows it; undefined when the event has none of this name. */
function readMoment(
  event: ICAL.Component,
  name: "dtstart" | "dtend",
  timeZone: string,
  zones: Zones,
): Moment | Problem | undefined {
  const property = event.getFirstProperty(name);
  if (!property) return undefined;
  const [, params, type, value] = property.toJSON() as [string, { tzid?: string }, string, unknown];
  const written = String(value);
  try {
    if (type === "date")
      return { at: Temporal.PlainDate.from(written, { overflow: "reject" }).toPlainDateTime(), isDate: true };
    const plain = Temporal.PlainDateTime.from(written.replace(/Z$/, ""), { overflow: "reject" });
    const here = (instant: Temporal.Instant) => instant.toZonedDateTimeISO(timeZone).toPlainDateTime();
    if (written.endsWith("Z")) return { at: here(Temporal.Instant.from(written)), isDate: false };
    const { tzid } = params;
    if (tzid === undefined) return { at: plain, isDate: false };
    if (isKnown(tzid)) return { at: here(plain.toZonedDateTime(tzid).toInstant()), isDate: false };
    const zone = zones.get(tzid);
    if (!zone) return { reason: `its time zone is unknown (${tidy(tzid)})` };
    const time = ICAL.Time.fromDateTimeString(written);
    time.zone = zone;
    return { at: here(Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000)), isDate: false };
  } catch {
    // Both libraries say it by throwing: there is no such day, or no such time.
    return { reason: `its ${name.toUpperCase()} is no date that exists (${tidy(written)})` };
  }
}

function isKnown(tzid: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(tzid).timeZoneId !== "";
  } catch {
    // Temporal says it by throwing: no zone of this name.
    return false;
  }
}

/** The days themselves, or each year's when they come every year. */
function repeat(event: ICAL.Component, days: Days, today: string): Days[] | Problem {
  if (event.getFirstProperty("recurrence-id"))
    return { reason: "it changes one time of an event that repeats; write it as an event of its own" };
  if (event.getFirstProperty("rdate")) return { reason: "it repeats on dates of its own (RDATE)" };
  const rules = event.getAllProperties("rrule");
  const rule = rules[0]?.getFirstValue();
  if (rule === undefined) return [days];
  if (rules.length > 1 || !(rule instanceof ICAL.Recur) || rule.freq !== "YEARLY")
    return { reason: "it repeats in another way than every year; write each time as an event of its own" };
  const skipped = new Set(
    event.getAllProperties("exdate").flatMap((one) => one.getValues().map((at) => String(at).slice(0, 10))),
  );
  const lastDay = Temporal.PlainDate.from(today).add({ years: yearsAhead }).toString();
  const length = days.from.until(days.until, { largestUnit: "day" });
  const found: Days[] = [];
  const starts = rule.iterator(ICAL.Time.fromDateString(days.from.toString()));
  for (let count = 0; count < mostRepeats; count += 1) {
    const next: ICAL.Time | null = starts.next();
    if (!next || next.toString().slice(0, 10) > lastDay) break;
    const date = next.toString().slice(0, 10);
    const from = Temporal.PlainDate.from(date);
    // 29 February comes in leap years alone (RFC 5545, 3.3.10); the library moves it to 1 March.
    const isMoved = Object.keys(rule.parts).length === 0 && date.slice(5) !== days.from.toString().slice(5);
    if (!skipped.has(date) && !isMoved) found.push({ from, until: from.add(length) });
  }
  return found;
}
