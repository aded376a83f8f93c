import type { DeadlineKind } from "../programme/deadline/deadline.ts";

/** What comes next for somebody, and whose turn it is. Instants are plain dates. */
export type NextStep =
  | { readonly kind: "alert"; readonly state: "open" | "taken" | "outcome"; readonly at: Date | null }
  | { readonly kind: "hello" }
  /** Wants nothing of the robot any more: what comes next is a human's. */
  | { readonly kind: "stopped" }
  /** Does not take part (yet): what is said beside the status says why. */
  | { readonly kind: "waiting" }
  | { readonly kind: "checkIn"; readonly state: "invited" | "open" | "paused"; readonly since: Date }
  | { readonly kind: "watch"; readonly occasion: string; readonly at: Date }
  /** By the programme: the robot's next deed, or what a human does by a day. */
  | { readonly kind: "programme"; readonly what: string; readonly at: Date }
  /** A date of the person that is watched. */
  | { readonly kind: "dated"; readonly what: DeadlineKind; readonly at: Date }
  /** The guidance has ended: nobody has to do anything any more. */
  | { readonly kind: "over" }
  /** Takes part without Telegram: a human takes each step. */
  | { readonly kind: "human" }
  | { readonly kind: "none" };

export interface NextStepFacts {
  /** The soonest of the dates that are watched. */
  readonly dated: { readonly what: DeadlineKind; readonly at: Date } | undefined;
  /** The alert that runs. */
  readonly alert:
    | {
        readonly state: "open" | "notified" | "acknowledged" | "contacted" | "resolved";
        readonly planned: boolean;
        readonly nextStepAt: Date | null;
      }
    | undefined;
  readonly isOver: boolean;
  readonly isStopped: boolean;
  readonly isHelloDue: boolean;
  readonly isWaiting: boolean;
  readonly isLinked: boolean;
  readonly checkIn: { readonly state: "invited" | "open" | "paused"; readonly since: Date } | undefined;
  /** Soonest first. */
  readonly watches: readonly { readonly occasion: string; readonly dueAt: Date }[];
  /** What the programme says; undefined for who is in none. Of a guidance that is over, what a human closes it with, until it is done. */
  readonly programme: { readonly what: string; readonly at: Date } | undefined;
}

/** The one thing that comes next: a human's before the robot's, and what runs before what is planned. */
export function decideNextStep(facts: NextStepFacts): NextStep {
  const { alert, checkIn, watches, programme, dated } = facts;
  if (alert && alert.state !== "resolved") {
    if (alert.state === "contacted") return { kind: "alert", state: "outcome", at: null };
    const isTaken = alert.state === "acknowledged";
    // Only a try that somebody planned is a date for the reader; other times are when the chain moves on.
    const at = isTaken && alert.planned ? alert.nextStepAt : null;
    return { kind: "alert", state: isTaken ? "taken" : "open", at };
  }
  if (facts.isOver) return programme ? { kind: "programme", ...programme } : { kind: "over" };
  if (facts.isStopped) return { kind: "stopped" };
  if (facts.isHelloDue) return { kind: "hello" };
  if (facts.isWaiting) return { kind: "waiting" };
  if (checkIn) return { kind: "checkIn", ...checkIn };
  const [watch] = watches;
  const isDatedFirst = [watch?.dueAt, programme?.at].every(
    (at) => at === undefined || (dated && dated.at < at),
  );
  if (dated && isDatedFirst) return { kind: "dated", ...dated };
  if (programme && (!watch || programme.at < watch.dueAt)) return { kind: "programme", ...programme };
  if (watch) return { kind: "watch", occasion: watch.occasion, at: watch.dueAt };
  return facts.isLinked ? { kind: "none" } : { kind: "human" };
}
