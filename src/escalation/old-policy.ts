/** How serious an escalation can be: a signal of `none` never becomes one. */
export type EscalationSeverity = "attention" | "urgent" | "crisis";

export interface PolicyStep {
  /** `list`: nobody is pushed, it stands on the case worker's list. `everyone`: all staff that can be reached. */
  readonly to: "list" | "caseWorker" | "everyone";
  /** How long until the next step when nobody reacts. */
  readonly waitMinutes: number;
}

export interface Policy {
  /** Taken one after another; the last repeats until somebody takes it. */
  readonly steps: readonly [PolicyStep, ...PolicyStep[]];
  /** How long somebody who took it has until a contact, before it goes back to everyone. */
  readonly contactMinutes: number;
  /** How long after a contact until the owner is asked for the outcome again. */
  readonly outcomeMinutes: number;
  /** `staffed`: minutes count while somebody is at work. `always`: they count day and night. */
  readonly clock: "staffed" | "always";
}

const workingDay = 9 * 60;

/** What happens when, by seriousness (domain 4.3; times are our proposal, an organisation will set its own). */
export const policies: Readonly<Record<EscalationSeverity, Policy>> = {
  attention: {
    steps: [
      { to: "list", waitMinutes: 5 * workingDay },
      { to: "caseWorker", waitMinutes: workingDay },
      { to: "everyone", waitMinutes: workingDay },
    ],
    contactMinutes: 5 * workingDay,
    outcomeMinutes: 2 * workingDay,
    clock: "staffed",
  },
  urgent: {
    steps: [
      { to: "caseWorker", waitMinutes: 120 },
      { to: "everyone", waitMinutes: 120 },
    ],
    contactMinutes: 2 * workingDay,
    outcomeMinutes: 2 * workingDay,
    clock: "staffed",
  },
  crisis: {
    steps: [{ to: "everyone", waitMinutes: 10 }],
    contactMinutes: 30,
    outcomeMinutes: 4 * 60,
    clock: "always",
  },
};
