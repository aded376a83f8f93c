import { randomUUID } from "node:crypto";
import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { alumnus, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { isStaffed, localDay, localTime } from "../people/duty/is-staffed.ts";
import type { AlumnusView, OrganisationRow } from "../people/store.ts";
import type { TaskKind } from "./standing/standing.ts";

/** Of those who fell silent so many a day come up for one case worker: ninety on one Monday would help nobody. */
const mostADay = 5;
/** How far ahead it is looked for a day with room. */
const farthestDays = 90;
const slow: readonly TaskKind[] = [
  ...(["silent", "outOfSight", "offer", "reoffer", "hold"] as const),
  ...(["contractEnd", "indicationEnd", "atHome", "eighteen", "application", "growth"] as const),
];

export interface NewTask {
  readonly kind: TaskKind;
  readonly about: string;
  /** Local day; a week after it is shown when left out. */
  readonly dueDay?: string;
  readonly momentId?: string;
}

/**
 * Sets a human's task, once for what it is about. What can wait a day or two is shown on the first working day on which its
 * case worker does not have enough of these already.
 */
export async function openTask(
  { db, now }: Pick<Work, "db" | "now">,
  { row, organisation }: AlumnusView,
  { kind, about, dueDay, momentId }: NewTask,
): Promise<void> {
  const fromDay = slow.includes(kind)
    ? await dayWithRoom({ db, now }, row.caseWorkerId, organisation)
    : localDay(organisation, now);
  const week = Temporal.PlainDate.from(fromDay).add({ days: 7 }).toString();
  const due = dueDay === undefined ? week : dueDay < fromDay ? week : dueDay;
  await db
    .insert(task)
    .values({
      id: randomUUID(),
      alumnusId: row.id,
      kind,
      about,
      fromDay,
      dueDay: due,
      createdAt: now,
      ...(momentId ? { momentId } : {}),
    })
    .onConflictDoNothing();
}

async function dayWithRoom(
  { db, now }: Pick<Work, "db" | "now">,
  caseWorkerId: string,
  organisation: OrganisationRow,
): Promise<string> {
  const rows = await db
    .select({ day: task.fromDay, n: count() })
    .from(task)
    .innerJoin(alumnus, eq(alumnus.id, task.alumnusId))
    .where(and(eq(alumnus.caseWorkerId, caseWorkerId), isNull(task.doneAt), inArray(task.kind, [...slow])))
    .groupBy(task.fromDay);
  const taken = new Map(rows.map(({ day, n }) => [day, n]));
  for (let days = 0; days < farthestDays; days += 1) {
    const noon = localTime(organisation, now, days, "12:00");
    const day = localDay(organisation, noon);
    if (isStaffed(organisation, noon) && (taken.get(day) ?? 0) < mostADay) return day;
  }
  return localDay(organisation, now);
}
