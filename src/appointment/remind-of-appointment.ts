import { and, asc, eq, lte } from "drizzle-orm";
import { appointment } from "../db/schema/index.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { nextMessageTime } from "../people/calendar/next-message-time.ts";
import { staffingOf } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { nextStaffed } from "../people/duty/is-staffed.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { findCaseWorker } from "../people/store.ts";
import { askOutcome } from "./ask-outcome.ts";
import { endAppointment } from "./cancel-appointment.ts";
import { reminderTime } from "./next-reminder.ts";
import { type OpenAppointment, openAppointment } from "./open-appointment.ts";
import { placeForWorker, sayWhen } from "./say-appointment.ts";
import { lockAppointment, updateAppointment } from "./store.ts";

/**
 * What time does about one appointment: the young person is reminded, the case worker is asked how it went, an offer that nobody took is
 * over. Each once; an appointment at which there is nothing to do (any more) is left alone.
 */
export async function lookAtAppointment(work: Work, id: string): Promise<void> {
  const { now } = work;
  const row = await lockAppointment(work.db, id);
  if (!row) return;
  if (row.state === "offered" && row.askAt && row.askAt <= now) {
    await endAppointment(work, row, "lapsed", "robot");
    return;
  }
  const open = row.state === "booked" ? await openAppointment(work, row) : undefined;
  if (!open) {
    await updateAppointment(work, id, { remindAt: null, remindWorkerAt: null, askAt: null });
    return;
  }
  if (row.remindAt && row.remindAt <= now) {
    const { organisation, row: person } = open.view;
    const at =
      row.startsAt && row.startsAt > now
        ? reminderTime(organisation, person.ownTime, row.startsAt, now)
        : null;
    await updateAppointment(work, id, { remindAt: at && at > now ? at : null });
    // Where no good hour comes in time it goes now, also when an outage keeps it for a while.
    const isLast = nextMessageTime(organisation, person.ownTime, now) > now;
    if (at && at <= now) await remindYoung(work, open, isLast);
  }
  if (row.askAt && row.askAt <= now) await askOutcome(work, open);
}

async function remindYoung(work: Work, open: OpenAppointment, isLast: boolean): Promise<void> {
  const { row, view, workerName: worker, canWrite } = open;
  if (view.row.chatId === null || !canWrite) return;
  const t = work.texts(view.language);
  const when = sayWhen(view.language, view.organisation.timeZone, row, work.now);
  const appointmentId = row.id;
  const verb = (what: "come" | "cancel") =>
    ({
      label: t(`appointment:button.${what === "come" ? "come" : "cannot"}`),
      action: { do: "appointment", appointment: appointmentId, what },
    }) as const;
  const buttons: Buttons = [
    [verb("come")],
    [
      {
        label: t("appointment:button.otherTime"),
        action: { do: "slots", appointment: appointmentId, page: "0" },
      },
      verb("cancel"),
    ],
  ];
  const phone = view.row.sharedPhone ? "shared" : "own";
  const text = t(`appointment:remind.${phone}.${row.form}`, { when, worker });
  await say(work, {
    chatId: view.row.chatId,
    lane: isLast ? "reply" : "relay",
    subject: { kind: "appointment", id: row.id },
    outgoing: { kind: "say", text, buttons },
  });
}

/**
 * A case worker reads in one message what is agreed on for the next days, on the last working day before it; once for each. Whoever is
 * not at work (any more) on that day reads it when they are, if that is before the appointment.
 */
export async function remindWorker(work: Work, caseWorkerId: string): Promise<void> {
  const { db, now } = work;
  const due = await db
    .select()
    .from(appointment)
    .where(and(eq(appointment.caseWorkerId, caseWorkerId), lte(appointment.remindWorkerAt, now)))
    .orderBy(asc(appointment.startsAt))
    .for("update");
  const worker = await findCaseWorker(db, caseWorkerId);
  const opened: OpenAppointment[] = [];
  for (const row of due) {
    const open =
      row.state === "booked" && row.startsAt && row.startsAt > now
        ? await openAppointment(work, row)
        : undefined;
    const backAt = open && (await whenBack(work, open));
    const isLater = backAt && row.startsAt && backAt > now && backAt < row.startsAt;
    await updateAppointment(work, row.id, { remindWorkerAt: isLater ? backAt : null });
    if (open && !isLater) opened.push(open);
  }
  if (!worker || opened.length === 0) return;
  await tellStaff(
    work,
    worker,
    async (t, language) => ({
      text: [
        t("appointment:remind.staff"),
        ...(await Promise.all(
          opened.map(async (open) => {
            const when = sayWhen(language, open.view.organisation.timeZone, open.row, now);
            const place = await placeForWorker(work, open, t);
            const isSure = open.row.confirmedAt !== null ? ` · ${t("appointment:list.comes")}` : "";
            return `• ${when} · ${open.view.details.firstName} · ${place}${isSure}`;
          }),
        )),
        t("appointment:remind.staffMore"),
      ].join("\n"),
    }),
    { subject: { kind: "appointment", id: caseWorkerId } },
  );
}

/** When whoever has the appointment is at work next, by their hours and days away; now while they are. */
async function whenBack({ db, now }: Work, { view, worker }: OpenAppointment): Promise<Date | undefined> {
  return nextStaffed(staffingOf(await findDutyPlan({ db }, view.organisation, now), worker), now);
}
