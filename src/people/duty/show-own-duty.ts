import { asc, eq, or } from "drizzle-orm";
import { absence, onCallShift } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { formatCalendarDay, formatWeekday, formatWithYear } from "../../i18n/format-moment.ts";
import type { Item, Reader, Section } from "../../privacy/personal-part.ts";
import type { CaseWorkerRow } from "../store.ts";
import { weekdays } from "./set-hours.ts";
import { sayHours } from "./show-hours.ts";

/** When somebody of the staff works, is away, stands in and is on call: what is kept of it, for themselves. */
export async function gatherOwnDuty(
  work: Pick<Work, "db">,
  worker: CaseWorkerRow,
  { t, language, timeZone }: Reader,
): Promise<Section> {
  const absences = await work.db
    .select()
    .from(absence)
    .where(or(eq(absence.caseWorkerId, worker.id), eq(absence.deputyId, worker.id)))
    .orderBy(asc(absence.fromDay));
  const shifts = await work.db
    .select()
    .from(onCallShift)
    .where(eq(onCallShift.caseWorkerId, worker.id))
    .orderBy(asc(onCallShift.fromAt));
  const { hours } = worker;
  const day = (local: string) => formatCalendarDay(language, local);
  const moment = (instant: Date) => formatWithYear(language, timeZone, instant);
  const span = (from: string, until: string) => t("people:duty.span", { from, until });
  const hoursItems: Item[] = hours
    ? weekdays.map((one) => ({
        label: `${t("rights:duty.hours")}, ${formatWeekday(language, Number(one))}`,
        text: sayHours(t, hours[one]),
      }))
    : [{ label: t("rights:duty.hours"), text: t("rights:duty.asSchool") }];
  const items = [
    ...hoursItems,
    // What was called off is in the file, not in the message.
    ...absences
      .filter(({ endedAt }) => endedAt === null)
      .map((row) => ({
        label: t(row.caseWorkerId === worker.id ? "rights:duty.away" : "rights:duty.deputy"),
        text: span(day(row.fromDay), day(row.untilDay)),
      })),
    ...shifts
      .filter(({ endedAt }) => endedAt === null)
      .map((row) => ({
        label: t("rights:duty.onCall"),
        text: `${moment(row.fromAt)} – ${moment(row.untilAt)}`,
      })),
  ];
  const data = {
    hours,
    absences: absences.map(({ caseWorkerId, fromDay, untilDay, createdAt, endedAt }) => ({
      ...{ as: caseWorkerId === worker.id ? "absent" : "deputy", fromDay, untilDay, createdAt, endedAt },
    })),
    onCall: shifts.map(({ fromAt, untilAt, createdAt, endedAt }) => ({
      fromAt,
      untilAt,
      createdAt,
      endedAt,
    })),
  };
  return { id: "duty", title: t("rights:duty.title"), items, data };
}
