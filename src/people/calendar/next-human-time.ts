import { isStaffed, type Staffing } from "../duty/is-staffed.ts";
import type { MessageCalendar } from "./is-message-time.ts";
import { nextMessageTime } from "./next-message-time.ts";

/**
 * When something that a human sends through the robot goes out: at once while the organisation is at work or its hours for
 * messages run, whatever the person's own time (who decides at noon overrules "from 16:00"); else when those hours begin again:
 * nobody's phone rings at 22:30 because a case worker tidies up.
 */
export const nextHumanTime = (organisation: Staffing & MessageCalendar, instant: Date): Date =>
  isStaffed(organisation, instant) ? instant : nextMessageTime(organisation, null, instant);
