import type { Button } from "../delivery/outgoing.ts";
import type { Work } from "../delivery/work.ts";
import { decideDeputy } from "../people/duty/decide-duty.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { findColleagues } from "../people/find-colleagues.ts";
import { may } from "../people/may.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { actorOfStaff, type CaseWorkerRow, findCaseWorker } from "../people/store.ts";
import type { OpenAppointment } from "./open-appointment.ts";
import { type Below, sayWhen, staffTime, tellWorker, tellYoung } from "./say-appointment.ts";

/**
 * Tells everybody who has to know that an appointment is off which could not take place as it was agreed on: the
 * young person, whoever had it, and the guide of now when it was not theirs. Somebody to whom the robot cannot
 * write does not know it yet, and the staff reads so, with the way to call. Where the guide is away, that day or
 * now, or messages do not reach them, whoever stands in reads it too, or where nobody does, the coordinators.
 * Nobody reads it twice.
 */
export async function tellOfDisplaced(work: Work, off: OpenAppointment): Promise<void> {
  const { view, worker } = off;
  await tellYoung(work, off, "cancelledByOther");
  // Who stopped wants to hear nothing, and is not called about it either.
  const isUnaware = !off.canWrite && view.row.stoppedAt === null;
  const told = new Set<string>();
  for (const one of worker.id === view.worker.id ? [worker] : [worker, view.worker]) {
    const below = isUnaware ? await belowFor(work, off, one) : undefined;
    if (await tellWorker(work, { ...off, worker: one }, "cancelledByOther", false, { below }))
      told.add(one.id);
  }
  if (!isUnaware) return;
  const { isAway, deputyIds } = await findWhoIsThere(work, off);
  if (!isAway && told.has(view.worker.id)) return;
  for (const id of deputyIds) if (told.has(id) || (await tellColleague(work, off, id))) return;
  for (const { id, row } of await findColleagues(work, view.organisation.id))
    if (row.role === "coordinator" && id !== view.worker.id && !told.has(id))
      await tellColleague(work, off, id);
}

/** Whether the guide is away now or on the day of the appointment, and who stands in: now first. */
async function findWhoIsThere({ db, now }: Work, { row, view }: OpenAppointment) {
  const { organisation, worker } = view;
  const { absences, staff } = await findDutyPlan({ db }, organisation, now);
  const staffIds = new Set(staff.map(({ id }) => id));
  const days = [now, row.startsAt ?? now].map((at) => localDay(organisation, at));
  const isAwayOn = (day: string) =>
    absences.some(
      ({ caseWorkerId, fromDay, untilDay }) =>
        caseWorkerId === worker.id && fromDay <= day && day <= untilDay,
    );
  const deputyIds = new Set(days.flatMap((day) => decideDeputy(absences, staffIds, worker.id, day) ?? []));
  return { isAway: days.some(isAwayOn), deputyIds };
}

/** One of the staff who had nothing to do with this appointment. False when messages do not reach them. */
async function tellColleague(work: Work, off: OpenAppointment, id: string): Promise<boolean> {
  const { row, view, workerName: worker } = off;
  const colleague = await findCaseWorker(work.db, id);
  if (!colleague) return false;
  const below = await belowFor(work, off, colleague);
  return tellStaff(
    work,
    colleague,
    (t, language) => {
      const when = sayWhen(language, view.organisation.timeZone, row, work.now);
      const values = { worker, name: view.details.firstName, when };
      const { line, buttons } = below(t);
      return { text: [t("appointment:staff.cancelledOfColleague", values), line].join("\n"), buttons };
    },
    { dueAt: readAt(work, off, colleague), subject: { kind: "appointment", id: row.id } },
  );
}

/** That the young person does not know it yet, with what the reader may do about it when they read it. */
export async function belowFor(work: Work, off: OpenAppointment, reader: CaseWorkerRow): Promise<Below> {
  const { row: person, details } = off.view;
  const alumnus = person.id;
  const actor = actorOfStaff(reader);
  // Whoever stands in from tomorrow on reads it tomorrow, and may call by then.
  const subject = await findSubject(work.db, person, readAt(work, off, reader));
  const mayCall = may(actor, "contact", subject);
  const mayOpen = may(actor, "seePerson", subject) || may(actor, "seeStanding", subject);
  return (t) => {
    const row: Button[] = [
      ...(mayCall && (details.phone || details.secondContact)
        ? [{ label: t("caseload:button.call"), action: { do: "call", alumnus, step: "number" } as const }]
        : []),
      ...(mayOpen
        ? [{ label: t("appointment:button.page"), action: { do: "profile", alumnus } as const }]
        : []),
    ];
    const line = t(mayCall ? "appointment:staff.unaware.call" : "appointment:staff.unaware.haveCalled", {
      name: details.firstName,
    });
    return { line, buttons: row.length === 0 ? [] : [row] };
  };
}

const readAt = (work: Work, off: OpenAppointment, reader: CaseWorkerRow): Date =>
  staffTime(work, { ...off, worker: reader });
