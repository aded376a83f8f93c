import { eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { organisation } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { type Access, recordAccess } from "../../privacy/record-access.ts";
import { lockOrganisation } from "../add-staff.ts";
import { addClosedDays, type ClosedDay, isAmong, withoutDays } from "../calendar/decide-closed-days.ts";
import { lookAgainAtCalendar } from "../look-again.ts";
import { may } from "../may.ts";
import { actorOfStaff, type CaseWorkerRow, findOrganisation } from "../store.ts";
import { type ClosedDays, localDay } from "./is-staffed.ts";
import { refuseDays } from "./note-absence.ts";
import type { Days } from "./read-dates.ts";

export type DaysClosed =
  | { readonly ok: true; readonly days: ClosedDay }
  | { readonly ok: false; readonly reason: "notYours" | "past" | "backwards" | "tooLong" };

export type DaysOpened =
  | { readonly ok: true; readonly days: Days }
  | { readonly ok: false; readonly reason: "notYours" | "already" };

/** Who may close days: a coordinator, of their own organisation. */
export const mayCloseDays = (by: CaseWorkerRow): boolean =>
  may(actorOfStaff(by), "planDuty", {
    personId: null,
    organisationId: by.organisationId,
    caseWorkerId: null,
  });

/**
 * Nobody of the organisation is at work on these local days. Days that touch others of the same name become one with them.
 * Refuses whoever is no coordinator, days that are over or the wrong way round, and more than eight weeks at a stretch.
 */
export async function closeDays(
  work: Work,
  by: CaseWorkerRow,
  days: Days & { readonly name?: string },
): Promise<DaysClosed> {
  if (!mayCloseDays(by)) return { ok: false, reason: "notYours" };
  const { today, closed } = await lockClosedDays(work, by.organisationId);
  const refusal = refuseDays(days, today);
  if (refusal) return { ok: false, reason: refusal };
  const added = addClosedDays(closed, days);
  if (!added) return { ok: false, reason: "tooLong" };
  await storeClosedDays(work, by.organisationId, actorOfLog(by), added.closed, "closeDays", days);
  return { ok: true, days: added.stretch };
}

/** These closed days are ordinary days again, whatever they are called. A second tap finds them open (`already`). */
export async function openDays(work: Work, by: CaseWorkerRow, days: Days): Promise<DaysOpened> {
  if (!mayCloseDays(by)) return { ok: false, reason: "notYours" };
  const { closed } = await lockClosedDays(work, by.organisationId);
  const left = withoutDays(closed, days);
  if (left.length === closed.length && left.every(isAmong(closed))) return { ok: false, reason: "already" };
  await storeClosedDays(work, by.organisationId, actorOfLog(by), left, "reopenDays", days);
  return { ok: true, days };
}

/** Who of the staff did something, as the log of it says. */
export const actorOfLog = ({ id }: CaseWorkerRow) => ({ kind: "caseWorker", id }) as const;

/** Days of the last year and later, for waiting times that began before them; two who change them at once wait for each other. */
export async function lockClosedDays(
  { db, now }: Pick<Work, "db" | "now">,
  organisationId: string,
): Promise<{ today: string; closed: ClosedDays }> {
  await lockOrganisation(db, organisationId);
  const row = await findOrganisation(db, organisationId);
  const today = localDay(row, now);
  const aYearAgo = Temporal.PlainDate.from(today).subtract({ years: 1 }).toString();
  return { today, closed: (row.closedDays ?? []).filter(({ until }) => until >= aYearAgo) };
}

/** Stores an organisation's closed days, and that somebody changed them; whatever follows from them is looked at again. */
export async function storeClosedDays(
  { db, now }: Pick<Work, "db" | "now">,
  organisationId: string,
  actor: Access["actor"],
  closedDays: ClosedDays,
  action: "closeDays" | "reopenDays" | "importCalendar",
  { from, until }: Days,
): Promise<void> {
  await db.update(organisation).set({ closedDays }).where(eq(organisation.id, organisationId));
  await lookAgainAtCalendar({ db, now }, organisationId);
  const subject = { kind: "organisation", id: organisationId };
  await recordAccess(db, { at: now, actor, action, subject, facts: { from, until } });
}
