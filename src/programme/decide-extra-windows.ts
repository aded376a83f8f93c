import type { Temporal } from "temporal-polyfill";
import { around, type Span, type Window } from "./decide-windows.ts";

/**
 * Windows for the `missing` moments of a span, where there is most room: the greatest gap between what is there is divided
 * first, and what falls into one gap divides it evenly. Named after the span's first month after the exit, as in `extra-12-1`.
 */
export function decideExtraWindows(
  missing: number,
  there: readonly Temporal.PlainDate[],
  span: Span,
  fromMonth: number,
): Window[] {
  const left = span.after;
  const place = (day: Temporal.PlainDate) => left.until(day).days;
  const end = place(span.until) + 1;
  const marks = [0, ...there.map(place), end].sort((a, b) => a - b);
  const gaps = marks.slice(1).map((to, index) => ({ from: marks[index] ?? 0, to, extras: 0 }));
  const roomIn = ({ from, to, extras }: (typeof gaps)[number]) => (to - from) / (extras + 1);
  for (let count = 0; count < missing; count += 1) {
    const widest = gaps.reduce((best, gap) => (roomIn(gap) > roomIn(best) ? gap : best));
    widest.extras += 1;
  }
  const places = gaps.flatMap((gap) =>
    Array.from({ length: gap.extras }, (_, index) => ({
      day: gap.from + Math.floor(roomIn(gap) * (index + 1)),
      // Narrow enough not to lie over its neighbours.
      days: Math.min(15, Math.max(1, Math.floor(roomIn(gap)))),
    })),
  );
  return places.map(({ day, days }, index) => {
    const name = `extra-${String(fromMonth).padStart(2, "0")}-${index + 1}`;
    return around(name, left.add({ days: day }), days);
  });
}
