/** A whole day, or several, of a calendar file. Days are local (`2026-12-19`), both included. */
export interface CalendarEvent {
  /** The line of the file on which the event begins, counted from 1. */
  readonly line: number;
  readonly name: string;
  readonly from: string;
  readonly until: string;
}

/** An event that is not taken over, and why: the rest of a sentence about it. */
export interface CalendarRemark {
  readonly line: number;
  readonly name: string;
  readonly reason: string;
}

export interface CalendarFile {
  readonly events: readonly CalendarEvent[];
  readonly faults: readonly CalendarRemark[];
  readonly leftOut: readonly CalendarRemark[];
}
