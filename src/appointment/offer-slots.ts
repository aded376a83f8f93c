import { randomUUID } from "node:crypto";
import { appointment } from "../db/schema/index.ts";
import { dropLaterAbout } from "../delivery/drop-unsent.ts";
import type { Work } from "../delivery/work.ts";
import { nextHumanTime } from "../people/calendar/next-human-time.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import type { AlumnusView } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import {
  type AppointmentForm,
  type AppointmentRow,
  isForgotten,
  offerDays,
  usualPlace,
} from "./appointment.ts";
import { findSlots, queryOf } from "./find-slots.ts";
import { canWriteTo, mayArrange, openAppointment, type Side } from "./open-appointment.ts";
import { showSlots, tellNoSlots } from "./show-slots.ts";
import { findRunningAppointment, updateAppointment } from "./store.ts";

export type Offered =
  /** `at`: when the young person reads it, later than now for what was offered at night. */
  | { readonly ok: true; readonly row: AppointmentRow; readonly at: Date }
  | { readonly ok: false; readonly reason: "notYours" | "booked" | "noSlots" };

export interface Offer {
  readonly form: AppointmentForm;
  readonly momentId?: string | null;
  /** Who began it: the young person, a case worker, or the robot because the programme plans a talk. */
  readonly by: Side | "robot";
  /** `them`: the young person chooses in their chat. `worker`: the case worker picks a time in theirs, with the young person. */
  readonly chooses: "them" | "worker";
  /** A talk that cannot take place as it was agreed on is arranged again. */
  readonly isAgain?: boolean;
}

/**
 * Offers times of the person's case worker. One appointment runs at a time: an offer that nobody took makes way, an agreed
 * one does not (`booked`). What a human offers at night goes out when messages may. Where nothing is free nobody is asked anything; the case worker hears it (`noSlots`).
 */
export async function offerSlots(work: Work, view: AlumnusView, offer: Offer): Promise<Offered> {
  const { db, now } = work;
  const { row: person } = view;
  if (offer.by !== "robot" && !(await mayArrange(work, offer.by, person)))
    return { ok: false, reason: "notYours" };
  const running = await findRunningAppointment(db, person.id);
  if (running?.state === "booked" && !isForgotten(running, now)) return { ok: false, reason: "booked" };
  const momentId = offer.momentId ?? running?.momentId ?? null;
  if (running?.state === "offered") await dropLaterAbout(work, { kind: "appointment", id: running.id });
  if (running)
    await updateAppointment(work, running.id, {
      state: "lapsed",
      askAt: null,
      endedAt: now,
      endedBy: "robot",
    });
  const row = await insertOffer(work, view, offer.form, momentId);
  const open = await openAppointment(work, row);
  const at = timeOf(view, offer, now);
  const slots = await findSlots(db, at, queryOf(view, row, await canWriteTo(work, person)));
  if (offer.by !== "robot")
    await recordAccess(db, {
      at: now,
      actor:
        offer.by.kind === "alumnus"
          ? { kind: "alumnus", id: person.id }
          : { kind: "caseWorker", id: offer.by.worker.id },
      action: "offerAppointment",
      subject: { kind: "alumnus", id: person.id },
    });
  if (slots.length === 0 || !open) {
    await updateAppointment(work, row.id, { state: "lapsed", askAt: null, endedAt: now, endedBy: "robot" });
    if (offer.by === "robot" || offer.by.kind === "alumnus" || offer.isAgain) await tellNoSlots(work, view);
    return { ok: false, reason: "noSlots" };
  }
  if (offer.chooses === "worker" && offer.by !== "robot" && offer.by.kind === "worker")
    await showSlots(work, offer.by, open, { slots, intro: "pick" });
  else {
    const intro = offer.isAgain
      ? "again"
      : offer.by !== "robot" && offer.by.kind === "alumnus"
        ? "own"
        : "offer";
    await showSlots(work, { kind: "alumnus", view }, open, {
      ...{ slots, intro, ofRobot: intro !== "own" },
      dueAt: at,
    });
  }
  return { ok: true, row, at };
}

/** Whoever asked has their answer at once; the robot offers at a good time by itself. */
function timeOf({ organisation, row }: AlumnusView, { by, chooses, isAgain }: Offer, now: Date): Date {
  if (chooses === "worker") return now;
  if (isAgain) return nextMessageTime(organisation, row.ownTime, now);
  return by !== "robot" && by.kind === "worker" ? nextHumanTime(organisation, now) : now;
}

async function insertOffer(
  { db, now }: Work,
  { row: person }: AlumnusView,
  form: AppointmentForm,
  momentId: string | null,
): Promise<AppointmentRow> {
  const [row] = await db
    .insert(appointment)
    .values({
      id: randomUUID(),
      alumnusId: person.id,
      caseWorkerId: person.caseWorkerId,
      momentId,
      form,
      state: "offered",
      place: usualPlace(form),
      askAt: new Date(now.getTime() + offerDays * 86_400_000),
      createdAt: now,
    })
    .returning();
  if (!row) throw new Error("An offer that was not written down");
  return row;
}
