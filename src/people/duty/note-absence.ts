import { randomUUID } from "node:crypto";
import { and, asc, eq, gte, inArray, isNull, lte } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../../db/connect.ts";
import { absence, caseWorker, onCallShift } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findColleagueFor } from "../find-colleagues.ts";
import { type CaseWorkerRow, findCaseWorker, findOrganisation } from "../store.ts";
import { localDay, localTime } from "./is-staffed.ts";
import type { Days } from "./read-dates.ts";

export type AbsenceRow = typeof absence.$inferSelect;

export type AbsenceRefusal = "notYours" | "past" | "backwards" | "tooLong" | "selfDeputy" | "notColleague";

export type AbsenceNoted =
  | {
      readonly ok: true;
      readonly absence: AbsenceRow;
      readonly person: CaseWorkerRow;
      /** It was noted together with days that stood there already. */
      readonly merged: boolean;
      /** Who stood in on days that are part of it now, and does not any more. */
      readonly formerDeputies: readonly string[];
      /** The deputy is away on some of these days too. */
      readonly deputyAway: boolean;
      /** Turns on call of this person on these days: somebody else has to take them. */
      readonly shifts: readonly (typeof onCallShift.$inferSelect)[];
    }
  | { readonly ok: false; readonly reason: AbsenceRefusal };

/** Longer than this, or further away, is a slip of the finger. */
const mostDays = 366;
const daysBetween = (from: string, until: string) =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: "day" }).days;

/** Why these days cannot be noted; undefined when they can. `today` is the organisation's local date. */
export function refuseDays(
  { from, until }: Days,
  today: string,
): "past" | "backwards" | "tooLong" | undefined {
  if (until < from) return "backwards";
  if (until < today) return "past";
  if (daysBetween(from, until) >= mostDays || daysBetween(today, from) > mostDays) return "tooLong";
  return undefined;
}

/** Absences of somebody that touch these local days and were not called off, earliest first. */
export const findAbsencesOf = (db: Db, caseWorkerId: string, { from, until }: Days): Promise<AbsenceRow[]> =>
  db
    .select()
    .from(absence)
    .where(
      and(
        eq(absence.caseWorkerId, caseWorkerId),
        isNull(absence.endedAt),
        lte(absence.fromDay, until),
        gte(absence.untilDay, from),
      ),
    )
    .orderBy(asc(absence.fromDay));

/**
 * Notes that somebody of the staff is away on these local days, and who stands in. Days that touch an absence noted before
 * become one with it, with the new deputy: sick today and then all week is one absence. Refuses days that are over, the
 * wrong way round or more than a year, oneself as a deputy, and a deputy who is no colleague (any more).
 */
export async function noteAbsence(
  work: Work,
  by: CaseWorkerRow,
  wanted: { readonly caseWorkerId: string; readonly days: Days; readonly deputyId: string | null },
): Promise<AbsenceNoted> {
  const { db, now } = work;
  const { deputyId } = wanted;
  const person = await findColleagueFor(work, by, "arrangeDuty", wanted.caseWorkerId);
  if (!person) return { ok: false, reason: "notYours" };
  const organisation = await findOrganisation(db, person.organisationId);
  const refusal = refuseDays(wanted.days, localDay(organisation, now));
  if (refusal) return { ok: false, reason: refusal };
  if (deputyId === person.id) return { ok: false, reason: "selfDeputy" };
  const deputy = deputyId === null ? undefined : await findCaseWorker(db, deputyId);
  if (deputyId !== null && (!deputy || deputy.leftAt || deputy.organisationId !== person.organisationId))
    return { ok: false, reason: "notColleague" };
  // Two who note it at once wait for each other.
  await db.select().from(caseWorker).where(eq(caseWorker.id, person.id)).for("no key update");
  const before = await findAbsencesOf(db, person.id, wanted.days);
  const days = {
    from: [wanted.days.from, ...before.map(({ fromDay }) => fromDay)].sort()[0] ?? wanted.days.from,
    until: [wanted.days.until, ...before.map(({ untilDay }) => untilDay)].sort().at(-1) ?? wanted.days.until,
  };
  if (daysBetween(days.from, days.until) >= mostDays) return { ok: false, reason: "tooLong" };
  if (before.length > 0)
    await db
      .update(absence)
      .set({ endedAt: now })
      .where(
        inArray(
          absence.id,
          before.map(({ id }) => id),
        ),
      );
  const [row] = await db
    .insert(absence)
    .values({
      ...{ id: randomUUID(), caseWorkerId: person.id, fromDay: days.from, untilDay: days.until },
      ...{ deputyId, createdAt: now, madeBy: by.id },
    })
    .returning();
  if (!row) throw new Error("An absence that was not stored");
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "noteAbsence",
    subject: { kind: "caseWorker", id: person.id },
    facts: { ...days, hasDeputy: deputyId !== null },
  });
  const formerDeputies = before.flatMap((one) =>
    one.deputyId && one.deputyId !== deputyId ? [one.deputyId] : [],
  );
  const deputyAway = deputyId !== null && (await findAbsencesOf(db, deputyId, days)).length > 0;
  const shifts = await db
    .select()
    .from(onCallShift)
    .where(
      and(
        eq(onCallShift.caseWorkerId, person.id),
        isNull(onCallShift.endedAt),
        lte(onCallShift.fromAt, atEndOf(organisation, days.until)),
        gte(onCallShift.untilAt, atStartOf(organisation, days.from)),
        gte(onCallShift.untilAt, now),
      ),
    );
  return { ok: true, absence: row, person, merged: before.length > 0, formerDeputies, deputyAway, shifts };
}

const atStartOf = (organisation: { readonly timeZone: string }, day: string) =>
  localTime(organisation, new Date(`${day}T12:00:00Z`), 0, "00:00");
const atEndOf = (organisation: { readonly timeZone: string }, day: string) =>
  localTime(organisation, new Date(`${day}T12:00:00Z`), 1, "00:00");
