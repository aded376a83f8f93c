import { Temporal } from "temporal-polyfill";
import type { When } from "./programme.ts";

/** Days after `after` up to and including `until`. */
export interface Span {
  readonly after: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
}

/** The days on which a moment may take place, before vacations are looked at. */
export interface Window {
  /** The same in every version of a programme: it names the time and not the moment. */
  readonly occasion: string;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate;
  /** The day that says to which year and which programme the window belongs. */
  readonly middle: Temporal.PlainDate;
}

/** Days around a day that is counted from the exit; what is yet to be agreed on gets about a month. */
const usualDays = 15;
const agreedDays = 29;

const two = (value: number) => String(value).padStart(2, "0");
const { compare } = Temporal.PlainDate;
export const isIn = ({ after, until }: Span, day: Temporal.PlainDate): boolean =>
  compare(after, day) < 0 && compare(day, until) <= 0;

/**
 * The whole windows of a moment whose middle day lies in the span, in order. The middle decides, so that a window which the
 * exit or the end cuts in two is kept when the greater part of it is left, and left out otherwise: each window of the year
 * comes exactly once in any twelve months, whatever the day of the exit.
 */
export function decideWindows(when: When, exit: Temporal.PlainDate, span: Span): Window[] {
  return [...allWindows(when, exit, span)].filter(({ middle }) => isIn(span, middle));
}

/** A window of so many days around a day. */
export function around(occasion: string, middle: Temporal.PlainDate, days: number): Window {
  const from = middle.subtract({ days: Math.floor((days - 1) / 2) });
  return { occasion, from, until: from.add({ days: days - 1 }), middle };
}

/** The window without its days outside the span. Its middle has to lie in the span. */
export function cut(window: Window, { after, until }: Span): Window {
  const first = after.add({ days: 1 });
  return {
    ...window,
    from: compare(window.from, first) < 0 ? first : window.from,
    until: compare(window.until, until) > 0 ? until : window.until,
  };
}

function allWindows(when: When, exit: Temporal.PlainDate, span: Span): Iterable<Window> {
  switch (when.kind) {
    case "calendar":
      return calendarWindows(when.months, span);
    case "everyWeeks":
      return weekWindows(when.weeks, exit, span);
    case "everyMonths":
      return monthWindows((count) => when.months * count, when.windowDays ?? usualDays, exit, span);
    case "agreed":
      return monthWindows(
        (count) => Math.floor((12 * count) / when.perYear),
        when.perYear > 6 ? usualDays : agreedDays,
        exit,
        span,
      );
    case "afterExit":
      return [monthWindow(when.months, when.windowDays, exit)];
  }
}

function* calendarWindows(months: readonly number[], span: Span): Generator<Window> {
  const [month] = months;
  if (month === undefined) return;
  for (let year = span.after.year - 1; year <= span.until.year; year += 1) {
    const from = Temporal.PlainDate.from({ year, month, day: 1 });
    const until = from.add({ months: months.length }).subtract({ days: 1 });
    // The fifteenth of the middle month, or the first of the second half: no February makes it another day.
    const middle = from.add({ months: Math.floor(months.length / 2) });
    yield {
      occasion: `${year}-${two(month)}`,
      from,
      until,
      middle: months.length % 2 === 0 ? middle : middle.with({ day: 15 }),
    };
  }
}

/** From Monday to Sunday; as for ISO the Thursday says where a week belongs. The first is the first one after the exit. */
function* weekWindows(weeks: number, exit: Temporal.PlainDate, span: Span): Generator<Window> {
  const thursdayOf = (day: Temporal.PlainDate) => day.add({ days: 4 - day.dayOfWeek });
  const own = thursdayOf(exit);
  const first = compare(own, exit) > 0 ? own : own.add({ weeks: 1 });
  const away = first.until(span.after, { largestUnit: "weeks" }).weeks - 1;
  // Counted so that the first of them comes when so many weeks have passed.
  for (let index = Math.floor(away / weeks) * weeks + weeks - 1; ; index += weeks) {
    const middle = first.add({ weeks: index });
    if (compare(middle, span.until) > 0) return;
    const occasion = `week-${middle.yearOfWeek}-${two(middle.weekOfYear ?? 0)}`;
    yield { occasion, from: middle.subtract({ days: 3 }), until: middle.add({ days: 3 }), middle };
  }
}

function* monthWindows(
  monthOf: (count: number) => number,
  days: number,
  exit: Temporal.PlainDate,
  span: Span,
): Generator<Window> {
  const isBefore = compare(span.until, exit) <= 0;
  for (let count = 1; ; count += 1) {
    const window = monthWindow(isBefore ? -monthOf(count) : monthOf(count), days, exit);
    const isPast = isBefore
      ? compare(window.middle, span.after) <= 0
      : compare(window.middle, span.until) > 0;
    if (isPast) return;
    yield window;
  }
}

/** Counted from the exit each time: from 31 December two months lead to the last of February, four to 30 April. */
function monthWindow(months: number, days: number, exit: Temporal.PlainDate): Window {
  const occasion = months < 0 ? `before-${two(-months)}` : `month-${two(months)}`;
  return around(occasion, exit.add({ months }), days);
}
