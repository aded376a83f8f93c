import { and, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { absence, caseWorker, channelProof, onCallShift } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findCaseWorker, findOrganisation } from "../store.ts";
import { localDay } from "./is-staffed.ts";
import type { AbsenceRow } from "./note-absence.ts";
import { sayDays } from "./say-days.ts";

/**
 * Somebody leaves: their absences and turns on call end, and they stand in for nobody any more. Whoever counted on them
 * hears it, and can name another.
 */
export async function endDutyOf(work: Work, left: CaseWorkerRow): Promise<void> {
  const { db, now } = work;
  await db
    .update(absence)
    .set({ endedAt: now })
    .where(and(eq(absence.caseWorkerId, left.id), isNull(absence.endedAt)));
  await db
    .update(onCallShift)
    .set({ endedAt: now })
    .where(
      and(eq(onCallShift.caseWorkerId, left.id), isNull(onCallShift.endedAt), gt(onCallShift.untilAt, now)),
    );
  const alone = await db
    .update(absence)
    .set({ deputyId: null })
    .where(and(eq(absence.deputyId, left.id), isNull(absence.endedAt)))
    .returning();
  for (const row of alone) await tellAlone(work, left, row);
}

async function tellAlone(work: Work, left: CaseWorkerRow, row: AbsenceRow): Promise<void> {
  const person = await findCaseWorker(work.db, row.caseWorkerId);
  if (!person) return;
  const today = localDay(await findOrganisation(work.db, person.organisationId), work.now);
  if (row.untilDay < today) return;
  const { firstName: name } = await openColleague(work, left);
  const days = { from: row.fromDay, until: row.untilDay };
  await tellStaff(work, person, (t, language) => ({
    text: t("people:duty.away.deputyLeft", { name, days: sayDays(t, language, days, today) }),
  }));
}

/** Forgets when somebody worked, was away, stood in or was on call, and how they were reached. */
export async function forgetDutyOf(db: Db, caseWorkerId: string): Promise<void> {
  await db.update(absence).set({ deputyId: null }).where(eq(absence.deputyId, caseWorkerId));
  await db.delete(absence).where(eq(absence.caseWorkerId, caseWorkerId));
  await db.delete(onCallShift).where(eq(onCallShift.caseWorkerId, caseWorkerId));
  await db.delete(channelProof).where(eq(channelProof.caseWorkerId, caseWorkerId));
  await db.update(caseWorker).set({ hours: null }).where(eq(caseWorker.id, caseWorkerId));
}
