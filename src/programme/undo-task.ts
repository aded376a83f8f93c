import { and, eq, inArray } from "drizzle-orm";
import { type ContactRow, notedAtOf, undoMinutes } from "../contact/contact-record.ts";
import { contactMoment, enrolment, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { takeBackReoffer } from "../people/link/keep-offer.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { showTask } from "./finish-task.ts";
import type { TaskRow } from "./store.ts";

export type TaskUndone =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "notYours" | "tooLate" };

/**
 * Takes back that a task was done, within ten minutes and by whoever tapped it: it is to be done, and is shown with its buttons again.
 * Refuses `notYours` for a task that somebody else, time or nobody ended. Having spoken is taken back with its contact.
 */
export async function undoTask(work: Work, by: CaseWorkerRow, id: string): Promise<TaskUndone> {
  const { db, now } = work;
  const [row] = await db.select().from(task).where(eq(task.id, id)).for("update");
  if (!row?.doneAt || row.outcome !== "done" || row.doneBy !== by.id)
    return { ok: false, reason: "notYours" };
  if (now.getTime() - row.doneAt.getTime() > undoMinutes * 60_000) return { ok: false, reason: "tooLate" };
  await reopen(work, row);
  return (await showTask(work, by, id)) ? { ok: true } : { ok: false, reason: "notYours" };
}

/**
 * What a contact ended that was taken back, or in which nobody was reached after all, is to be done again. The task was done by the tap
 * that wrote the contact, so both have the same moment. A contact that counts, or that ended nothing, changes nothing.
 */
export async function reopenTaskOf(work: Work, contact: ContactRow): Promise<void> {
  if (contact.undoneAt === null && contact.result === "reached") return;
  const rows = await work.db
    .select()
    .from(task)
    .where(
      and(
        eq(task.alumnusId, contact.personId),
        eq(task.doneBy, contact.caseWorkerId),
        eq(task.doneAt, notedAtOf(contact)),
        eq(task.outcome, "reached"),
      ),
    )
    .for("update");
  for (const row of rows) await reopen(work, row);
}

async function reopen(work: Work, row: TaskRow): Promise<void> {
  const { db, now } = work;
  const { doneAt, doneBy, momentId, alumnusId } = row;
  await db.update(task).set({ doneAt: null, doneBy: null, outcome: null }).where(eq(task.id, row.id));
  if (momentId) {
    const [moment] = await db.select().from(contactMoment).where(eq(contactMoment.id, momentId));
    await db
      .update(contactMoment)
      .set({ state: moment?.checkInId ? "asked" : "planned", changedAt: now })
      .where(and(eq(contactMoment.id, momentId), inArray(contactMoment.state, ["done", "dropped"])));
  }
  if (row.kind === "reoffer" && doneAt && doneBy) {
    await takeBackReoffer(work, alumnusId, doneBy, doneAt, row.about === "undelivered");
    await db
      .update(enrolment)
      .set({ reofferedAt: null })
      .where(and(eq(enrolment.alumnusId, alumnusId), eq(enrolment.reofferedAt, doneAt)));
  }
  await lookAgainAtStanding(work, alumnusId);
}
