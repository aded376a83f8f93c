/**
 * What a check-in can ask, as data. Ids of questions and options are append-only: a published id keeps its meaning
 * for ever, because answers, running check-ins and buttons on people's phones refer to it.
 * Texts live in locales/<language>/checkin.json under `question.<id>`; nothing here is shown to anyone.
 */

/** How serious something is; the order of the list is the order of seriousness. */
export const severities = ["none", "attention", "urgent", "crisis"] as const;
export type Severity = (typeof severities)[number];

/** The more serious of the two. */
export function maxSeverity(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) >= severities.indexOf(b) ? a : b;
}

/** True when `severity` is at least `floor`. */
export function isAtLeast(severity: Severity, floor: Severity): boolean {
  return severities.indexOf(severity) >= severities.indexOf(floor);
}

/** What a question or a signal is about. */
export const themes = [
  "general",
  "work",
  "school",
  "home",
  "money",
  "health",
  "relations",
  "wellbeing",
  "transport",
  "agencies",
  "safety",
  "strength",
] as const;
export type Theme = (typeof themes)[number];

/** What somebody does now (domain 4.2). */
export const situations = [
  "work_regular",
  "sheltered_work",
  "waiting_sheltered_work",
  "development_track",
  "day_activity",
  "volunteering",
  "mbo_bol",
  "mbo_bbl",
  "mbo_entry",
  "special_route",
  "school_other",
  "job_seeking",
  "at_home",
] as const;
export type Situation = (typeof situations)[number];

/** Facts about a person that the combination rules look at (domain 4.10). */
export const marks = [
  "moneyWorry",
  "homeWorry",
  "lonelyOften",
  "nobodyToTalkTo",
  "moodGood",
  "moodBad",
  "dontKnow",
] as const;
export type Mark = (typeof marks)[number];

export interface Option {
  /** Append-only, 1 to 14 characters of a-z, A-Z and 0-9: it travels in callback data. */
  readonly id: string;
  readonly severity: Severity;
  /** Asked directly after this question when this option is chosen, in this order. */
  readonly leadsTo?: readonly string[];
  /** The theme whose questions this option opens (G1b); the signal takes this theme. */
  readonly opens?: Theme;
  /** The situation that this option stands for (G3). */
  readonly situation?: Situation;
  /** What the person asks a human to do (G5). */
  readonly wish?: "call" | "message" | "meet";
  /** What the combination rules see in it. */
  readonly marks?: readonly Mark[];
  /** A positive wish (to learn, to try more): kept for the next talk, never an alarm. */
  readonly growth?: true;
}

export interface Question {
  /** Append-only: a module's letters and a number. */
  readonly id: string;
  readonly module: "G" | "W" | "M" | "SAFE";
  readonly theme: Theme;
  /** `choice`: one option; `many`: several, closed by a button; `open`: words or voice. */
  readonly kind: "choice" | "many" | "open";
  readonly options: readonly Option[];
  /** Asked only while nothing in this check-in is at least this serious. */
  readonly onlyBelow?: Severity;
  /** Its attention signals do not count for rule R2 (two worries at once). */
  readonly outsideR2?: true;
  /** No "skip" and "a human, please": the safety questions, where a human is already on the way. */
  readonly withoutExtras?: true;
}

/** A question, and the situations that it fits (all when left out). */
export interface Asked {
  readonly id: string;
  readonly for?: readonly Situation[];
}

export interface QuestionSet {
  /** Raised with every published change. */
  readonly version: number;
  readonly questions: readonly Question[];
  /** Asked first, always. */
  readonly opening: readonly string[];
  /** Asked when we do not know what the person does; when we do, `opening` asks whether it still holds. */
  readonly unknownSituation: string;
  readonly knownSituation: string;
  /** The main question by situation, and the one for everybody else. */
  readonly main: Readonly<Partial<Record<Situation, string>>> & { readonly otherwise: string };
  /** One of these after another, over the check-ins, when all is fine. */
  readonly rotating: readonly Asked[];
  /** Asked when an option `opens` a theme: these, as far as they have not been asked. */
  readonly depth: Readonly<Partial<Record<Theme, readonly Asked[]>>>;
  /** Asked when something is at least `attention`: does the person want contact? */
  readonly contact: string;
  /** What goes well: one after another over the check-ins, last in each. */
  readonly strength: readonly string[];
  /** Instead of a strength question when something is urgent: room to say more. */
  readonly more: string;
  /** The only questions once something is a crisis. */
  readonly crisis: readonly string[];
  /** Asked before the end where the phone is shared: did you do this yourself? */
  readonly sharedPhone: string;
  /** Never more questions than this in one check-in, those about safety aside. */
  readonly most: number;
}

/** The question with this id in this set, or undefined: an id from another version may be gone. */
export function findQuestion(set: QuestionSet, id: string): Question | undefined {
  return set.questions.find((question) => question.id === id);
}
