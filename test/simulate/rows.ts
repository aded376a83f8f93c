/** What the database holds when all is over. Times are milliseconds since 1970, days are local dates (`2026-09-01`). */
export interface Rows {
  readonly schools: readonly {
    readonly id: string;
    readonly closedDays: readonly { readonly from: string; readonly until: string }[] | null;
    readonly messageHours: {
      readonly from: string;
      readonly until: string;
      readonly saturday: boolean;
      readonly whenClosed: boolean;
    } | null;
  }[];
  readonly alumni: readonly {
    readonly id: string;
    readonly schoolId: string;
    readonly schoolType: string;
    readonly exitProfile: string;
    readonly exitDay: string;
    readonly situation: string | null;
    readonly ownTime: { readonly from: string | null; readonly saturday: boolean } | null;
  }[];
  readonly staff: readonly { readonly id: string; readonly schoolId: string; readonly chat: number | null }[];
  readonly enrolments: readonly {
    readonly alumnusId: string;
    readonly createdAt: number;
    readonly endedAt: number | null;
  }[];
  readonly moments: readonly {
    readonly alumnusId: string;
    readonly form: string;
    readonly fromDay: string;
    readonly untilDay: string;
    readonly askAt: number | null;
  }[];
  readonly tasks: readonly {
    readonly id: string;
    readonly alumnusId: string;
    readonly kind: string;
    readonly fromDay: string;
    readonly createdAt: number;
    readonly doneAt: number | null;
    readonly outcome: string | null;
  }[];
  /** Contacts of humans that were not taken back. */
  readonly contacts: readonly { readonly alumnusId: string; readonly at: number; readonly result: string }[];
  /** Every yes and no that was ever given, in their order. */
  readonly consents: readonly { readonly alumnusId: string; readonly at: number; readonly answer: string }[];
  readonly escalations: readonly {
    readonly id: string;
    readonly alumnusId: string;
    readonly openedAt: number;
    readonly resolvedAt: number | null;
  }[];
  /** Stretches in which a human wrote with somebody through the robot. */
  readonly talks: readonly {
    readonly id: string;
    readonly alumnusId: string;
    readonly openedAt: number;
    readonly endedAt: number | null;
  }[];
  /** Phones that were let go of, and until when: null while no other was linked. */
  readonly unlinkings: readonly {
    readonly alumnusId: string;
    readonly at: number;
    readonly until: number | null;
  }[];
  /** When a school's numbers for a crisis were signed: without, or after a year, the robot may ask nobody. */
  readonly signed: readonly { readonly schoolId: string; readonly at: number }[];
  /** Of a linking or a question who somebody is: whom a button with this id is about. */
  readonly abouts: readonly { readonly id: string; readonly alumnusId: string }[];
}
