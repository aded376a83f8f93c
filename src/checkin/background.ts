import { Temporal } from "temporal-polyfill";
import type { Work } from "../delivery/work.ts";
import { ageAt } from "../people/link/is-old-enough.ts";
import type { AlumnusView } from "../people/store.ts";
import { previousOf } from "./decide-signals.ts";
import type { Background } from "./next-question.ts";
import type { Module, Occasion, Season } from "./question-set.ts";
import { type CheckInRow, findGiven, findLastAsked, findLastDone, findSet } from "./store.ts";

/** What is known of a check-in that began without a background: the first answer of all, or a crisis out of the blue. */
const nothingKnown: Background = {
  season: "autumn",
  lastAsked: {},
  worries: [],
  age: undefined,
  newcomer: false,
  occasion: undefined,
};

export const backgroundOf = (row: CheckInRow): Background => row.background ?? nothingKnown;

/** The part of the year (domain 4.11) on the local day of `now`: from August, from January, from May. */
export function seasonOf(now: Date, timeZone: string): Season {
  const { month } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return month >= 8 ? "autumn" : month >= 5 ? "summer" : "winter";
}

/** Gathers what the plan of a new check-in follows: the season, what a planned contact is about, what was asked when, last time's worries, age, origin. */
export async function gatherBackground(
  { db, now }: Pick<Work, "db" | "now">,
  view: AlumnusView,
  about: { readonly occasion?: Occasion; readonly themes?: readonly Module[] } = {},
): Promise<Background> {
  const { row, organisation, details } = view;
  const last = await findLastDone(db, row.id);
  const asked = await findLastAsked(db, row.id);
  const days = (at: Date) => Math.max(0, Math.floor((now.getTime() - at.getTime()) / 86_400_000));
  return {
    season: seasonOf(now, organisation.timeZone),
    lastAsked: Object.fromEntries(asked.map(({ questionId, at }) => [questionId, days(at)])),
    worries: last
      ? [...previousOf((await findSet(db, last.setHash)).set, await findGiven(db, last.id)).worries]
      : [],
    age: ageAt(details.birthDate, now, organisation.timeZone),
    newcomer: row.schoolType === "isk",
    occasion: about.occasion,
    ...(about.themes && { themes: about.themes }),
  };
}
