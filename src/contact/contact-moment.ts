import { localDay, localTime, type Staffing } from "../people/duty/is-staffed.ts";

/** Nobody remembers the minute of another day: it stands at its end, so that it comes after what happened on that day. */
const otherDay = "23:59";

/** The instant of a contact on this local day: when it was written down on that day itself, the last minute of another day. */
export function contactMoment(staffing: Pick<Staffing, "timeZone">, day: string, notedAt: Date): Date {
  if (localDay(staffing, notedAt) === day) return notedAt;
  return localTime(staffing, new Date(`${day}T12:00:00Z`), 0, otherDay);
}
