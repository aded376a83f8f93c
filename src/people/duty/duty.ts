import type { StaffRole } from "../add-staff.ts";

/** A way by which messages reach somebody of the staff. */
export type Channel = "telegram" | "email";

/** Somebody of the staff as they are at one moment: plain data, so that who is told is a pure decision. */
export interface Member {
  readonly id: string;
  readonly role: StaffRole;
  /** At work now: within their hours, no closed day, not absent. */
  readonly isOnDuty: boolean;
  /** It is their turn of the on-call rota now. */
  readonly isOnCall: boolean;
  /** An absence was noted for this local day. */
  readonly isAway: boolean;
  /** Where messages arrive as far as we know; empty for somebody who cannot be reached at all. */
  readonly channels: readonly Channel[];
  /** Those of them in which a message waits just now behind others that do not get through; known where an alert is decided on. */
  readonly late?: readonly Channel[];
  /** Who stands in while they are absent, at the end of the chain of deputies; null when present, or when nobody does. */
  readonly deputyId: string | null;
}

/** Everybody of an organisation who has not left, at one moment, in the order in which they joined. */
export interface Duty {
  readonly members: readonly Member[];
  /** The first instant from now on when somebody is on duty (now itself when somebody is); null when that is not in sight. */
  readonly nextDutyAt: Date | null;
}
