import { createHash, randomUUID } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { contactMoment } from "../db/schema/index.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideDueDays } from "./decide-due-days.ts";
import type { ProgrammePart } from "./programme.ts";
import { type CohortRow, type EnrolmentRow, findProgramme } from "./store.ts";

/** How a day's questions lie: from eleven on, spread over so many minutes, so that answers do not come all at once. */
const firstMinute = 11 * 60;
const minutesOfADay = 240;

/**
 * Writes down every contact moment of somebody's course; those that are there stay. When the robot asks is a day of the
 * moment's own days that only depends on the person: a cohort is spread, and nobody moves when others come or go.
 */
export async function planMoments(
  db: Db,
  now: Date,
  row: EnrolmentRow,
  group: CohortRow,
  organisation: OrganisationRow,
): Promise<void> {
  const parts: ProgrammePart[] = [];
  for (const { programmeHash, fromMonth, months } of group.parts)
    parts.push({ fromMonth, months, programme: await findProgramme(db, programmeHash) });
  const due = decideDueDays({ parts, exitDay: row.startsOn, closedDays: organisation.closedDays ?? [] });
  const values = due.map((moment) => ({
    id: randomUUID(),
    alumnusId: row.alumnusId,
    enrolmentId: row.id,
    programmeHash: group.parts[moment.part]?.programmeHash ?? "",
    occasion: moment.occasion,
    form: moment.form,
    role: moment.role,
    themes: moment.themes,
    fromDay: moment.from,
    untilDay: moment.until,
    askAt:
      moment.askFrom && moment.askUntil
        ? askMoment(row.alumnusId, moment.occasion, moment.askFrom, moment.askUntil, organisation.timeZone)
        : null,
    state: "planned" as const,
    changedAt: now,
  }));
  if (values.length > 0) await db.insert(contactMoment).values(values).onConflictDoNothing();
}

function askMoment(alumnusId: string, occasion: string, from: string, until: string, timeZone: string): Date {
  const first = Temporal.PlainDate.from(from);
  const days = Array.from({ length: first.until(until).days + 1 }, (_, n) => first.add({ days: n }));
  const workdays = days.filter(({ dayOfWeek }) => dayOfWeek <= 5);
  const choices = workdays.length > 0 ? workdays : days;
  const place = createHash("sha256").update(`${alumnusId} ${occasion}`).digest().readUInt32BE(0);
  const day = choices[place % choices.length] ?? first;
  const minutes = firstMinute + (Math.floor(place / choices.length) % minutesOfADay);
  const plainTime = new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60);
  return new Date(day.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}
