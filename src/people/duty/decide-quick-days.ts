import { Temporal } from "temporal-polyfill";
import type { Days } from "./read-dates.ts";

export const quickDays = ["today", "tomorrow", "week"] as const;

/** Days that one tap says: today, tomorrow, or from today until Friday (on a weekend: the week that comes). */
export function decideQuickDays(quick: (typeof quickDays)[number], today: string): Days {
  const day = Temporal.PlainDate.from(today);
  const tomorrow = day.add({ days: 1 }).toString();
  if (quick === "today") return { from: today, until: today };
  if (quick === "tomorrow") return { from: tomorrow, until: tomorrow };
  const isWeekend = day.dayOfWeek > 5;
  const from = isWeekend ? day.add({ days: 8 - day.dayOfWeek }) : day;
  return { from: from.toString(), until: from.add({ days: 5 - from.dayOfWeek }).toString() };
}
