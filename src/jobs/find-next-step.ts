import { nextAppointmentLook } from "../appointment/store.ts";
import { nextWatch } from "../checkin/watch.ts";
import type { Db } from "../db/connect.ts";
import { findNextOf } from "../delivery/find-due.ts";
import { nextUnread } from "../escalation/raise-unread.ts";
import { nextEscalationStep } from "../escalation/store.ts";
import { nextDeadlines } from "../programme/deadline/find-deadlines.ts";
import { nextLook } from "../programme/store.ts";

/**
 * The next instant at which time sets something in motion that stands in a row: everything that `tick` takes, and the messages
 * and updates that wait. Undefined when nothing is planned at all.
 */
export const findNextStep = (db: Db): Promise<Date | undefined> =>
  findNextOf(db, [
    nextEscalationStep(db),
    nextUnread(db),
    nextLook(db),
    nextAppointmentLook(db),
    nextWatch(db),
    ...nextDeadlines(db),
  ]);
