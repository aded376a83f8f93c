import { Temporal } from "temporal-polyfill";
import type { Work } from "../../delivery/work.ts";
import { actorOfLog, closeDays, type DaysClosed, lockClosedDays, mayCloseDays } from "../duty/close-days.ts";
import { findColleagues, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findOrganisation } from "../store.ts";
import { type HolidayId, holidayIds, type SchoolDayId, schoolDaysBetween } from "./is-holiday.ts";
import { storeWorksOnHolidays } from "./set-calendar.ts";

export type HolidayChanged =
  | { readonly ok: true }
  | { readonly ok: false; readonly reason: "notYours" | "already" };

/**
 * From now on the organisation works on this public holiday, every year, or no longer. Refuses whoever is no coordinator; a
 * second tap finds it done (`already`).
 */
export async function changeHoliday(
  work: Work,
  by: CaseWorkerRow,
  which: HolidayId,
  to: "work" | "off",
): Promise<HolidayChanged> {
  if (!mayCloseDays(by)) return { ok: false, reason: "notYours" };
  await lockClosedDays(work, by.organisationId);
  const { worksOnHolidays } = await findOrganisation(work.db, by.organisationId);
  const before = worksOnHolidays === "all" ? holidayIds : (worksOnHolidays ?? []);
  if (before.includes(which) === (to === "work")) return { ok: false, reason: "already" };
  const works = to === "work" ? [...before, which] : before.filter((one) => one !== which);
  await storeWorksOnHolidays(work, by.organisationId, actorOfLog(by), works);
  return { ok: true };
}

/** Says to the whole staff on which holiday they work, or no longer: it moves everybody's waiting times. */
export async function sayHoliday(
  work: Work,
  by: CaseWorkerRow,
  which: HolidayId,
  to: "work" | "off",
): Promise<void> {
  const { firstName } = await openColleague(work, by);
  for (const { row } of await findColleagues(work, by.organisationId))
    await tellStaff(work, row, (t) => ({
      text: t(`people:calendar.${row.id === by.id ? "done" : "tell"}.${to}`, {
        by: firstName,
        name: t(`people:calendar.holiday.${which}`),
      }),
    }));
}

/** Closes the next Good Friday or 5 May under its name. Refuses as `closeDays` does. */
export async function closeSchoolDay(
  work: Work,
  by: CaseWorkerRow,
  which: SchoolDayId,
  name: string,
): Promise<DaysClosed> {
  const { today } = await lockClosedDays(work, by.organisationId);
  const last = Temporal.PlainDate.from(today).add({ years: 1 }).toString();
  const next = schoolDaysBetween(today, last).find(({ id }) => id === which);
  if (!next) return { ok: false, reason: "past" };
  return closeDays(work, by, { from: next.day, until: next.day, name });
}
