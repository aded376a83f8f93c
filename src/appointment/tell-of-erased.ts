import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { findCaseWorker, findOrganisation, isReachable, languageOfStaff } from "../people/store.ts";
import type { AppointmentRow } from "./appointment.ts";
import { sayWhen } from "./say-appointment.ts";
import { writeEvent } from "./write-event.ts";

/** A case worker hears that an appointment is off whose other side was erased: when it was, no name, and the file that takes it out of the calendar. */
export async function tellOfErased(work: Work, row: AppointmentRow): Promise<void> {
  const { id, startsAt, endsAt, sequence } = row;
  if (row.state !== "booked" || !startsAt || !endsAt || startsAt <= work.now) return;
  const worker = await findCaseWorker(work.db, row.caseWorkerId);
  if (!worker || worker.chatId === null || !(await isReachable(work.db, worker.chatId))) return;
  const { chatId } = worker;
  const language = await languageOfStaff(work.db, worker);
  const t = work.texts(language);
  const { timeZone } = await findOrganisation(work.db, worker.organisationId);
  const when = sayWhen(language, timeZone, row, work.now);
  await say(work, { chatId, outgoing: { kind: "say", text: t("appointment:staff.erased", { when }) } });
  const content = writeEvent({
    ...{ id, startsAt, endsAt, now: work.now },
    sequence: sequence + 1,
    summary: t("appointment:file.shared"),
    isCancelled: true,
  });
  const caption = t("appointment:file.remove");
  await say(work, { chatId, outgoing: { kind: "sayDocument", fileName: "afgezegd.ics", content, caption } });
}
