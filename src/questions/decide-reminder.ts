import { Temporal } from "temporal-polyfill";

/** What a parent can ask to be reminded of. */
export const reminderKinds = ["openDays", "april", "exitEvening"] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** The days of a year on which it is time, and for how many days a message about it still makes sense. */
const everyYear: Readonly<
  Record<Exclude<ReminderKind, "exitEvening">, { readonly days: readonly string[]; readonly lasts: number }>
> = {
  // Most open days of mbo are from November to February.
  openDays: { days: ["11-01", "01-10"], lasts: 21 },
  // Applying is possible until 1 April, that day too.
  april: { days: ["02-01", "03-15"], lasts: 14 },
};
/** So many days before the school's evening. */
const daysBeforeEvening = 7;

/**
 * The day (`2027-03-15`) of which it is time to remind now, `today` being the local day; undefined when it is not. A message is sent
 * once for such a day. `evening` is the day of the school's evening, if it has one. Pure.
 */
export function decideReminder(
  kind: ReminderKind,
  today: string,
  evening: string | null,
): string | undefined {
  const day = Temporal.PlainDate.from(today);
  if (kind === "exitEvening") {
    if (evening === null) return undefined;
    const left = day.until(Temporal.PlainDate.from(evening)).days;
    return left >= 0 && left <= daysBeforeEvening ? evening : undefined;
  }
  const { days, lasts } = everyYear[kind];
  return days
    .map((each) => Temporal.PlainDate.from(`${today.slice(0, 4)}-${each}`))
    .find((from) => {
      const past = from.until(day).days;
      return past >= 0 && past < lasts;
    })
    ?.toString();
}
