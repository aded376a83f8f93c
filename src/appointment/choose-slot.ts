import { dropLaterAbout } from "../delivery/drop-unsent.ts";
import type { Work } from "../delivery/work.ts";
import { staffingOf } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type AppointmentRow, askAfterMinutes, minutesOf, offerDays } from "./appointment.ts";
import { isSlotFree, queryOf } from "./find-slots.ts";
import { nextReminder, nextWorkerReminder } from "./next-reminder.ts";
import { findToArrange, type OpenAppointment, openAppointment, type Side } from "./open-appointment.ts";
import { tellWorker, tellYoung } from "./say-appointment.ts";
import { showSlots } from "./show-slots.ts";
import { findRunningAppointment, lockDiary, updateAppointment } from "./store.ts";

export type Chosen =
  | { readonly ok: true; readonly row: AppointmentRow }
  /** `already`: it is at that time. `taken`, `passed`: other times were shown. `over`: it took place, or was cancelled. */
  | { readonly ok: false; readonly reason: "notYours" | "already" | "taken" | "passed" | "over" };

/**
 * Agrees on a time, or moves an appointment to it. One of two who tap the same time gets it; the other, and whoever taps a time that
 * has passed or is no longer free, is shown others. Both sides hear it and get the file for their calendar, and so does
 * whoever had it until now and has it no more. An offer that was over counts again when nothing else runs.
 */
export async function chooseSlot(work: Work, side: Side, id: string, at: Date): Promise<Chosen> {
  const { db, now } = work;
  const open = await findToArrange(work, side, id);
  if (!open) return { ok: false, reason: "notYours" };
  const { row, view } = open;
  if (row.state === "booked" && row.startsAt?.getTime() === at.getTime())
    return { ok: false, reason: "already" };
  // Who stopped is asked nothing and agrees on nothing any more; the buttons of before are still there.
  if (view.row.stoppedAt !== null || !(await isOpen(work, open))) return { ok: false, reason: "over" };
  await lockDiary(db, view.row.caseWorkerId);
  const query = queryOf(view, row, open.canWrite);
  if (!(await isSlotFree(db, now, query, at))) {
    const reason = at <= now ? "passed" : "taken";
    const again = row.state === "lapsed" ? await reopen(work, open) : open;
    await showSlots(work, side, again, { intro: reason });
    return { ok: false, reason };
  }
  const isMoved = row.state === "booked";
  if (!isMoved) await dropLaterAbout(work, { kind: "appointment", id });
  const booked = await book(work, open, at);
  const agreed = await openAppointment(work, booked);
  if (!agreed) throw new Error("An appointment of nobody");
  await recordAccess(db, {
    at: now,
    actor: {
      kind: side.kind === "alumnus" ? "alumnus" : "caseWorker",
      id: side.kind === "alumnus" ? view.row.id : side.worker.id,
    },
    action: isMoved ? "moveAppointment" : "makeAppointment",
    subject: { kind: "alumnus", id: view.row.id },
  });
  const isYoung = side.kind === "alumnus";
  const what = isMoved ? "moved" : "booked";
  const formerStart = isMoved ? row.startsAt : null;
  await tellYoung(work, agreed, isYoung ? what : `${what}ByOther`, formerStart);
  const isTheirs = !isYoung && side.worker.id === agreed.worker.id;
  await tellWorker(work, agreed, isYoung ? `${what}ByOther` : what, isTheirs, { formerStart });
  if (isMoved) await tellFormer(work, side, open, agreed);
  await lookAgainAtStanding(work, view.row.id);
  return { ok: true, row: booked };
}

/** Whoever had it, such as a deputy, and has it no more: the time that is off leaves their calendar. */
async function tellFormer(
  work: Work,
  side: Side,
  open: OpenAppointment,
  { row, worker }: OpenAppointment,
): Promise<void> {
  const former = open.worker;
  if (former.id === worker.id || former.leftAt !== null) return;
  const off = { ...open, row: { ...open.row, state: "cancelled", sequence: row.sequence } } as const;
  await tellWorker(work, off, "movedAway", side.kind === "worker" && side.worker.id === former.id);
}

async function isOpen({ db, now }: Work, { row, view }: OpenAppointment): Promise<boolean> {
  if (row.state === "offered") return true;
  if (row.state === "booked") return row.startsAt !== null && row.startsAt > now;
  return row.state === "lapsed" && (await findRunningAppointment(db, view.row.id)) === undefined;
}

async function reopen(work: Work, open: OpenAppointment): Promise<OpenAppointment> {
  const row = await updateAppointment(work, open.row.id, {
    ...{ state: "offered", endedAt: null, endedBy: null },
    // It lapses once more when nothing is chosen: an offer without an end would keep every later one away.
    askAt: new Date(work.now.getTime() + offerDays * 86_400_000),
  });
  return { ...open, row };
}

/** Writes the time down, with whoever guides the person now. The diary is locked and the time is free. */
export async function book(work: Work, open: OpenAppointment, at: Date): Promise<AppointmentRow> {
  const { db, now } = work;
  const { row, view } = open;
  const { organisation, worker } = view;
  const staffing = staffingOf(await findDutyPlan({ db }, organisation, now), worker);
  const endsAt = new Date(at.getTime() + minutesOf(organisation.appointments, row.form) * 60_000);
  return updateAppointment(work, row.id, {
    state: "booked",
    caseWorkerId: worker.id,
    startsAt: at,
    endsAt,
    // A calendar that has it already takes a change only with a higher number.
    sequence: row.bookedAt === null ? 0 : row.sequence + 1,
    bookedAt: now,
    // Whoever cannot be written to now may be by then; it is asked again when the time has come.
    remindAt: nextReminder(organisation, view.row.ownTime, at, now),
    remindWorkerAt: nextWorkerReminder(staffing, at, now),
    askAt: new Date(endsAt.getTime() + askAfterMinutes * 60_000),
    askedTimes: 0,
    confirmedAt: null,
    endedAt: null,
    endedBy: null,
  });
}
