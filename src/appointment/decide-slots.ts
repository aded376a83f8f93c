import { Temporal } from "temporal-polyfill";
import { type Staffing, spansOf } from "../people/duty/is-staffed.ts";

/** A stretch of time: from the first instant until just before the second. */
export interface Stretch {
  readonly from: Date;
  readonly until: Date;
}

/** Whether a case worker has time, and when somebody likes it: plain data. */
export interface SlotFacts {
  /** The case worker's hours, with every closed day and day off among the closed days. */
  readonly staffing: Staffing;
  /** Days off of the case worker alone (local dates, both included): own extra hours do not count on them. */
  readonly away: readonly { readonly from: string; readonly until: string }[];
  /** What the case worker typed: no time then, or time outside the hours. Of two about the same time "no" counts. */
  readonly busy: readonly Stretch[];
  readonly free: readonly Stretch[];
  /** Other appointments. */
  readonly taken: readonly Stretch[];
  /** From this instant on: now, and the notice. */
  readonly earliest: Date;
  /** The last local day. */
  readonly lastDay: string;
  readonly minutes: number;
  /** From which local time of day the person likes it (`"16:00"`); null for any. */
  readonly likesFrom: string | null;
}

/** Appointments begin on these minutes of an hour. */
const gridMinutes = 15;
const minute = 60_000;
/** More would be a list that nobody reads on a phone. */
const mostShown = 6;
const mostADay = 2;
/** The hour at which the afternoon begins. */
const noon = 12;

const localOf = (at: number, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** When the case worker has time on a local day, in order, in milliseconds. */
function openOn(facts: SlotFacts, day: Temporal.PlainDate): { from: number; to: number }[] {
  const { staffing, away, busy, free, taken } = facts;
  const date = day.toString();
  if (away.some(({ from, until }) => from <= date && date <= until)) return [];
  const start = day.toZonedDateTime(staffing.timeZone).epochMilliseconds;
  const end = day.add({ days: 1 }).toZonedDateTime(staffing.timeZone).epochMilliseconds;
  const extra = free
    .map(({ from, until }) => ({ from: Math.max(start, +from), to: Math.min(end, +until) }))
    .filter(({ from, to }) => from < to);
  const open = joined([...spansOf(staffing, day), ...extra]);
  return [...busy, ...taken].reduce((left, { from, until }) => without(left, +from, +until), open);
}

function joined(spans: readonly { from: number; to: number }[]): { from: number; to: number }[] {
  const result: { from: number; to: number }[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

const without = (spans: readonly { from: number; to: number }[], from: number, until: number) =>
  spans.flatMap((span) =>
    until <= span.from || span.to <= from
      ? [span]
      : [
          { from: span.from, to: Math.min(span.to, from) },
          { from: Math.max(span.from, until), to: span.to },
        ].filter((rest) => rest.from < rest.to),
  );

/** The first quarter of an hour of the local clock at or after this instant. */
function onGrid(at: number, timeZone: string): number {
  const local = localOf(at, timeZone);
  const past = (local.minute % gridMinutes) * minute + local.second * 1000 + local.millisecond;
  return past === 0 ? at : at - past + gridMinutes * minute;
}

/** Every time on a local day at which an appointment of this length can begin. */
function startsOn(facts: SlotFacts, day: Temporal.PlainDate): number[] {
  const { staffing, minutes, earliest } = facts;
  const starts: number[] = [];
  for (const { from, to } of openOn(facts, day)) {
    const first = onGrid(Math.max(from, +earliest), staffing.timeZone);
    for (let at = first; at + minutes * minute <= to; at += gridMinutes * minute) starts.push(at);
  }
  return starts;
}

/**
 * Times to offer: on several days rather than six on one morning, at most one in each half of a day, and not the same hour on each
 * day. What lies in the person's own time comes first; when nothing does, any time that the case worker has. `from` is a
 * local day to begin at, for who wants to see later ones. Every time is free as `isFreeSlot` says it.
 */
export function decideSlots(facts: SlotFacts, from?: string): Date[] {
  const liked = facts.likesFrom === null ? [] : spread(facts, from, facts.likesFrom);
  return liked.length > 0 ? liked : spread(facts, from, null);
}

function spread(facts: SlotFacts, from: string | undefined, likesFrom: string | null): Date[] {
  const { timeZone } = facts.staffing;
  const first = localOf(+facts.earliest, timeZone).toPlainDate();
  const begin = from === undefined || from < first.toString() ? first : Temporal.PlainDate.from(from);
  const shown: number[] = [];
  let days = 0;
  for (
    let day = begin;
    day.toString() <= facts.lastDay && shown.length < mostShown;
    day = day.add({ days: 1 })
  ) {
    const starts = startsOn(facts, day).filter(
      (at) => likesFrom === null || localOf(at, timeZone).toPlainTime().toString() >= likesFrom,
    );
    if (starts.length === 0) continue;
    const isMorning = (at: number) => localOf(at, timeZone).hour < noon;
    const halves = [starts.filter(isMorning), starts.filter((at) => !isMorning(at))];
    const ofDay = halves.flatMap((half) => pick(half, days) ?? []);
    shown.push(...ofDay.slice(0, Math.min(mostADay, mostShown - shown.length)));
    days += 1;
  }
  return shown.map((at) => new Date(at));
}

/** Another hour on each day; whole and half hours where there are any. */
function pick(starts: readonly number[], days: number): number | undefined {
  const round = starts.filter((at) => at % (30 * minute) === 0);
  const from = round.length > 0 ? round : starts;
  return from[(days * 3 + 1) % Math.max(1, from.length)];
}

/** True for a time at which the case worker can be had for the whole length, late enough for everybody to know of it. */
export function isFreeSlot(facts: SlotFacts, at: Date): boolean {
  const start = at.getTime();
  if (start < +facts.earliest) return false;
  const day = localOf(start, facts.staffing.timeZone).toPlainDate();
  if (day.toString() > facts.lastDay) return false;
  const end = start + facts.minutes * minute;
  return openOn(facts, day).some(({ from, to }) => from <= start && end <= to);
}
