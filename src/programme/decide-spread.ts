import { Temporal } from "temporal-polyfill";
import { type MessageCalendar, type OwnTime, spanOfDay } from "../people/calendar/is-message-time.ts";

/** How many check-ins of one day are asked for one case worker: each may bring a call. */
export const mostAsksADay = 5;

/** Somebody who gets a check-in within the window. */
export interface SpreadPerson {
  readonly id: string;
  readonly caseWorkerId: string;
  readonly ownTime: OwnTime | null;
}

export interface SpreadRules {
  /** Local days (`2026-09-01`), both included. */
  readonly from: string;
  readonly until: string;
  /** How many check-ins of one day a case worker can bear, at least one. */
  readonly mostADay: number;
  readonly calendar: MessageCalendar;
  /** Places from an earlier time: kept as long as they are good times for a message. They count for the load. */
  readonly placed?: ReadonlyMap<string, Date>;
}

export interface SpreadPlace {
  readonly at: Date;
  /** False: nothing was free or good within the window, and this is the first free day after it. */
  readonly isInWindow: boolean;
}

/** A whole school year after the window: only an organisation that is never open has no place in it. */
const daysAfter = 400;
const stepMilliseconds = 5 * 60_000;

/**
 * Gives each person a day and a time, at which a message may go to them, so that no case worker gets more than `mostADay` a day.
 * Whose first choice has room keeps it, whoever comes or goes: a person's wishes come from their id and the day alone, never
 * from the order of the list. Where a day is full, the same people give way each time, each to the next day of their own. Who
 * finds no place in the window comes on the first free day after it. Nobody is left out but in an organisation that is closed
 * for more than a year.
 */
export function decideSpread(
  people: readonly SpreadPerson[],
  rules: SpreadRules,
): ReadonlyMap<string, SpreadPlace> {
  const byWorker = new Map<string, SpreadPerson[]>();
  for (const one of people) byWorker.set(one.caseWorkerId, [...(byWorker.get(one.caseWorkerId) ?? []), one]);
  const found = new Map<string, SpreadPlace>();
  for (const own of byWorker.values())
    for (const [id, place] of spreadOfOne(own, rules)) found.set(id, place);
  return found;
}

/** The people of one case worker: each asks for the days in the order of their wishes, and a full day keeps those it drew. */
function spreadOfOne(people: readonly SpreadPerson[], rules: SpreadRules): ReadonlyMap<string, SpreadPlace> {
  const { calendar, from, until, mostADay, placed = new Map<string, Date>() } = rules;
  const found = new Map<string, SpreadPlace>();
  const room = new Map<string, number>();
  const roomOn = (day: string) => room.get(day) ?? mostADay;
  const waiting: SpreadPerson[] = [];
  for (const person of people) {
    const at = placed.get(person.id);
    const day = at && localDayOf(calendar, at);
    const span =
      day === undefined ? undefined : spanOfDay(calendar, person.ownTime, Temporal.PlainDate.from(day));
    if (at && day && span && span.from <= at.getTime() && at.getTime() < span.until) {
      found.set(person.id, { at, isInWindow: from <= day && day <= until });
      room.set(day, roomOn(day) - 1);
    } else waiting.push(person);
  }
  const guests = new Map<string, SpreadPerson[]>();
  const wishes = new Map(waiting.map((person) => [person.id, wishesOf(person, rules)]));
  for (let person = waiting.pop(); person; person = waiting.pop()) {
    const day = wishes.get(person.id)?.next().value;
    if (day === undefined) continue;
    const there = [...(guests.get(day) ?? []), person].sort(
      (a, b) => rank(day, a.id) - rank(day, b.id) || compare(a.id, b.id),
    );
    guests.set(day, there.slice(0, Math.max(0, roomOn(day))));
    waiting.push(...there.slice(Math.max(0, roomOn(day))));
  }
  for (const [day, there] of guests)
    for (const person of there) {
      const at = timeOn(day, person, calendar);
      if (at) found.set(person.id, { at, isInWindow: from <= day && day <= until });
    }
  return found;
}

/** The days of the window that are good for this person in an order of their own, then the days after it as they come. */
function* wishesOf(
  { id, ownTime }: SpreadPerson,
  { calendar, from, until }: SpreadRules,
): Generator<string, undefined> {
  const isGood = (day: Temporal.PlainDate) => spanOfDay(calendar, ownTime, day) !== undefined;
  const first = Temporal.PlainDate.from(from);
  const last = Temporal.PlainDate.from(until);
  const days: string[] = [];
  for (let day = first; Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    if (isGood(day)) days.push(day.toString());
  yield* days.sort((a, b) => rank(id, a) - rank(id, b) || compare(a, b));
  for (let days = 1; days <= daysAfter; days += 1) {
    const day = last.add({ days });
    if (isGood(day)) yield day.toString();
  }
  return undefined;
}

/** A time of the person's own on a day, so that not everybody gets theirs at ten o'clock. */
function timeOn(day: string, { id, ownTime }: SpreadPerson, calendar: MessageCalendar): Date | undefined {
  const span = spanOfDay(calendar, ownTime, Temporal.PlainDate.from(day));
  if (!span) return undefined;
  const steps = Math.max(1, Math.floor((span.until - span.from) / stepMilliseconds));
  return new Date(span.from + (rank("time", id) % steps) * stepMilliseconds);
}

const localDayOf = ({ timeZone }: MessageCalendar, instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime())
    .toZonedDateTimeISO(timeZone)
    .toPlainDate()
    .toString();

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A number from two texts that looks drawn by lot and is the same for ever (FNV-1a, then mixed); no secret, no proof. */
function rank(one: string, other: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${one}|${other}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
