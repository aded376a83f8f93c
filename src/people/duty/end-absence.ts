import { and, eq, isNull } from "drizzle-orm";
import { absence } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { recordAccess } from "../../privacy/record-access.ts";
import { findColleagueFor, openColleague } from "../find-colleagues.ts";
import { tellStaff } from "../reach/tell-staff.ts";
import { type CaseWorkerRow, findCaseWorker } from "../store.ts";
import type { AbsenceRow } from "./note-absence.ts";

export type AbsenceEnded =
  | { readonly ok: true; readonly absence: AbsenceRow; readonly person: CaseWorkerRow }
  | { readonly ok: false; readonly reason: "notYours" | "already" };

/**
 * Calls an absence off, or ends it early: from now on the person counts as there. The deputy hears it, and so does the
 * person when somebody else did it. Refuses what is not theirs; a second tap finds it ended.
 */
export async function endAbsence(work: Work, by: CaseWorkerRow, absenceId: string): Promise<AbsenceEnded> {
  const { db, now } = work;
  const [row] = await db.select().from(absence).where(eq(absence.id, absenceId));
  const person = row && (await findColleagueFor(work, by, "arrangeDuty", row.caseWorkerId));
  if (!row || !person) return { ok: false, reason: "notYours" };
  const [ended] = await db
    .update(absence)
    .set({ endedAt: now })
    .where(and(eq(absence.id, row.id), isNull(absence.endedAt)))
    .returning();
  if (!ended) return { ok: false, reason: "already" };
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "endAbsence",
    subject: { kind: "caseWorker", id: person.id },
  });
  const { firstName } = await openColleague(work, person);
  const deputy = ended.deputyId ? await findCaseWorker(db, ended.deputyId) : undefined;
  if (deputy && deputy.id !== by.id)
    await tellStaff(work, deputy, (t) => ({ text: t("people:duty.away.backDeputy", { name: firstName }) }));
  if (person.id !== by.id) {
    const { firstName: name } = await openColleague(work, by);
    await tellStaff(work, person, (t) => ({ text: t("people:duty.away.backTell", { name }) }));
  }
  return { ok: true, absence: ended, person };
}
