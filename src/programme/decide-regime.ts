/** What the law makes of somebody who leaves school (domain 2.2). */
export const regimes = ["additionalCareerGuidance", "aftercare", "noneMboTakesOver", "voluntary"] as const;
export type Regime = (typeof regimes)[number];

/** Why, with its place in the law. Kept with the person, so that it can be shown years later. */
export const regimeReasons = {
  /** LAW-05: leaves practical education without going on to another. */
  proLeaver: ["LAW-05"],
  /** LAW-05, LAW-25: went on to further education, where it is offered now. */
  proGoesOn: ["LAW-05", "LAW-25"],
  /** LAW-06: labour-market profile, does not go on to further education. */
  vsoLabourMarket: ["LAW-06"],
  /** LAW-06 leaves them out; that aftercare takes them in is our reading (domain 2.2, CHECK). */
  vsoLabourMarketGoesOn: ["LAW-06", "LAW-07"],
  /** LAW-07: profile day activity. */
  vsoDayActivity: ["LAW-07"],
  /** LAW-07: profile further education. */
  vsoFurtherEducation: ["LAW-07"],
  /** The Act does not name ISK (domain 2.2): a service on consent, in no statutory figure. */
  isk: [],
} as const satisfies Readonly<Record<string, readonly `LAW-${number}`[]>>;
export type RegimeReason = keyof typeof regimeReasons;

/** Going on to further education, as a fact. */
export interface Enrolment {
  /** The day of the enrolment (not of the first lesson), a local date. */
  readonly enrolledOn: string;
  /** The day on which it fell through or ended; null while it stands. */
  readonly endedOn: string | null;
}

export interface Leaver {
  readonly schoolType: "pro" | "vso" | "isk";
  readonly exitProfile: "labour_market" | "day_activity" | "further_education";
  readonly followingEnrolment: Enrolment | null;
}

export interface RegimeDecision {
  readonly regime: Regime;
  readonly reason: RegimeReason;
  /** The law behind it, `LAW-nn`. */
  readonly laws: readonly string[];
  /** The Act orders an offer and, a year after the exit, another one (LAW-08, 11); counted in the Act's figures. */
  readonly statutory: boolean;
}

/**
 * The regime of a leaver on a local day (`2026-09-01`). To be asked again at every change of profile, enrolment or situation:
 * an enrolment counts from the day it was made, and no more from the day it fell through, so that somebody whose study comes
 * to nothing in September is a direct leaver after all. The profile says nothing in practical education.
 */
export function decideRegime(leaver: Leaver, today: string): RegimeDecision {
  const reason = reasonOf(leaver, today);
  const regime = regimeOf[reason];
  return {
    regime,
    reason,
    laws: regimeReasons[reason],
    statutory: regime === "additionalCareerGuidance",
  };
}

const regimeOf: Readonly<Record<RegimeReason, Regime>> = {
  proLeaver: "additionalCareerGuidance",
  proGoesOn: "noneMboTakesOver",
  vsoLabourMarket: "additionalCareerGuidance",
  vsoLabourMarketGoesOn: "aftercare",
  vsoDayActivity: "aftercare",
  vsoFurtherEducation: "aftercare",
  isk: "voluntary",
};

function reasonOf({ schoolType, exitProfile, followingEnrolment }: Leaver, today: string): RegimeReason {
  const goesOn = followingEnrolment !== null && isCounting(followingEnrolment, today);
  if (schoolType === "isk") return "isk";
  if (schoolType === "pro") return goesOn ? "proGoesOn" : "proLeaver";
  if (exitProfile === "day_activity") return "vsoDayActivity";
  if (exitProfile === "further_education") return "vsoFurtherEducation";
  return goesOn ? "vsoLabourMarketGoesOn" : "vsoLabourMarket";
}

/** The next local day after this one on which the law makes something else of a leaver though nobody says anything; null for none. */
export function nextRegimeDay({ followingEnrolment: study }: Leaver, today: string): string | null {
  const days = study ? [study.enrolledOn, study.endedOn] : [];
  return days.filter((day) => day !== null && day > today).sort()[0] ?? null;
}

const isCounting = ({ enrolledOn, endedOn }: Enrolment, today: string): boolean =>
  enrolledOn <= today && (endedOn === null || today < endedOn);
