import { Temporal } from "temporal-polyfill";
import { dateOf, findDays, upTo } from "./read-dates.ts";
import { clock, tidyTyped } from "./read-hours.ts";

/** A turn on call by the organisation's wall clock: `2026-11-27T17:00`. */
export interface LocalShift {
  readonly from: string;
  readonly until: string;
}

export type ShiftRead =
  | { readonly ok: true; readonly shift: LocalShift }
  | { readonly ok: false; readonly reason: "unclear" | "noSuchDay" | "backwards" };

const mostCharacters = 80;
const time = String.raw`(\d{1,2})(?:\s?[:.hu]\s?(\d{2}))?\s?(?:uur|u|h)?\s?(am|pm)?`;
/** A day, a time, perhaps another day, a time: `#` stands where a day was. */
const shape = new RegExp(
  String.raw`^#,?\s*(?:om|at|الساعة)?\s*${time}\s*(\D+?)\s*(#)?,?\s*(?:om|at|الساعة)?\s*${time}$`,
  "u",
);

/**
 * Reads a turn on call as somebody types it: `vr 17:00 - ma 8:00`, `27-11 17:00 t/m 30-11 8:00`, or `27-11 17:00 - 8:00`,
 * which ends on the next day when it would end before it began. `today` is the organisation's local date.
 */
export function readShift(text: string, today: string): ShiftRead {
  const now = Temporal.PlainDate.from(today);
  const tidy = text.length > mostCharacters ? "" : tidyTyped(text).replace(/^(?:van|from|من) /u, "");
  const { days, rest } = findDays(tidy, now);
  const found = shape.exec(rest);
  const [first, last] = days;
  const from = clock(found?.[1], found?.[2], found?.[3]);
  const to = clock(found?.[6], found?.[7], found?.[8]);
  const isClear = upTo.test(found?.[4] ?? "") && days.length === (found?.[5] ? 2 : 1);
  if (!first || !from || !to || !isClear) return { ok: false, reason: "unclear" };
  const start = dateOf(first, now.subtract({ months: 1 }));
  const typedEnd = last && start ? dateOf(last, last.date ? now : start) : start;
  if (!start || !typedEnd) return { ok: false, reason: "noSuchDay" };
  const aWeek = last?.date && Temporal.PlainDate.compare(typedEnd, start) < 0 ? 7 : 0;
  const nextDay = !last && to <= from ? 1 : 0;
  const shift = {
    from: `${start.toString()}T${from}`,
    until: `${typedEnd.add({ days: aWeek + nextDay }).toString()}T${to}`,
  };
  return shift.from < shift.until ? { ok: true, shift } : { ok: false, reason: "backwards" };
}
