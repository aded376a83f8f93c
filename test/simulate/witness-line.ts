/** What stands in the witness log, in order. Times are milliseconds since 1970 of the world's own clock. */
export type WitnessLine = PersonLine | DidLine | MessageLine | StandsLine | ListedLine | MidnightLine;

/** Whose phone this is: first in the log. */
export interface PersonLine {
  readonly what: "person";
  readonly at: number;
  readonly chat: number;
  readonly alumnus: string;
}

/** Somebody used their phone: tapped, wrote, unblocked the bot. */
export interface DidLine {
  readonly what: "did";
  readonly at: number;
  readonly chat: number;
  readonly deed: "tap" | "text" | "block" | "unblock";
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
