import type { Temporal } from "temporal-polyfill";
import type { ClosedDays } from "../people/duty/is-staffed.ts";
import { type Days, firstWorkingDay, openPart } from "./decide-open-days.ts";
import type { Moment } from "./programme.ts";

export interface Asking {
  /** When the human moment takes place: the same days, or fewer of them so that the robot can ask before. */
  readonly days: Days;
  /** Null when there is no time to ask before. */
  readonly ask: Days | null;
}

/**
 * When the robot asks its check-in. For a moment of its own: on that moment's days. Before a human moment: 14 to 7 days before
 * its first day. Where these lie before `start` (the exit, or somebody began later) or are closed as a whole, it asks for a
 * week from the first working day on, and the human follows a week after that; at once after it when less than a week would
 * be left for the human; without a check-in when not even that fits.
 */
export function decideAsking(
  { form, asksBefore }: Pick<Moment, "form" | "asksBefore">,
  days: Days,
  start: Temporal.PlainDate,
  closed: ClosedDays,
): Asking {
  if (form === "bot") return { days, ask: days };
  if (!asksBefore) return { days, ask: null };
  const usual = days.from.subtract({ days: 14 });
  const from = usual.since(start).days < 0 ? start : usual;
  const ask = openPart(closed, { from, until: days.from.subtract({ days: 7 }) });
  if (ask) return { days, ask };
  const first = firstWorkingDay(closed, from, days.until);
  const followed = first && (follow(days, first, 14, 7, closed) ?? follow(days, first, 7, 1, closed));
  return followed ?? { days, ask: null };
}

/** Asking for a week from `first` on; the human `after` days later, if that leaves at least `least` of them. */
function follow(
  days: Days,
  first: Temporal.PlainDate,
  after: number,
  least: number,
  closed: ClosedDays,
): Asking | undefined {
  const from = first.add({ days: after });
  const left = openPart(closed, {
    from: from.since(days.from).days < 0 ? days.from : from,
    until: days.until,
  });
  if (!left || left.from.until(left.until).days + 1 < least) return undefined;
  const week = { from: first, until: first.add({ days: after === 14 ? 7 : 6 }) };
  return { days: left, ask: openPart(closed, week) ?? { from: first, until: first } };
}
