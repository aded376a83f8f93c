import { Temporal } from "temporal-polyfill";
import { localDay, nextStaffed, plusDays, type Staffing, spansOf } from "../people/duty/is-staffed.ts";

/** So many days on which somebody was at work are enough to see to what lies there. */
const patienceDays = 5;
/** Too long whatever the calendar says: eight weeks is the longest that a house is closed at a stretch. */
const mostDays = 70;

/**
 * Whether people left lying what has waited for them since then: since its own local day five days are over on which somebody of the
 * organisation was at work, or ten weeks. Nobody sees to anything in a vacation, so that its days do not count; where nobody is ever at
 * work they count as they pass.
 */
export function isLeft(staffing: Staffing, since: Date, now: Date): boolean {
  const isEverStaffed = nextStaffed(staffing, since) !== undefined;
  const today = localDay(staffing, now);
  const first = localDay(staffing, since);
  let over = 0;
  for (let days = 1; days <= mostDays; days += 1) {
    const day = plusDays(first, days);
    if (day > today) return false;
    const end = spansOf(staffing, Temporal.PlainDate.from(day)).at(-1)?.to;
    const isOver = isEverStaffed ? end !== undefined && end <= now.getTime() : day < today;
    if (isOver) over += 1;
    if (over >= patienceDays) return true;
  }
  return true;
}
