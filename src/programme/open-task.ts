import { randomUUID } from "node:crypto";
import { and, count, eq, inArray, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { alumnus, task } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay, localTime, nextStaffed } from "../people/duty/is-staffed.ts";
import type { AlumnusView, OrganisationRow } from "../people/store.ts";
import { deadlineKinds } from "./deadline/deadline.ts";
import type { TaskKind } from "./standing/standing.ts";

/** Of those who fell silent so many a day come up for one case worker: ninety on one Monday would help nobody. */
const mostADay = 5;
/** How far ahead it is looked for a day with room. */
const farthestDays = 90;
/** Whoever is out of sight comes up within so many days, on the day with the fewest: what can wait does not hide them. */
const soonDays = 7;
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
  const today = localDay(organisation, now);
  const fromDay = slow.includes(kind)
    ? await dayWithRoom({ db, now }, row.caseWorkerId, organisation, daysToShow(kind, today, dueDay))
    : today;
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

/** Within how many days it is shown. What is about a date is shown before it is too late, also where every day until then is full. */
function daysToShow(kind: TaskKind, today: string, dueDay: string | undefined): number {
  if (kind === "outOfSight") return soonDays;
  if (dueDay === undefined || !deadlineKinds.some((one) => one === kind)) return farthestDays;
  return Math.max(0, Temporal.PlainDate.from(today).until(dueDay, { largestUnit: "day" }).days);
}

async function dayWithRoom(
  { db, now }: Pick<Work, "db" | "now">,
  caseWorkerId: string,
  organisation: OrganisationRow,
  withinDays: number,
): Promise<string> {
  const rows = await db
    .select({ day: task.fromDay, n: count() })
    .from(task)
    .innerJoin(alumnus, eq(alumnus.id, task.alumnusId))
    .where(and(eq(alumnus.caseWorkerId, caseWorkerId), isNull(task.doneAt), inArray(task.kind, [...slow])))
    .groupBy(task.fromDay);
  const taken = new Map(rows.map(({ day, n }) => [day, n]));
  let fewest: { readonly day: string; readonly n: number } | undefined;
  for (let days = 0; days < farthestDays; days += 1) {
    if (fewest && days >= withinDays) return fewest.day;
    const begins = localTime(organisation, now, days, "00:00");
    const day = localDay(organisation, begins);
    const staffed = nextStaffed(organisation, begins);
    const isWorkday = staffed !== undefined && localDay(organisation, staffed) === day;
    const n = taken.get(day) ?? 0;
    if (isWorkday && n < mostADay) return day;
    if (isWorkday && (!fewest || n < fewest.n)) fewest = { day, n };
  }
  return localDay(organisation, now);
}
