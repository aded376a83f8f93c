import type { Channel, Duty } from "../people/duty/duty.ts";
import type { Staffing } from "../people/duty/is-staffed.ts";
import type { EscalationSeverity, PolicySettings } from "./policy.ts";

/**
 * The life of an escalation: open → notified → acknowledged → contacted → resolved. One that is not resolved always has a
 * next step, and only an outcome that a human recorded resolves it: no timer, no STOP, no answer. Instants are ISO 8601 in
 * UTC: the state is kept as JSON so that a step can be undone.
 */
export interface EscalationState {
  readonly severity: EscalationSeverity;
  readonly state: "open" | "notified" | "acknowledged" | "contacted" | "resolved";
  readonly ownerId: string | null;
  /** The step of the policy that was taken last; one less than the first when the chain begins at the next. */
  readonly step: number;
  readonly nextStepAt: string | null;
  /** The next step is a try that the owner planned, not a time that ran out. */
  readonly planned: boolean;
  readonly acknowledgedAt: string | null;
  readonly contactedAt: string | null;
  readonly resolvedAt: string | null;
  readonly outcome: Outcome | null;
  readonly level: Level;
  /** To whom it was handed and who has not taken it yet. */
  readonly addresseeId: string | null;
  /** How often the whole chain went round without anybody taking it. */
  readonly laps: number;
  /** Since when the chain goes round for this: nobody who was told since then is rung again. */
  readonly roundAt: string | null;
  /** How often the owner was asked for the outcome since the contact. */
  readonly asks: number;
}

export const outcomes = ["helped", "planned", "handedOver", "notNeeded"] as const;
export type Outcome = (typeof outcomes)[number];

/** How far it was handed up (domain 7.3): the case worker, the attention officer, the coordinator with all partners. */
export const levels = ["basic", "plus", "lifeCourse"] as const;
export type Level = (typeof levels)[number];

/** What a decision asks for. */
export type EscalationEffect =
  /**
   * A new message, so that a phone rings or a mailbox fills; by the first channel alone when one is enough. `quietly`: without a
   * sound, for whoever is at home and has time until the morning.
   */
  | {
      readonly do: "notify";
      readonly caseWorkerId: string;
      readonly by: readonly Channel[];
      readonly quietly?: true;
    }
  /** The messages that are there change; nobody is disturbed. */
  | { readonly do: "refresh" }
  /** Written into the record: a step that was passed over and why, that the chain went round in vain, or that the owner is in a talk. */
  | {
      readonly do: "record";
      readonly kind: "skipped" | "nobodyReacts" | "waitsForDuty" | "talkGoesOn";
      readonly facts: Facts;
    };

type Facts = Readonly<Record<string, string | number | boolean>>;

export interface Decision {
  readonly state: EscalationState;
  readonly effects: readonly EscalationEffect[];
}

/** Whoever has it and the young person write to each other: both have said something since it was taken that arrived. */
export interface Talking {
  /** When the newest of it was written. */
  readonly lastAt: Date;
}

/** All that a decision looks at beside the state: what the organisation agreed, who is there, and the time. */
export interface Circumstances {
  readonly policies: PolicySettings | null;
  readonly staffing: Staffing;
  readonly duty: Duty;
  /** The young person's own case worker. */
  readonly responsibleId: string;
  /** Who was told in this round and has it: on the phone, or by mail. */
  readonly toldIds: ReadonlySet<string>;
  /** For whom a message of this round waits in a channel that does not get through for now. */
  readonly waitingIds: ReadonlySet<string>;
  /** The open talk of whoever has it with the young person; absent where there is none in which both have spoken. */
  readonly talking?: Talking;
  readonly now: Date;
}

/** A message about an escalation that did not arrive, or does not get through for now (`delayed`). */
export interface Undelivered {
  readonly caseWorkerId: string;
  readonly how: "refused" | "delayed";
  /** Who was told in the same step or later and has it: also the same person, by the other channel. */
  readonly alsoToldIds: ReadonlySet<string>;
}
