import { type ContactRow, mostMinutes } from "../contact/contact-record.ts";
import { recordContact } from "../contact/record-contact.ts";
import type { Work } from "../delivery/work.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import type { AlumnusRow, CaseWorkerRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { endAppointment } from "./cancel-appointment.ts";
import { findToArrange } from "./open-appointment.ts";

export type Outcome = { readonly minutes: number } | "missed" | "off";
export type Finished =
  | { readonly ok: true; readonly contact: ContactRow | undefined; readonly person: AlumnusRow }
  /** `over`: somebody said so already. `early`: it has not begun. */
  | { readonly ok: false; readonly reason: "notYours" | "over" | "early" };

/**
 * The case worker says how an appointment went. Spoken: a contact at the time of the appointment, with its minutes, which fulfils what the
 * programme planned. `missed`: the young person did not come or did not answer; that is a try that reached nobody, and a missed
 * contact (R9). `off`: it was called off in another way, and nobody missed anything. Throws RangeError for minutes that no screen offers.
 */
export async function finishAppointment(
  work: Work,
  by: CaseWorkerRow,
  id: string,
  outcome: Outcome,
): Promise<Finished> {
  const { db, now } = work;
  const open = await findToArrange(work, { kind: "worker", worker: by }, id);
  if (!open) return { ok: false, reason: "notYours" };
  const { row, view } = open;
  const { startsAt } = row;
  if (row.state !== "booked" || !startsAt) return { ok: false, reason: "over" };
  if (startsAt > now) return { ok: false, reason: "early" };
  if (typeof outcome === "object" && !(outcome.minutes >= 0 && outcome.minutes <= mostMinutes))
    throw new RangeError("Minutes of an appointment out of bounds");
  const state = outcome === "off" ? "cancelled" : outcome === "missed" ? "missed" : "held";
  const contact =
    outcome === "off"
      ? undefined
      : await recordContact(work, {
          ...{ id, personId: row.alumnusId, caseWorkerId: by.id, at: startsAt },
          channel: row.form === "phone" ? "phone" : "visit",
          result: outcome === "missed" ? "notReached" : "reached",
          ...(outcome === "missed" ? {} : { minutes: outcome.minutes }),
        });
  await endAppointment(work, row, state, "caseWorker");
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "finishAppointment",
    subject: { kind: "alumnus", id: row.alumnusId },
    facts: { outcome: state },
  });
  if (outcome === "missed") await offerAnother(work, by, open.view.details.firstName, view.row);
  return { ok: true, contact, person: view.row };
}

/** After one that was missed: call, or offer another time. */
async function offerAnother(work: Work, by: CaseWorkerRow, name: string, person: AlumnusRow): Promise<void> {
  await tellStaff(work, by, (t) => ({
    text: t("appointment:outcome.missed", { name }),
    buttons: [
      [
        {
          label: t("appointment:button.newTimeStaff"),
          action: { do: "arrange", alumnus: person.id, form: "ask", who: "ask" },
        },
        { label: t("appointment:button.page"), action: { do: "profile", alumnus: person.id } },
      ],
    ],
  }));
}
