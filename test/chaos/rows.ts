/** One step of an organisation's own policy, as it lies in the row. */
export interface RawPolicy {
  readonly steps: readonly { readonly waitMinutes: number }[];
  readonly restMinutes: number;
  readonly contactMinutes: number;
  readonly outcomeMinutes: number;
}

/** What the database holds when all is over. Times are milliseconds since 1970 of the database's clock. */
export interface Rows {
  readonly now: number;
  /** Stored and not put aside: a tap that nobody could handle is as good as lost. */
  readonly updateIds: readonly number[];
  /** Stored and not handled, written and not sent; since when it is due. */
  readonly left: readonly { readonly what: string; readonly since: number }[];
  readonly alumni: readonly { readonly id: string; readonly chat: number; readonly caseWorkerId: string }[];
  readonly staff: readonly { readonly id: string; readonly chat: number; readonly school: string }[];
  readonly escalations: readonly {
    readonly id: string;
    readonly alumnusId: string;
    readonly school: string;
    readonly severity: string;
    readonly state: string;
    readonly ownerId: string | null;
    readonly nextStepAt: number | null;
    readonly openedAt: number;
    readonly policies: Readonly<Record<string, RawPolicy>> | null;
  }[];
  readonly events: readonly {
    readonly escalationId: string;
    readonly kind: string;
    readonly caseWorkerId: string | null;
    /** When it was committed. */
    readonly at: number;
  }[];
  /** What young people wrote, by chat and number, that nobody had read in time and that others were told of. */
  readonly handedOn: readonly { readonly chat: number; readonly message: number }[];
  /** What was said: rows of the outbox. */
  readonly messages: readonly {
    readonly chat: number;
    readonly message: number | null;
    readonly state: string;
    readonly line: string;
    /** What it is about: null for a change of another message. */
    readonly about: string | null;
  }[];
}
