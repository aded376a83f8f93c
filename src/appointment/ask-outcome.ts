import { quickMinutes } from "../contact/contact-record.ts";
import { type Contact, findContacts } from "../contact/find-contacts.ts";
import type { Work } from "../delivery/work.ts";
import { staffingOf } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { nextStaffedMorning } from "../people/duty/is-staffed.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import { mostAsked } from "./appointment.ts";
import { endAppointment } from "./cancel-appointment.ts";
import type { OpenAppointment } from "./open-appointment.ts";
import { sayWhen } from "./say-appointment.ts";
import { updateAppointment } from "./store.ts";

/** A talk that began earlier than agreed is that talk all the same; a message or a call before a visit is not. */
const earlyHours = 2;
const channels = { phone: "phone", physical: "visit" } as const;

/**
 * Asks the case worker after the end how it went: one tap writes the contact down. Who wrote it down by themselves is not asked. Asked
 * again on the next mornings, three times in all; then it stands in `/afspraken` until somebody says it.
 */
export async function askOutcome(work: Work, open: OpenAppointment): Promise<void> {
  const { row, view, worker } = open;
  const { startsAt } = row;
  if (!startsAt) return;
  const since = new Date(startsAt.getTime() - earlyHours * 3_600_000);
  const contacts = await findContacts(work.db, [row.alumnusId], since);
  const isIt = ({ at, channel }: Contact) => at >= startsAt || channel === channels[row.form];
  if (contacts.some((one) => one.by === "human" && one.result === "reached" && isIt(one))) {
    await endAppointment(work, row, "held", "caseWorker");
    return;
  }
  const askedTimes = row.askedTimes + 1;
  const staffing = staffingOf(await findDutyPlan({ db: work.db }, view.organisation, work.now), worker);
  const again = askedTimes < mostAsked ? (nextStaffedMorning(staffing, work.now) ?? null) : null;
  await updateAppointment(work, row.id, { askedTimes, askAt: again });
  await sayOutcomeQuestion(work, open);
}

/** The question how an appointment went, with its taps. */
export async function sayOutcomeQuestion(work: Work, open: OpenAppointment): Promise<void> {
  const { row, view, worker } = open;
  const appointment = row.id;
  await tellStaff(work, worker, (t, language) => {
    const when = sayWhen(language, view.organisation.timeZone, row, work.now);
    return {
      text: t(`appointment:outcome.ask.${row.form}`, { name: view.details.firstName, when }),
      buttons: [
        quickMinutes.map((n) => ({
          label: t("contact:ask.minutes", { n }),
          action: { do: "appointmentHeld", appointment, minutes: String(n) } as const,
        })),
        [
          {
            label: t(`appointment:button.missed.${row.form}`),
            action: { do: "appointment", appointment, what: "missed" },
          },
          { label: t("appointment:button.off"), action: { do: "appointment", appointment, what: "off" } },
        ],
      ],
    };
  });
}
