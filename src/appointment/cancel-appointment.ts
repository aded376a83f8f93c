import { dropLaterAbout } from "../delivery/drop-unsent.ts";
import type { Work } from "../delivery/work.ts";
import { nextHumanTime } from "../people/calendar/next-human-time.ts";
import { lookAgainAtStanding } from "../people/look-again.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { recordAccess } from "../privacy/record-access.ts";
import type { AppointmentRow } from "./appointment.ts";
import { offerSlots } from "./offer-slots.ts";
import { findToArrange, type OpenAppointment, type Side } from "./open-appointment.ts";
import { staffTime, tellWorker, tellYoung } from "./say-appointment.ts";
import { showSlots } from "./show-slots.ts";
import { updateAppointment } from "./store.ts";

export type Cancelled =
  /** `at`: when the young person reads it; left out where nothing was put off. */
  | { readonly ok: true; readonly at?: Date }
  | { readonly ok: false; readonly reason: "notYours" | "over" | "begun" };

/** Puts an end to an appointment in the rows; the file that takes it out of a calendar has a number of its own. */
export async function endAppointment(
  work: Work,
  row: AppointmentRow,
  state: "held" | "missed" | "cancelled" | "lapsed",
  endedBy: "alumnus" | "caseWorker" | "robot",
): Promise<AppointmentRow> {
  const ended = await updateAppointment(work, row.id, {
    ...{ state, endedBy, endedAt: work.now },
    ...{ remindAt: null, remindWorkerAt: null, askAt: null, placeText: null },
    sequence: row.sequence + 1,
  });
  await lookAgainAtStanding(work, row.alumnusId);
  return ended;
}

/**
 * One side calls an appointment off before it begins: nobody is asked why, both hear it, and it leaves both calendars. What was planned
 * by the programme is the case worker's task again. Refuses `begun` for one that has begun: then it took place or it did not.
 */
export async function cancelAppointment(work: Work, side: Side, id: string): Promise<Cancelled> {
  const open = await findToArrange(work, side, id);
  if (!open) return { ok: false, reason: "notYours" };
  const { row } = open;
  if (row.state !== "booked") return { ok: false, reason: "over" };
  if (row.startsAt && row.startsAt <= work.now) return { ok: false, reason: "begun" };
  const ended = await endAppointment(
    work,
    row,
    "cancelled",
    side.kind === "alumnus" ? "alumnus" : "caseWorker",
  );
  await note(work, side, open);
  const off = { ...open, row: ended };
  const isYoung = side.kind === "alumnus";
  await tellYoung(work, off, isYoung ? "cancelled" : "cancelledByOther");
  await tellWorker(
    work,
    off,
    isYoung ? "cancelledByOther" : "cancelled",
    !isYoung && side.worker.id === open.worker.id,
  );
  return { ok: true };
}

async function note({ db, now }: Work, side: Side, { view }: OpenAppointment): Promise<void> {
  await recordAccess(db, {
    at: now,
    actor: {
      kind: side.kind === "alumnus" ? "alumnus" : "caseWorker",
      id: side.kind === "alumnus" ? view.row.id : side.worker.id,
    },
    action: "cancelAppointment",
    subject: { kind: "alumnus", id: view.row.id },
  });
}

/** The young person wants none of the offered times: no pressure; the case worker hears it and finds another way. */
export async function declineOffer(work: Work, side: Side, id: string): Promise<Cancelled> {
  const open = await findToArrange(work, side, id);
  if (!open || side.kind !== "alumnus") return { ok: false, reason: "notYours" };
  const { row, view } = open;
  if (row.state !== "offered") return { ok: false, reason: "over" };
  await endAppointment(work, row, "cancelled", "alumnus");
  await tellStaff(
    work,
    view.worker,
    (t) => ({
      text: t("appointment:staff.declined", { name: view.details.firstName }),
      buttons: [[{ label: t("appointment:button.page"), action: { do: "profile", alumnus: view.row.id } }]],
    }),
    { dueAt: staffTime(work, open) },
  );
  return { ok: true };
}

/**
 * The case worker leaves the choice to the young person: what was agreed on is off, and the young person reads why and gets
 * other times. Refuses `over` when there is nothing to choose for, or the robot cannot write.
 */
export async function letThemChoose(work: Work, side: Side, id: string): Promise<Cancelled> {
  const open = await findToArrange(work, side, id);
  if (!open || side.kind !== "worker") return { ok: false, reason: "notYours" };
  const { row, view, canWrite } = open;
  if (!canWrite || (row.state !== "booked" && row.state !== "offered")) return { ok: false, reason: "over" };
  if (row.state === "offered") {
    const dueAt = nextHumanTime(view.organisation, work.now);
    await dropLaterAbout(work, { kind: "appointment", id: row.id });
    await showSlots(work, { kind: "alumnus", view }, open, { intro: "offer", ofRobot: true, dueAt });
    return { ok: true, at: dueAt };
  }
  if (row.startsAt && row.startsAt <= work.now) return { ok: false, reason: "begun" };
  const off = { ...open, row: await endAppointment(work, row, "cancelled", "caseWorker") };
  await note(work, side, open);
  await tellYoung(work, off, "cancelledByOther");
  await tellWorker(work, off, "cancelled", side.worker.id === open.worker.id);
  const { form, momentId } = row;
  const offered = await offerSlots(work, view, {
    ...{ form, momentId, by: side, isAgain: true },
    chooses: "them",
  });
  return offered.ok ? { ok: true, at: offered.at } : { ok: true };
}
