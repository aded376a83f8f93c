import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { type CaseWorkerRow, findOrganisation, languageOfStaff } from "../people/store.ts";
import type { OwnHoursAdded } from "./change-own-hours.ts";
import { openAppointment } from "./open-appointment.ts";
import { sayWhen, staffButtons } from "./say-appointment.ts";
import { sayOwnHours } from "./show-appointments.ts";

/**
 * Says what was understood of hours that somebody typed, and which appointments are in the way: they stay as they are until the case worker
 * moves them.
 */
export async function sayAddedHours(
  work: Work,
  worker: CaseWorkerRow,
  { stretches, inTheWay }: Extract<OwnHoursAdded, { ok: true }>,
): Promise<void> {
  const { chatId } = worker;
  if (chatId === null) return;
  const language = await languageOfStaff(work.db, worker);
  const t = work.texts(language);
  const { timeZone } = await findOrganisation(work.db, worker.organisationId);
  const reader = { t, language, timeZone, now: work.now };
  const lines = stretches.map((one) => `• ${sayOwnHours(reader, one)}`);
  const text = [t("appointment:hours.kept"), ...lines].join("\n");
  await say(work, { chatId, outgoing: { kind: "say", text } });
  for (const row of inTheWay) {
    const open = await openAppointment(work, row);
    if (!open) continue;
    const when = sayWhen(language, timeZone, row, work.now);
    const text = t("appointment:hours.inTheWay", { name: open.view.details.firstName, when });
    await say(work, { chatId, outgoing: { kind: "say", text, buttons: staffButtons(t, open) } });
  }
}
