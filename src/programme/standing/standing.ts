import type { LongRest } from "../../people/duty/is-staffed.ts";
import type { DeadlineKind } from "../deadline/deadline.ts";
import type { Participation } from "../decide-offer.ts";
import type { Term } from "../decide-term.ts";
import type { Form } from "../programme.ts";

/** Where somebody stands who is enrolled: one of these, with a reason and since when (issue of nobody being out of sight). */
export type StandingState =
  /** Does not take part yet: no answer to the offer, or a yes that somebody still has to confirm. */
  | "waits"
  /** Said not now, or stopped. */
  | "declined"
  | "stopped"
  /** Takes part; nothing is asked at the moment. */
  | "inTouch"
  /** A check-in is on its way or half done. */
  | "asked"
  | "reminded"
  /** Did not answer: a human looks. */
  | "silent"
  /** No sign of life of any kind for too long, or a planned contact that did not come about. */
  | "outOfSight"
  /** Messages do not arrive. */
  | "blocked"
  /** Takes part without Telegram: a human takes the steps. Nothing is called silence. */
  | "byHuman"
  /** The guidance is over. */
  | "ended";

/** Why somebody does not take part; the words of `StandingState`. */
export type NotTakingPart = "waits" | "declined" | "stopped";

export type TaskKind =
  | ("silent" | "outOfSight" | "blocked" | "offer" | "reoffer" | "hold" | "moment" | "closing")
  /** Of a dated watch, which settles its own. */
  | DeadlineKind;

/** What happens next, by whom, on which instant; for a human the end of the day by which it is done. */
export interface NextStep {
  readonly what: "checkIn" | "remind" | "look" | "reoffer" | "end" | "appointment" | TaskKind | "nothing";
  readonly by: "robot" | "human" | "nobody";
  readonly at: Date | null;
}

export type Deed =
  | { readonly do: "start"; readonly momentId: string }
  | { readonly do: "remind"; readonly checkInId: string; readonly turn: 1 | 2 }
  | {
      readonly do: "task";
      readonly kind: TaskKind;
      /** What it is about, so that it is set once. */
      readonly about: string;
      /** Local day by which it is done. */
      readonly dueDay: string;
      readonly momentId?: string;
    }
  /** The reason for this task is gone, by itself. */
  | { readonly do: "settle"; readonly kind: TaskKind; readonly about: string }
  /**
   * `isSeen`: the person gave a sign of life in its time, so the human's contact is late and nobody is out of sight.
   * `isBefore`: it was over before the person took part; nobody missed it.
   */
  | { readonly do: "miss"; readonly momentId: string; readonly isSeen: boolean; readonly isBefore: boolean }
  /** The robot offers times of the case worker for a planned talk. */
  | { readonly do: "offer"; readonly momentId: string; readonly form: "phone" | "physical" }
  /** A check-in that nobody answered makes way for the next one. */
  | { readonly do: "lapse"; readonly checkInId: string }
  | { readonly do: "reoffer" }
  /** The guidance lasts longer than the programmes: that is written down, and what they plan goes on until this local day. */
  | { readonly do: "lengthen"; readonly endsOn: string }
  | { readonly do: "end" };

/** Days, as settings of the organisation. */
export interface SilenceDays {
  /** After so many days without an answer it is asked again, once each (R9). */
  readonly remind: readonly [number, number];
  readonly task: number;
  /** Without any sign of life for so long somebody is out of sight. */
  readonly outOfSight: number;
}

/** Days NOT IN SEEDS (R9): ours to choose, the organisation's to change. */
export const usualSilenceDays: SilenceDays = { remind: [3, 7], task: 14, outOfSight: 90 };

export interface PlannedMoment {
  readonly id: string;
  readonly form: Form;
  /** Local days, both included. */
  readonly fromDay: string;
  readonly untilDay: string;
  readonly askAt: Date | null;
  readonly state: "planned" | "asked" | "done" | "missed" | "dropped";
}

export interface OpenTask {
  readonly kind: TaskKind;
  readonly about: string;
  readonly dueDay: string;
  readonly createdAt: Date;
}

export interface DoneTask {
  readonly kind: TaskKind;
  readonly about: string;
  readonly doneAt: Date;
  /** Its reason was gone by itself: nobody did it. */
  readonly isSettled?: boolean;
}

/** What is known of somebody's appointments. */
export interface Appointments {
  /** The robot offers times by itself. */
  readonly robotOffers: boolean;
  /** One that is offered or agreed on; `at` is null until a time was chosen. One of which nobody says how it went is none after a week. */
  readonly running: { readonly momentId: string | null; readonly at: Date | null } | undefined;
  /** Planned talks for which times were offered already: it is done once. */
  readonly offered: ReadonlySet<string>;
  /** The last one, to which the person did not come. */
  readonly noShow: { readonly id: string; readonly momentId: string | null; readonly at: Date } | undefined;
}

export interface StandingFacts {
  readonly timeZone: string;
  readonly days: SilenceDays;
  /** As it counts now (`decideTermOf`). */
  readonly term: Term;
  /** The last local day that is written down and planned for; the term may be longer, never shorter. */
  readonly plannedUntil: string;
  /** How many months before the exit the programme begins. */
  readonly opens: number;
  /** The Act orders an offer, and another one a year after the exit. */
  readonly statutory: boolean;
  /** What is known of the offers, as the rule about them takes it. */
  readonly participation: Participation;
  readonly part: NotTakingPart | "joined";
  /**
   * Said yes, and the robot may not ask (any more) until a human did something: met them, saw that the phone is still theirs, gave
   * them a new card, heard a parent. Since when; null for everybody else.
   */
  readonly heldSince: Date | null;
  readonly isOnTelegram: boolean;
  readonly blockedSince: Date | null;
  readonly joinedAt: Date | null;
  /** The local day on which the school began to plan for them; what lay before it nobody missed. */
  readonly enrolledOn: string;
  /** A local day on which the law may make something else of them: an enrolment that begins to count. Null for none. */
  readonly regimeChangesOn: string | null;
  readonly checkIn:
    | {
        readonly id: string;
        readonly state: "invited" | "open" | "paused";
        /** The invitation, or the last answer since. */
        readonly lastAt: Date;
        readonly reminders: number;
      }
    | undefined;
  readonly openTasks: readonly OpenTask[];
  /** Tasks that somebody has done, the newest last; one is not set again for what was done about it. */
  readonly doneTasks: readonly DoneTask[];
  /** In the order of their days. */
  readonly moments: readonly PlannedMoment[];
  /** Since when the newest planned contact of a human's that was missed after the exit was to come about; left out where none was. */
  readonly missedSince?: Date | null;
  /** Left out: there never was one, and nobody offers any. */
  readonly appointments?: Appointments;
  /** A human is in touch with the person now, or about to be: an alert that is taken, or that is serious. */
  readonly isWithHuman: boolean;
  /** A check-in does not come before: soon after another message it would be one too many. */
  readonly notBefore: Date | null;
  /** The robot says nothing of its own before: another message came lately, its own last reminder too. */
  readonly quietUntil: Date | null;
  /** The last sign of life by any way. */
  readonly lastContactAt: Date | null;
  /** The first instant at or after one at which a message that can wait may go to this person. */
  readonly goodTime: (at: Date) => Date;
  /** In weeks in which nobody works, when the last working day before them ends; undefined when somebody works around that instant. */
  readonly closedSince: (at: Date) => Date | undefined;
  /** The first vacation between two instants, whole, in which nobody works and the robot says nothing; undefined when there is none. */
  readonly restWithin: (from: Date, until: Date) => LongRest | undefined;
  /** The robot has asked as many of this case worker's people today as the days of a cohort are spread for. */
  readonly isDayFull: boolean;
}

export interface Standing {
  readonly state: StandingState;
  readonly reason: string;
  readonly next: NextStep;
  /** When time may change something; the next look is no later. */
  readonly lookAt: Date | null;
  /** What is to be done now; the standing is decided again after it. */
  readonly deeds: readonly Deed[];
}
