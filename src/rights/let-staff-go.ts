import type { Db } from "../db/connect.ts";
import type { Work } from "../delivery/work.ts";
import { releaseEscalations, ringNewCaseWorker } from "../escalation/release-escalations.ts";
import { endDutyOf } from "../people/duty/end-duty.ts";
import { type Left, leaveStaff } from "../people/leave-staff.ts";
import type { OrganisationRow } from "../people/store.ts";
import { tellOfCaseWorker } from "../people/tell-of-case-worker.ts";
import { releaseTalks } from "../talk/hand-over-talk.ts";
import { eraseChatTraces } from "./erase-chat.ts";

/**
 * Somebody leaves the staff, in one transaction: the young people go to a colleague and hear who it is, what nobody had taken about
 * them or about a parent rings whoever has them now, what was taken is everybody's again, absences, turns on call and standing in
 * end, and the chat is emptied. The name stays until retention, because the reading log has to be able to say who looked.
 * Throws Refused as `leaveStaff` does.
 */
export async function letStaffGo(
  base: Omit<Work, "db"> & { readonly db: Db },
  organisation: OrganisationRow,
  wanted: { readonly name: string; readonly handOverTo?: string },
): Promise<Left & { readonly released: number }> {
  return base.db.transaction(async (tx) => {
    const work: Work = { ...base, db: tx };
    const left = await leaveStaff(work, organisation, wanted);
    await endDutyOf(work, left.worker);
    for (const person of left.moved) await tellOfCaseWorker(work, person);
    await releaseTalks(work, left.worker);
    for (const id of [...left.moved.map((person) => person.id), ...left.movedAskers])
      await ringNewCaseWorker(work, id);
    const released = await releaseEscalations(work, left.worker.id);
    if (left.chatId !== null) await eraseChatTraces(work, left.chatId, undefined);
    return { ...left, released };
  });
}
