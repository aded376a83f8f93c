import { Temporal } from "temporal-polyfill";
import type { ClosedDays } from "../duty/is-staffed.ts";

export type ClosedDay = ClosedDays[number];

/** Eight weeks: longer, and it could not be said any more when somebody is there again (`nextStaffed` looks ten weeks ahead). */
export const mostClosedDays = 56;

/** Local days (`2026-12-21`) beside this one. */
export const dayAfter = (day: string): string => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
export const dayBefore = (day: string): string =>
  Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
/** How many days, the first and the last included. */
export const countDays = ({ from, until }: Pick<ClosedDay, "from" | "until">): number =>
  Temporal.PlainDate.from(from).until(until, { largestUnit: "day" }).days + 1;

/** Whether the very same days stand among these. */
export const isAmong =
  (closed: ClosedDays) =>
  ({ from, until, name }: ClosedDay): boolean =>
    closed.some((one) => one.from === from && one.until === until && one.name === name);

const inOrder = (closed: ClosedDays): ClosedDay[] =>
  [...closed].sort((a, b) => a.from.localeCompare(b.from) || a.until.localeCompare(b.until));

/** Days without a name have no place in data: the property is left out. */
const made = (from: string, until: string, { name, imported }: ClosedDay): ClosedDay => ({
  from,
  until,
  ...(name === undefined ? {} : { name }),
  ...(imported ? { imported } : {}),
});

/**
 * The closed days with these among them, and the stretch that they are part of now: days that touch others of the same name (or
 * of none) become one with them. Undefined when nobody would be there for more than eight weeks, whatever the days are called.
 */
export function addClosedDays(
  closed: ClosedDays,
  days: ClosedDay,
): { readonly closed: ClosedDay[]; readonly stretch: ClosedDay } | undefined {
  const touching = closed.filter(
    (one) => one.name === days.name && one.from <= dayAfter(days.until) && days.from <= dayAfter(one.until),
  );
  const from = [days.from, ...touching.map((one) => one.from)].sort()[0] ?? days.from;
  const until = [days.until, ...touching.map((one) => one.until)].sort().at(-1) ?? days.until;
  const stretch = made(from, until, days);
  const others = closed.filter((one) => !touching.includes(one));
  const all = inOrder([...others, stretch]);
  return longestStretch(all, stretch) > mostClosedDays ? undefined : { closed: all, stretch };
}

/** How many days nobody is there around these ones, with whatever touches them. */
function longestStretch(closed: readonly ClosedDay[], { from: first, until: last }: ClosedDay): number {
  let from = first;
  let until = last;
  for (let isLonger = true; isLonger; ) {
    const touching = closed.filter((one) => one.from <= dayAfter(until) && from <= dayAfter(one.until));
    const wider = {
      from: touching.map((one) => one.from).sort()[0] ?? from,
      until:
        touching
          .map((one) => one.until)
          .sort()
          .at(-1) ?? until,
    };
    isLonger = wider.from < from || wider.until > until;
    from = wider.from < from ? wider.from : from;
    until = wider.until > until ? wider.until : until;
  }
  return countDays({ from, until });
}

/** The closed days without these: a stretch that goes on before or after them keeps the rest of it. */
export function withoutDays(
  closed: ClosedDays,
  { from, until }: Pick<ClosedDay, "from" | "until">,
): ClosedDay[] {
  return inOrder(
    closed.flatMap((one) => {
      if (one.until < from || until < one.from) return [one];
      return [
        ...(one.from < from ? [made(one.from, dayBefore(from), one)] : []),
        ...(until < one.until ? [made(dayAfter(until), one.until, one)] : []),
      ];
    }),
  );
}
