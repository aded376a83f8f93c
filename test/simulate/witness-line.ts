/** What stands in the witness log, in order. Times are milliseconds since 1970 of the world's own clock. */
export type WitnessLine =
  | SchoolLine
  | PersonLine
  | DidLine
  | MessageLine
  | StandsLine
  | FactsLine
  | ListedLine
  | MidnightLine;

/** The programmes of a school as the world was planned, one after another, by the names that we give them: first in the log. */
export interface SchoolLine {
  readonly what: "school";
  readonly at: number;
  readonly school: string;
  readonly programmes: readonly { readonly key: string; readonly months?: number }[];
}

/** Whose phone this is, and how this person lives with the robot by the plan of the world: first in the log. */
export interface PersonLine {
  readonly what: "person";
  readonly at: number;
  readonly chat: number;
  readonly alumnus: string;
  readonly kind: string;
}

/** Somebody used their phone: tapped, wrote, unblocked the bot. */
export interface DidLine {
  readonly what: "did";
  readonly at: number;
  readonly chat: number;
  readonly deed: "tap" | "text" | "block" | "unblock";
  /** What the tapped button carries. */
  readonly data?: string;
}

/** A message has arrived on a phone. */
export interface MessageLine {
  readonly what: "message";
  readonly at: number;
  readonly chat: number;
  /** Without a sound. */
  readonly quiet: boolean;
  /** The data of the buttons under it. */
  readonly buttons: readonly string[];
}

/** A row of `standing` as it lay there after midnight, when it was not so the midnight before. */
export interface StandsLine {
  readonly what: "stands";
  readonly at: number;
  readonly alumnus: string;
  readonly state: string;
  readonly next: string;
  readonly by: string;
  readonly nextAt: number | null;
}

/** What the school knew of somebody after midnight, when it was not so the midnight before. */
export interface FactsLine {
  readonly what: "facts";
  readonly at: number;
  readonly alumnus: string;
  /** Local day. */
  readonly exitDay: string;
  readonly situation: string | null;
}

/** A task that stood on a human's list in the night: the first night of each. One that was put off later has been seen all the same. */
export interface ListedLine {
  readonly what: "listed";
  readonly at: number;
  readonly task: string;
}

/** The rows were looked at, half an hour after midnight. */
export interface MidnightLine {
  readonly what: "midnight";
  readonly at: number;
}
