import { Temporal } from "temporal-polyfill";
import type { Phase, Programme } from "./programme.ts";

/** The Act's guidance ends two years after the exit at the latest (LAW-09); a second offer makes no sense after that. */
const statutoryMonths = 24;

export interface Term {
  /** The exit; the last day at school. All days are local dates. */
  readonly startsOn: string;
  /** The last day of the guidance. */
  readonly endsOn: string;
  /** `closes`: a closing message. `keepsDoorOpen`: whoever writes is answered, nobody is written to (CAP-27). */
  readonly atEnd: Programme["afterTerm"];
  /** Twelve months after the exit (LAW-11). */
  readonly reOfferOn: string;
  /** The first day on which a second offer would come too late: the Act's two years are over. */
  readonly offersEndOn: string;
}

/**
 * From when to when the guidance of a course lasts: `months` after the exit, of all its programmes together (24 by default).
 * A month counts to the same day of the month, or to the month's last when it has no such day: twelve months after
 * 29 February 2028 is 28 February 2029.
 */
export function decideTerm(
  exitDay: string,
  months = statutoryMonths,
  atEnd: Programme["afterTerm"] = "closes",
): Term {
  const exit = Temporal.PlainDate.from(exitDay);
  const after = (count: number) => exit.add({ months: count }).toString();
  return {
    startsOn: exit.toString(),
    endsOn: after(months),
    atEnd,
    reOfferOn: after(12),
    offersEndOn: exit.add({ months: statutoryMonths }).add({ days: 1 }).toString(),
  };
}

/**
 * The term of a place as it counts; `takesPartSince` is null for whoever takes no part (any more). Whoever says yes to the second
 * offer, or comes back later, has the Act's two years, also where the programme lasts one: a yes that ends on the day on which it is
 * said would be none (LAW-09, 11). For the same reason it stays open as long for whoever takes no part: the second offer of a
 * programme of one year is made on its last day, and wants its time to be answered, talked over first, or brought by a human.
 */
export function decideTermOf(
  place: { readonly startsOn: string; readonly endsOn: string },
  statutory: boolean,
  takesPartSince: string | null,
): Term {
  const term = decideTerm(place.startsOn);
  const hasTwoYears = statutory && (takesPartSince === null || takesPartSince >= term.reOfferOn);
  const endsOn = hasTwoYears && term.endsOn > place.endsOn ? term.endsOn : place.endsOn;
  return { ...term, endsOn };
}

/**
 * Whether a term that is counted by another exit day is over on this local day, as it counts for this person: the Act's two years where
 * they have them (`decideTermOf`).
 */
export const isTermOver = (
  term: Term,
  statutory: boolean,
  takesPartSince: string | null,
  today: string,
): boolean => decideTermOf(term, statutory, takesPartSince).endsOn < today;

/** Where somebody stands on a local day: in the final year up to and with the exit, then a year ends on its twelfth month's day. */
export function decidePhase({ startsOn, endsOn }: Term, today: string): Phase | "after_term" {
  if (today <= startsOn) return "final_year";
  if (today > endsOn) return "after_term";
  const exit = Temporal.PlainDate.from(startsOn);
  if (today <= exit.add({ months: 12 }).toString()) return "year_1";
  return today <= exit.add({ months: 24 }).toString() ? "year_2" : "later";
}
