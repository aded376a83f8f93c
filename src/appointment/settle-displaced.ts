import { sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { rowsOf } from "../db/rows-of.ts";
import type { Work } from "../delivery/work.ts";
import { decideDeputy, staffingOf } from "../people/duty/decide-duty.ts";
import { findDutyPlan } from "../people/duty/find-duty.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { type AlumnusView, findCaseWorker } from "../people/store.ts";
import { endAppointment } from "./cancel-appointment.ts";
import { isSlotFree, queryOf } from "./find-slots.ts";
import { nextWorkerReminder } from "./next-reminder.ts";
import { offerSlots } from "./offer-slots.ts";
import { type OpenAppointment, openAppointment } from "./open-appointment.ts";
import { tellWorker, tellYoung } from "./say-appointment.ts";
import { lockAppointment, lockDiary, updateAppointment } from "./store.ts";
import { belowFor, tellOfDisplaced } from "./tell-of-displaced.ts";

/**
 * Appointments that can no longer take place as they were agreed on: whoever has it left, is away that day, or guides somebody else now; the
 * school closed that day; or the young person stopped. Ids, the next one first.
 */
export async function findDisplaced(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = rowsOf<{ id: string }>(
    await db.execute(sql`select a.id from appointment a
      join alumnus p on p.id = a.alumnus_id join case_worker c on c.id = a.case_worker_id
      join organisation g on g.id = p.organisation_id
      cross join lateral (select to_char(a.starts_at at time zone g.time_zone, 'YYYY-MM-DD') as day) d
      where a.state = 'booked' and a.starts_at > ${now.toISOString()}::timestamptz
        and (p.stopped_at is not null or c.left_at is not null
          or exists (select 1 from absence w where w.case_worker_id = a.case_worker_id and w.ended_at is null
            and d.day between w.from_day and w.until_day)
          or (p.case_worker_id <> a.case_worker_id and not exists (select 1 from absence w
            where w.case_worker_id = p.case_worker_id and w.ended_at is null and d.day between w.from_day and w.until_day))
          or exists (select 1 from jsonb_array_elements(coalesce(g.closed_days, '[]'::jsonb)) z
            where d.day between z ->> 'from' and z ->> 'until' and a.booked_at is not null
              and not exists (select 1 from own_hours o where o.case_worker_id = a.case_worker_id and o.kind = 'free'
                and o.from_at <= a.starts_at and a.ends_at <= o.until_at)))
      order by a.starts_at limit ${limit}`),
  );
  return rows.map(({ id }) => id);
}

/**
 * Settles one of them: it goes to whoever guides the person on that day when they have that time, both hear it; else it is
 * off, and the young person is offered other times. Where the robot cannot write to them, a human reads that they
 * do not know it yet. Who stopped is asked nothing.
 */
export async function settleDisplaced(work: Work, id: string): Promise<void> {
  const { db, now } = work;
  const row = await lockAppointment(db, id);
  const open = row?.state === "booked" ? await openAppointment(work, row) : undefined;
  if (!row?.startsAt || !open || row.startsAt <= now) return;
  const { view } = open;
  const guideId = await guideOn(work, view, row.startsAt);
  if (view.row.stoppedAt === null && guideId !== null && guideId !== row.caseWorkerId) {
    await lockDiary(db, guideId);
    const query = { ...queryOf(view, row, open.canWrite), caseWorkerId: guideId, withoutNotice: true };
    if (await isSlotFree(db, now, query, row.startsAt)) return handOver(work, open, guideId, row.startsAt);
  }
  const off = { ...open, row: await endAppointment(work, row, "cancelled", "robot") };
  await tellOfDisplaced(work, off);
  if (view.row.stoppedAt !== null || !open.canWrite) return;
  const { form, momentId } = row;
  await offerSlots(work, view, { form, momentId, by: "robot", chooses: "them", isAgain: true });
}

/** The case worker, or whoever stands in for them on that day; null when nobody does. */
async function guideOn(
  { db, now }: Work,
  { row, organisation }: AlumnusView,
  at: Date,
): Promise<string | null> {
  const plan = await findDutyPlan({ db }, organisation, now);
  const day = localDay(organisation, at);
  const isAway = plan.absences.some(
    ({ caseWorkerId, fromDay, untilDay }) =>
      caseWorkerId === row.caseWorkerId && fromDay <= day && day <= untilDay,
  );
  if (!isAway) return row.caseWorkerId;
  return decideDeputy(plan.absences, new Set(plan.staff.map(({ id }) => id)), row.caseWorkerId, day);
}

async function handOver(work: Work, open: OpenAppointment, guideId: string, at: Date): Promise<void> {
  const worker = await findCaseWorker(work.db, guideId);
  if (!worker) throw new Error("A guide who is not there");
  const { organisation } = open.view;
  const staffing = staffingOf(await findDutyPlan({ db: work.db }, organisation, work.now), worker);
  const row = await updateAppointment(work, open.row.id, {
    caseWorkerId: guideId,
    sequence: open.row.sequence + 1,
    remindWorkerAt: nextWorkerReminder(staffing, at, work.now),
  });
  const now = await openAppointment(work, row);
  if (!now) throw new Error("An appointment of nobody");
  await tellYoung(work, now, "handedOver");
  const isUnaware = !open.canWrite && open.view.row.stoppedAt === null;
  const below = isUnaware ? await belowFor(work, now, worker) : undefined;
  await tellWorker(work, now, "booked", false, { below });
  if (open.worker.leftAt === null)
    await tellWorker(work, { ...open, row: { ...row, state: "cancelled" } }, "handedOver", false);
}
