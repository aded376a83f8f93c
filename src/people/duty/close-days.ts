import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { organisation } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { lockOrganisation } from "../add-staff.ts";
import { may } from "../may.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation } from "../store.ts";
import { type ClosedDays, localDay } from "./is-staffed.ts";
import { refuseDays } from "./note-absence.ts";
import type { Days } from "./read-dates.ts";

export type DaysClosed =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly reason: "notYours" | "past" | "backwards" | "tooLong" };

export type DaysOpened =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly reason: "notYours" | "already" };

/** Eight weeks: longer, and it could not be said any more when somebody is there again (`nextStaffed` looks ten weeks ahead). */
const mostDays = 56;

/** Who may close days: a coordinator, of their own organisation. */
export const mayCloseDays = (by: CaseWorkerRow): boolean =>
  may(actorOfStaff(by), "planDuty", {
    alumnusId: null,
    organisationId: by.organisationId,
    caseWorkerId: null,
  });

/**
 * Nobody of the organisation is at work on these local days. Days that touch others become one with them. Refuses whoever is
 * no coordinator, days that are over or the wrong way round, and more than eight weeks at a stretch.
 */
export async function closeDays(work: Work, by: CaseWorkerRow, days: Days): Promise<DaysClosed> {
  if (!mayCloseDays(by)) return { ok: false, reason: "notYours" };
  const { today, closed } = await lockClosedDays(work, by);
  const refusal = refuseDays(days, today);
  if (refusal) return { ok: false, reason: refusal };
  const touching = closed.filter(
    (one) => one.from <= dayAfter(days.until) && days.from <= dayAfter(one.until),
  );
  const stretch = {
    from: [days.from, ...touching.map(({ from }) => from)].sort()[0] ?? days.from,
    until: [days.until, ...touching.map(({ until }) => until)].sort().at(-1) ?? days.until,
  };
  const length = Temporal.PlainDate.from(stretch.from).until(stretch.until, { largestUnit: "day" }).days;
  if (length >= mostDays) return { ok: false, reason: "tooLong" };
  const others = closed.filter((one) => !touching.includes(one));
  await storeClosedDays(work, by, [...others, stretch], "closeDays", days);
  return { ok: true, days: stretch };
}

/** These closed days are ordinary days again. A second tap finds them open (`already`). */
export async function openDays(work: Work, by: CaseWorkerRow, days: Days): Promise<DaysOpened> {
  if (!mayCloseDays(by)) return { ok: false, reason: "notYours" };
  const { closed } = await lockClosedDays(work, by);
  const others = closed.filter((one) => one.from !== days.from || one.until !== days.until);
  if (others.length === closed.length) return { ok: false, reason: "already" };
  await storeClosedDays(work, by, others, "reopenDays", days);
  return { ok: true, days };
}

const dayAfter = (day: string) => Temporal.PlainDate.from(day).add({ days: 1 }).toString();

/** Days of the last year and later, for waiting times that began before them; two who change them at once wait for each other. */
async function lockClosedDays(
  { db, now }: Work,
  by: CaseWorkerRow,
): Promise<{ today: string; closed: ClosedDays }> {
  await lockOrganisation(db, by.organisationId);
  const row = await findOrganisation(db, by.organisationId);
  const today = localDay(row, now);
  const aYearAgo = Temporal.PlainDate.from(today).subtract({ years: 1 }).toString();
  return { today, closed: (row.closedDays ?? []).filter(({ until }) => until >= aYearAgo) };
}

async function storeClosedDays(
  { db, now }: Work,
  by: CaseWorkerRow,
  closed: ClosedDays,
  action: "closeDays" | "reopenDays",
  days: Days,
): Promise<void> {
  const closedDays = [...closed].sort((a, b) => a.from.localeCompare(b.from));
  await db.update(organisation).set({ closedDays }).where(eq(organisation.id, by.organisationId));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action,
    subject: { kind: "organisation", id: by.organisationId },
    facts: { ...days },
  });
}
