import { Temporal } from "temporal-polyfill";
import type { StaffedHours } from "./is-staffed.ts";
import type { LocalShift } from "./read-shift.ts";

export const shiftPresets = ["tonight", "weekend", "week"] as const;
export type ShiftPreset = (typeof shiftPresets)[number];

const endOf = (hours: StaffedHours, day: Temporal.PlainDate) =>
  (hours[String(day.dayOfWeek) as "1"] ?? [])
    .map(({ to }) => to)
    .sort()
    .at(-1) ?? "17:00";
const startOf = (hours: StaffedHours, day: Temporal.PlainDate) =>
  (hours[String(day.dayOfWeek) as "1"] ?? []).map(({ from }) => from).sort()[0] ?? "08:00";

/**
 * A usual turn on call, from when the organisation's day ends until when the next one begins: tonight until tomorrow, this
 * weekend from Friday until Monday, or the coming week from Monday until Monday. Without hours that day: 17:00 and 08:00.
 */
export function decideShiftPreset(preset: ShiftPreset, hours: StaffedHours, today: string): LocalShift {
  const day = Temporal.PlainDate.from(today);
  const monday = day.add({ days: 8 - day.dayOfWeek });
  const [from, until] = {
    tonight: [day, day.add({ days: 1 })] as const,
    weekend: [monday.subtract({ days: 3 }), monday] as const,
    week: [monday, monday.add({ days: 7 })] as const,
  }[preset];
  return {
    from: `${from.toString()}T${endOf(hours, from)}`,
    until: `${until.toString()}T${startOf(hours, until)}`,
  };
}
