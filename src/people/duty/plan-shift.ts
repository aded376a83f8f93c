import { randomUUID } from "node:crypto";
import { and, eq, gt, isNull, lt } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { onCallShift } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findColleagueFor, mayAbout, openColleague } from "../find-colleagues.ts";
import { actorOfStaff, type CaseWorkerRow, findCaseWorker, findOrganisation } from "../store.ts";
import { localDay } from "./is-staffed.ts";
import { findAbsencesOf } from "./note-absence.ts";
import type { LocalShift } from "./read-shift.ts";

export type ShiftRow = typeof onCallShift.$inferSelect;

export type ShiftPlanned =
  | { readonly ok: true; readonly shift: ShiftRow; readonly person: CaseWorkerRow }
  | { readonly ok: false; readonly reason: "notYours" | "past" | "backwards" | "tooLong" }
  /** Of whom it is said, by first name. */
  | { readonly ok: false; readonly reason: "already" | "away"; readonly name: string };

/** A turn is a night, a weekend, a week, perhaps a month; more, or further away, is a slip of the finger. */
const mostDays = 31;
const furthestDays = 366;
const dayMilliseconds = 86_400_000;

const instantOf = (timeZone: string, local: string) =>
  new Date(Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds);

/**
 * Plans a turn on call for somebody of the staff, by the organisation's wall clock: the coordinator's to do. Refuses what is
 * over, the wrong way round or too long, a second turn of the same person at that time, and somebody who is away then.
 */
export async function planShift(
  work: Work,
  by: CaseWorkerRow,
  caseWorkerId: string,
  local: LocalShift,
): Promise<ShiftPlanned> {
  const { db, now } = work;
  const person = await findColleagueFor(work, by, "planDuty", caseWorkerId);
  if (!person) return { ok: false, reason: "notYours" };
  const organisation = await findOrganisation(db, person.organisationId);
  const fromAt = instantOf(organisation.timeZone, local.from);
  const untilAt = instantOf(organisation.timeZone, local.until);
  if (untilAt <= fromAt) return { ok: false, reason: "backwards" };
  if (untilAt <= now) return { ok: false, reason: "past" };
  const isTooLong = untilAt.getTime() - fromAt.getTime() > mostDays * dayMilliseconds;
  if (isTooLong || fromAt.getTime() - now.getTime() > furthestDays * dayMilliseconds)
    return { ok: false, reason: "tooLong" };
  const refusal = await refuse(work, person, organisation, { fromAt, untilAt });
  if (refusal) return { ok: false, reason: refusal, name: (await openColleague(work, person)).firstName };
  const shift = await storeShift(work, by, person, { fromAt, untilAt });
  return { ok: true, shift, person };
}

async function refuse(
  { db }: Work,
  person: CaseWorkerRow,
  organisation: { readonly timeZone: string },
  { fromAt, untilAt }: Pick<ShiftRow, "fromAt" | "untilAt">,
): Promise<"already" | "away" | undefined> {
  const [same] = await db
    .select({ id: onCallShift.id })
    .from(onCallShift)
    .where(
      and(
        eq(onCallShift.caseWorkerId, person.id),
        isNull(onCallShift.endedAt),
        lt(onCallShift.fromAt, untilAt),
        gt(onCallShift.untilAt, fromAt),
      ),
    );
  if (same) return "already";
  const days = { from: localDay(organisation, fromAt), until: localDay(organisation, untilAt) };
  return (await findAbsencesOf(db, person.id, days)).length > 0 ? "away" : undefined;
}

async function storeShift(
  { db, now }: Work,
  by: CaseWorkerRow,
  person: CaseWorkerRow,
  times: Pick<ShiftRow, "fromAt" | "untilAt">,
): Promise<ShiftRow> {
  const { id: caseWorkerId, organisationId } = person;
  const [row] = await db
    .insert(onCallShift)
    .values({ id: randomUUID(), organisationId, caseWorkerId, ...times, createdAt: now, madeBy: by.id })
    .returning();
  if (!row) throw new Error("A turn on call that was not stored");
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "planShift",
    subject: { kind: "caseWorker", id: person.id },
    facts: { from: times.fromAt.toISOString(), until: times.untilAt.toISOString() },
  });
  return row;
}

export type ShiftEnded =
  | { readonly ok: true; readonly shift: ShiftRow; readonly person: CaseWorkerRow }
  /** `alreadyOwn`, `awayOwn`: whoever wants to take it over has a turn at that time, or is away. */
  | { readonly ok: false; readonly reason: "notYours" | "over" | "yours" | "alreadyOwn" | "awayOwn" };

/** Takes a turn off the rota: the coordinator's to do. A second tap finds it gone (`over`). */
export async function cancelShift(work: Work, by: CaseWorkerRow, shiftId: string): Promise<ShiftEnded> {
  const found = await lockShift(work, shiftId);
  if (!found || !mayAbout(actorOfStaff(by), "planDuty", found.person))
    return { ok: false, reason: "notYours" };
  if (isOver(found.shift, work.now)) return { ok: false, reason: "over" };
  await endShift(work, by, found.shift, "cancelShift");
  return { ok: true, ...found };
}

/**
 * Somebody takes over a colleague's turn, as much of it as is left: from now on, or from its start. `person` is whoever had
 * it. Refuses a turn of another organisation or that is over, a second turn at that time, and somebody who is away then.
 */
export async function takeShift(work: Work, by: CaseWorkerRow, shiftId: string): Promise<ShiftEnded> {
  const found = await lockShift(work, shiftId);
  if (!found || !mayAbout(actorOfStaff(by), "takeShift", found.person))
    return { ok: false, reason: "notYours" };
  const { shift, person } = found;
  if (isOver(shift, work.now)) return { ok: false, reason: "over" };
  if (person.id === by.id) return { ok: false, reason: "yours" };
  const fromAt = shift.fromAt < work.now ? work.now : shift.fromAt;
  const times = { fromAt, untilAt: shift.untilAt };
  const organisation = await findOrganisation(work.db, by.organisationId);
  const refusal = await refuse(work, by, organisation, times);
  if (refusal) return { ok: false, reason: `${refusal}Own` };
  await endShift(work, by, shift, "takeShift");
  return { ok: true, shift: await storeShift(work, by, by, times), person };
}

const isOver = ({ endedAt, untilAt }: ShiftRow, now: Date) => endedAt !== null || untilAt <= now;

async function lockShift({ db }: Work, id: string) {
  const [shift] = await db.select().from(onCallShift).where(eq(onCallShift.id, id)).for("update");
  const person = shift && (await findCaseWorker(db, shift.caseWorkerId));
  return shift && person ? { shift, person } : undefined;
}

async function endShift(
  { db, now }: Work,
  by: CaseWorkerRow,
  shift: ShiftRow,
  action: "cancelShift" | "takeShift",
): Promise<void> {
  await db.update(onCallShift).set({ endedAt: now }).where(eq(onCallShift.id, shift.id));
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action,
    subject: { kind: "caseWorker", id: shift.caseWorkerId },
    facts: { from: shift.fromAt.toISOString(), until: shift.untilAt.toISOString() },
  });
}
