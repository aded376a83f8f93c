/** What somebody's dates can be about (domain 4.10, CAP-32). All days are local dates of the organisation, `2027-03-14`. */
export const deadlineKinds = [
  "contractEnd",
  "indicationEnd",
  "atHome",
  "objection",
  "eighteen",
  "application",
  "growth",
] as const;
export type DeadlineKind = (typeof deadlineKinds)[number];

/** Dates that a case worker can write down; a wish to study counts from its day on. */
export const datedKinds = ["contractEnd", "indicationEnd", "letter", "studyWish"] as const;
export type DatedKind = (typeof datedKinds)[number];

export type Source = "answer" | "caseWorker" | "import";

/** A day that is known, or about when it is: the middle of the span that an answer gave. */
export interface Dated {
  readonly day: string;
  readonly source: Source;
  /** On which day it was said. */
  readonly on: string;
}

/** What happens on a day: a human's task on the list, an alert that rings as urgent, a message to the young person. */
export type Deed = "task" | "urgent" | "message";

/** One stage of a dated watch. The same stage of the same day fires once. */
export interface Deadline {
  readonly kind: DeadlineKind;
  readonly stage: "first" | "last";
  /** What it is about: the last day of a contract, a birthday. */
  readonly day: string;
  readonly source: Source;
  /** When it fires. */
  readonly dueDay: string;
  readonly does: Deed;
  /** What happens when `dueDay` was over before we knew: an answer has said its own signal already. */
  readonly whenLate: Deed | "nothing";
  /** From this day on it helps nobody any more; null for never. */
  readonly overOn: string | null;
  /** How many days a human has for the task. */
  readonly taskDays: number;
}

/** How the cause of a date's signal begins: the young person said nothing, so nobody answers them. */
export const deadlineCause = "deadline:";
