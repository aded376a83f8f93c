import { and, asc, eq, gt, inArray, isNull, lte, notExists, sql } from "drizzle-orm";
import { forgottenDays } from "../appointment/appointment.ts";
import type { Db } from "../db/connect.ts";
import { alumnus, appointment, task } from "../db/schema/index.ts";
import type { TaskRow } from "./store.ts";

/**
 * Open tasks about the people of these case workers that are shown on this local day, the one that is due first in front. A planned talk
 * for which a time is agreed on is nobody's task, until a week after it nobody has said how it went.
 */
export async function findTasks(db: Db, caseWorkerIds: readonly string[], day: string): Promise<TaskRow[]> {
  if (caseWorkerIds.length === 0) return [];
  const rows = await db
    .select({ row: task })
    .from(task)
    .innerJoin(alumnus, eq(alumnus.id, task.alumnusId))
    .where(
      and(
        inArray(alumnus.caseWorkerId, [...caseWorkerIds]),
        isNull(alumnus.erasedAt),
        isNull(task.doneAt),
        lte(task.fromDay, day),
        notExists(
          db
            .select({ one: sql`1` })
            .from(appointment)
            .where(
              and(
                eq(appointment.momentId, task.momentId),
                eq(appointment.state, "booked"),
                gt(
                  appointment.startsAt,
                  sql`${day}::timestamp at time zone 'UTC' - make_interval(days => ${forgottenDays})`,
                ),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(task.dueDay), asc(task.createdAt));
  return rows.map(({ row }) => row);
}
