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
  "language",
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

/** Neither work nor school nor anything like it: what the watch of three months is about (R7). */
export const withoutPlace: readonly Situation[] = ["job_seeking", "at_home"];

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

/** Why a check-in was begun besides the rhythm: something happened lately (domain 4.1, 7). */
export const occasions = ["firstWeek", "trialMonth", "contractTalk", "schoolStart", "application"] as const;
export type Occasion = (typeof occasions)[number];

/** The parts of the year that the rotating questions follow (domain 4.11): from August, from January, from May. */
export const seasons = ["autumn", "winter", "summer"] as const;
export type Season = (typeof seasons)[number];

/** What a human may bring up in the next talk; no alarm. */
export const talkPoints = ["growth", "planB", "parentLink"] as const;
export type TalkPoint = (typeof talkPoints)[number];

/** What an answer lets us look at again later: after so many days a short check-in on that occasion. */
export interface Watch {
  readonly occasion: Occasion;
  readonly afterDays: number;
}

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
  /** The rule of domain 4.10 that this option is by itself: work or school stopped (R6), an application refused (R8). */
  readonly rule?: "R6" | "R8";
  /** What the person asks a human to do (G5). */
  readonly wish?: "call" | "message" | "meet";
  /** What the combination rules see in it. */
  readonly marks?: readonly Mark[];
  /** Kept for the next talk between human and young person, never an alarm (`growth`: a wish to learn or to try more). */
  readonly talkPoint?: TalkPoint;
  /** Excludes the others of a question with several answers, and ends it at one tap: "nothing", "all fine". */
  readonly alone?: true;
  /** The robot explains something before it asks on: the text stands beside the option under `says`. */
  readonly says?: true;
  /** What becomes worth asking about later. */
  readonly watch?: Watch;
}

/** The letters before a question's number: its part of domain 4.4 to 4.7; T: the turns of the year; E: events; Q: strengths. */
export const modules = [
  "G",
  "W",
  "S",
  "D",
  "B",
  "L",
  "Z",
  "I",
  "H",
  "F",
  "V",
  "A",
  "M",
  "T",
  "E",
  "Q",
  "SAFE",
] as const;
export type Module = (typeof modules)[number];

export interface Question {
  /** Append-only: a module's letters and a number. */
  readonly id: string;
  readonly module: Module;
  readonly theme: Theme;
  /** `choice`: one option; `many`: several, closed by a button; `open`: words or voice, or one of its cards. */
  readonly kind: "choice" | "many" | "open";
  readonly options: readonly Option[];
  /** Asked only while nothing in this check-in is at least this serious. */
  readonly onlyBelow?: Severity;
  /** Its attention signals do not count for rule R2 (two worries at once). */
  readonly outsideR2?: true;
  /** Its options open themes for what the mood question said, and take the mood's severity (G1b). */
  readonly takesMood?: true;
  /** Its ticks mean nothing alone: so many of them together signal this (I5). */
  readonly together?: { readonly count: number; readonly severity: Severity };
  /** For people who read little: three buttons at a time at most, the rest behind one of them (domain 4.5). */
  readonly fewButtons?: true;
  /** No "skip" and "a human, please": the safety questions, where a human is already on the way. */
  readonly withoutExtras?: true;
}

/** A question, and whom it fits (everybody when left out). */
export interface Asked {
  readonly id: string;
  readonly for?: readonly Situation[];
  /** At this age in years alone (D4). */
  readonly age?: number;
  /** Only for who came from an ISK. */
  readonly newcomer?: true;
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
  /** What is asked about the situation: of its list, and else of `otherwise`, the one that was asked longest ago. */
  readonly main: Readonly<Partial<Record<Situation, readonly Asked[]>>> & {
    readonly otherwise: readonly Asked[];
  };
  /** Asked once in its part of the year, before anything else rotates: together they touch every theme (domain 4.11). */
  readonly turns: Readonly<Record<Season, string>>;
  /** Otherwise the one of these that was asked longest ago. */
  readonly rotating: readonly Asked[];
  /** Instead of situation, main question and rotation when something happened lately. */
  readonly occasions: Readonly<Record<Occasion, readonly string[]>>;
  /** Asked when an option `opens` a theme: these, as far as they have not been asked. */
  readonly depth: Readonly<Partial<Record<Theme, readonly Asked[]>>>;
  /** Asked when something is at least `attention`: does the person want contact? */
  readonly contact: string;
  /** What goes well: one after another over the check-ins, last in each. */
  readonly strength: readonly Asked[];
  /** Instead of a strength question when something is urgent: room to say more. */
  readonly more: string;
  /** The only questions once something is a crisis. */
  readonly crisis: readonly string[];
  /** In these situations somebody often helps with answering: the opening asks (domain 4.5, `answered_with_help`). */
  readonly helped: readonly Situation[];
  /** Asked before the end where the phone is shared: did you do this yourself? */
  readonly sharedPhone: string;
  /** Never more questions than this in one check-in, those about safety aside. */
  readonly most: number;
  /** From this question on a check-in offers to go on later. */
  readonly longFrom: number;
}

/**
 * Whether a serious tap on this question can be taken back as a slip: not what was said about safety, which a human hears as it was
 * said.
 */
export const maySlipOn = ({ module }: Pick<Question, "module">): boolean => module !== "SAFE";

/** The question with this id in this set, or undefined: an id from another version may be gone. */
export function findQuestion(set: QuestionSet, id: string): Question | undefined {
  return set.questions.find((question) => question.id === id);
}
