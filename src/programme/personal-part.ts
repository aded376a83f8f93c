import { and, asc, eq, isNull } from "drizzle-orm";
import {
  agreedMonths,
  cohort,
  contactMoment,
  enrolment,
  leadPeriod,
  organisation,
  regimeRecord,
  standing,
  task,
} from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import type { AlumnusRow, AlumnusView } from "../people/store.ts";
import type { Item, PersonalPart, Reader, Section } from "../privacy/personal-part.ts";

/** Which cohort, from when to when, which contacts were planned and what became of them, and what humans set out to do. */
async function gather(
  { db }: Work,
  { row }: AlumnusView,
  { t, language }: Reader,
): Promise<readonly Section[]> {
  const places = await db
    .select({ place: enrolment, group: cohort.name })
    .from(enrolment)
    .innerJoin(cohort, eq(cohort.id, enrolment.cohortId))
    .where(eq(enrolment.alumnusId, row.id))
    .orderBy(asc(enrolment.createdAt));
  const moments = await db
    .select()
    .from(contactMoment)
    .where(eq(contactMoment.alumnusId, row.id))
    .orderBy(asc(contactMoment.fromDay));
  const tasks = await db.select().from(task).where(eq(task.alumnusId, row.id)).orderBy(asc(task.createdAt));
  const agreed = await db
    .select()
    .from(agreedMonths)
    .where(eq(agreedMonths.alumnusId, row.id))
    .orderBy(asc(agreedMonths.seq));
  const law = await db
    .select()
    .from(regimeRecord)
    .where(eq(regimeRecord.alumnusId, row.id))
    .orderBy(asc(regimeRecord.seq));
  const leads = await db
    .select({ name: organisation.name, fromDay: leadPeriod.fromDay, untilDay: leadPeriod.untilDay })
    .from(leadPeriod)
    .innerJoin(organisation, eq(organisation.id, leadPeriod.organisationId))
    .where(eq(leadPeriod.alumnusId, row.id))
    .orderBy(asc(leadPeriod.fromDay));
  const [stands] = await db.select().from(standing).where(eq(standing.alumnusId, row.id));
  const day = (value: string) => formatCalendarDay(language, value);
  const items: Item[] = [
    ...places.map(({ place, group }) => ({
      label: group,
      text: t("rights:programme.term", { from: day(place.startsOn), until: day(place.endsOn) }),
    })),
    ...moments.map(({ fromDay, form, state }) => ({
      label: day(fromDay),
      text: `${t(`programme:task.form.${form}`)} · ${t(`rights:programme.moment.${state}`)}`,
    })),
    ...tasks.map(({ dueDay, kind, doneAt }) => ({
      label: day(dueDay),
      text: `${t(`programme:task.why.${kind}`)} · ${t(doneAt ? "rights:programme.taskDone" : "rights:programme.taskOpen")}`,
    })),
  ];
  const data = {
    enrolments: places.map(({ place: { startsOn, endsOn, endedAt, endReason, reofferedAt }, group }) => ({
      ...{ cohort: group, startsOn, endsOn, endedAt, endReason, reofferedAt },
    })),
    moments: moments.map(({ occasion, form, role, themes, fromDay, untilDay, state }) => ({
      ...{ occasion, form, role, themes, fromDay, untilDay, state },
    })),
    tasks: tasks.map(({ kind, dueDay, createdAt, doneAt, outcome }) => ({
      ...{ kind, dueDay, createdAt, doneAt, outcome },
    })),
    agreedMonths: agreed.map(({ at, agreement }) => ({ at, ...agreement })),
    law: law.map(({ at, regime, reason }) => ({ at, regime, reason })),
    ledBy: leads,
    standing: stands ? { state: stands.state, reason: stands.reason, since: stands.since } : null,
  };
  return [{ id: "programme", title: t("rights:section.programme"), items, data }];
}

/**
 * The place in a cohort, what the law made of it and what became of the planned contacts stay as figures of nobody; what was
 * to be done, what was agreed on and who led goes.
 */
async function erase({ db, now }: Work, row: AlumnusRow): Promise<string[]> {
  await db.delete(task).where(eq(task.alumnusId, row.id));
  await db.delete(standing).where(eq(standing.alumnusId, row.id));
  await db.delete(agreedMonths).where(eq(agreedMonths.alumnusId, row.id));
  await db.delete(leadPeriod).where(eq(leadPeriod.alumnusId, row.id));
  await db
    .update(contactMoment)
    .set({ state: "dropped", changedAt: now, checkInId: null })
    .where(eq(contactMoment.alumnusId, row.id));
  await db
    .update(enrolment)
    .set({ endedAt: now, endReason: "other" })
    .where(and(eq(enrolment.alumnusId, row.id), isNull(enrolment.endedAt)));
  return [];
}

export const programmePart: PersonalPart = { name: "programme", gather, erase };
