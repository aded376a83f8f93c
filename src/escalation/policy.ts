import type { Channel } from "../people/duty/duty.ts";

/** How serious an escalation can be: a signal of `none` never becomes one. */
export type EscalationSeverity = "attention" | "urgent" | "crisis";

/**
 * Who a step tells. `onDuty`: everybody at work now; `everyone`: everybody who can be reached, at work or not. The others are
 * told when they are on duty, or on call; the attention officer of a crisis and `everyone` whatever the hour.
 */
export type Recipient =
  | "caseWorker"
  | "deputy"
  | "attentionOfficer"
  | "coordinator"
  | "onCall"
  | "onDuty"
  | "everyone";

export interface PolicyStep {
  /** Nobody: it stands on the case worker's list and in the digest of the morning. */
  readonly to: readonly Recipient[];
  /** One channel is enough when there is one: whoever cannot be reached by it is told by the other at once. */
  readonly by: readonly Channel[];
  /** How long until the next step when nobody reacts. */
  readonly waitMinutes: number;
}

export interface Policy {
  /** Taken one after another. After the last the coordinator hears that nobody reacts, and the chain starts again. */
  readonly steps: readonly [PolicyStep, ...PolicyStep[]];
  /** How long after the last step's waiting time until the chain starts again. */
  readonly restMinutes: number;
  /** How long somebody who took it has until a contact, before it goes on to others. */
  readonly contactMinutes: number;
  /** How long after a contact until the owner is asked for the outcome, and asked again. */
  readonly outcomeMinutes: number;
  /** `staffed`: minutes count while somebody is at work. `always`: they count day and night. */
  readonly clock: "staffed" | "always";
}

/** An organisation's own policies, for the seriousnesses where they differ from ours. */
export type PolicySettings = Partial<Record<EscalationSeverity, Policy>>;

const workingDay = 9 * 60;
const phone = ["telegram"] as const;
const phoneAndMail = ["telegram", "email"] as const;

/** What happens when, by seriousness (domain 4.3 and 7.3; the times are our proposal, an organisation sets its own). */
export const ourPolicies: Readonly<Record<EscalationSeverity, Policy>> = {
  attention: {
    steps: [
      { to: [], by: phone, waitMinutes: 5 * workingDay },
      { to: ["caseWorker"], by: phone, waitMinutes: workingDay },
      { to: ["deputy", "attentionOfficer"], by: phone, waitMinutes: workingDay },
      { to: ["onDuty"], by: phoneAndMail, waitMinutes: workingDay },
    ],
    restMinutes: workingDay,
    contactMinutes: 5 * workingDay,
    outcomeMinutes: 2 * workingDay,
    clock: "staffed",
  },
  urgent: {
    steps: [
      { to: ["caseWorker"], by: phone, waitMinutes: 120 },
      { to: ["deputy", "attentionOfficer"], by: phone, waitMinutes: 120 },
      { to: ["onDuty"], by: phoneAndMail, waitMinutes: 120 },
    ],
    restMinutes: 6 * 60,
    contactMinutes: 2 * workingDay,
    outcomeMinutes: 2 * workingDay,
    clock: "staffed",
  },
  crisis: {
    steps: [
      { to: ["onDuty", "onCall", "attentionOfficer"], by: phoneAndMail, waitMinutes: 10 },
      { to: ["everyone"], by: phoneAndMail, waitMinutes: 10 },
    ],
    restMinutes: 10,
    contactMinutes: 30,
    outcomeMinutes: 4 * 60,
    clock: "always",
  },
};

/** The policy of an organisation for a seriousness: its own where it has one. */
export const policyOf = (settings: PolicySettings | null, severity: EscalationSeverity): Policy =>
  settings?.[severity] ?? ourPolicies[severity];
