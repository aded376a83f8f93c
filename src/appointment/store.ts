import { and, asc, desc, eq, gt, inArray, isNotNull, lte, or, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { appointment, caseWorker, ownHours } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import type { AppointmentRow, OwnHoursRow } from "./appointment.ts";

const running = inArray(appointment.state, ["offered", "booked"]);

/** Finds an appointment that is about to change: two taps at once wait for each other. */
export async function lockAppointment(db: Db, id: string): Promise<AppointmentRow | undefined> {
  const [row] = await db.select().from(appointment).where(eq(appointment.id, id)).for("update");
  return row;
}

/** The one that is offered to somebody or agreed on with them. */
export async function findRunningAppointment(db: Db, alumnusId: string): Promise<AppointmentRow | undefined> {
  const [row] = await db
    .select()
    .from(appointment)
    .where(and(eq(appointment.alumnusId, alumnusId), running));
  return row;
}

/** Appointments of a case worker are given out one after another: of two people who tap the same time, one waits. */
export async function lockDiary(db: Db, caseWorkerId: string): Promise<void> {
  await db
    .select({ id: caseWorker.id })
    .from(caseWorker)
    .where(eq(caseWorker.id, caseWorkerId))
    .for("update");
}

/** What is agreed on with this case worker and not over yet at this instant, in order. */
export const findBooked = (db: Db, caseWorkerId: string, after: Date): Promise<AppointmentRow[]> =>
  db
    .select()
    .from(appointment)
    .where(
      and(
        eq(appointment.caseWorkerId, caseWorkerId),
        eq(appointment.state, "booked"),
        gt(appointment.endsAt, after),
      ),
    )
    .orderBy(asc(appointment.startsAt));

/** What is over and of which nobody has said how it went. */
export const findUnlogged = (db: Db, caseWorkerId: string, now: Date): Promise<AppointmentRow[]> =>
  db
    .select()
    .from(appointment)
    .where(
      and(
        eq(appointment.caseWorkerId, caseWorkerId),
        eq(appointment.state, "booked"),
        lte(appointment.endsAt, now),
      ),
    )
    .orderBy(asc(appointment.startsAt));

/** The own hours of a case worker that lie ahead, in order. */
export const findOwnHours = (db: Db, caseWorkerId: string, now: Date): Promise<OwnHoursRow[]> =>
  db
    .select()
    .from(ownHours)
    .where(and(eq(ownHours.caseWorkerId, caseWorkerId), gt(ownHours.untilAt, now)))
    .orderBy(asc(ownHours.fromAt), asc(ownHours.id));

/** Changes an appointment and returns it as it is then. Throws when it is gone. */
export async function updateAppointment(
  { db }: Pick<Work, "db">,
  id: string,
  change: Partial<typeof appointment.$inferInsert>,
): Promise<AppointmentRow> {
  const [row] = await db.update(appointment).set(change).where(eq(appointment.id, id)).returning();
  if (!row) throw new Error("An appointment that is gone");
  return row;
}

/** The newest of a person that took place, was missed, or runs. */
export async function findLatest(db: Db, alumnusId: string): Promise<AppointmentRow | undefined> {
  const [row] = await db
    .select()
    .from(appointment)
    .where(and(eq(appointment.alumnusId, alumnusId), inArray(appointment.state, ["held", "missed"])))
    .orderBy(desc(appointment.startsAt))
    .limit(1);
  return row;
}

/** Ids of those at which time looks now: a reminder, the question how it went, an offer that is over. */
export async function findDueAppointments(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: appointment.id })
    .from(appointment)
    .where(or(lte(appointment.remindAt, now), lte(appointment.askAt, now)))
    .orderBy(asc(appointment.startsAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The case workers who are to be reminded now. */
export async function findWorkersToRemind(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .selectDistinct({ id: appointment.caseWorkerId })
    .from(appointment)
    .where(and(isNotNull(appointment.remindWorkerAt), lte(appointment.remindWorkerAt, now)));
  return rows.map(({ id }) => id);
}

/** When time looks at an appointment next: a query, for `findNextStep`. */
export const nextAppointmentLook = (db: Db): SQLWrapper => {
  const { remindAt, remindWorkerAt, askAt } = appointment;
  return db
    .select({ at: sql`min(least(${remindAt}, ${remindWorkerAt}, ${askAt}))` })
    .from(appointment)
    .where(or(isNotNull(remindAt), isNotNull(remindWorkerAt), isNotNull(askAt)));
};
