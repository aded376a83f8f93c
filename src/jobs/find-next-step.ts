import { nextAppointmentLook } from "../appointment/store.ts";
import { nextWatch } from "../checkin/watch.ts";
import type { Db } from "../db/connect.ts";
import { findNextOf, type NextOf } from "../delivery/find-due.ts";
import { nextUnread } from "../escalation/raise-unread.ts";
import { nextUnreadBefore } from "../escalation/raise-unread-before.ts";
import { nextEscalationStep } from "../escalation/store.ts";
import { nextDeadlines } from "../programme/deadline/find-deadlines.ts";
import { nextLook } from "../programme/store.ts";

/** When a message or update that waits is due next, and when something else that stands in a row is (`other`). */
export const findNextMoments = (db: Db): Promise<NextOf> =>
  findNextOf(db, [
    nextEscalationStep(db),
    nextUnread(db),
    nextUnreadBefore(db),
    nextLook(db),
    nextAppointmentLook(db),
    nextWatch(db),
    ...nextDeadlines(db),
  ]);

/**
 * The next instant at which time sets something in motion that stands in a row: everything that `tick` takes, and the messages
 * and updates that wait. Undefined when nothing is planned at all.
 */
export async function findNextStep(db: Db): Promise<Date | undefined> {
  const { stored, other } = await findNextMoments(db);
  return stored && other ? (stored < other ? stored : other) : (stored ?? other);
}
