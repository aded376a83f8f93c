import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import {
  agreedMonths,
  alumnus,
  cohort,
  contactMoment,
  deadline,
  deadlineLook,
  enrolment,
  knownDate,
  leadPeriod,
  organisation,
  regimeRecord,
  standing,
  task,
} from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatCalendarDay } from "../i18n/format-moment.ts";
import { guidanceEndedBefore } from "../people/guidance-over.ts";
import { personAtRest } from "../people/person-at-rest.ts";
import type { AlumnusView, PersonRow } from "../people/store.ts";
import type { Item, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { findTypedDates, listedDates } from "./deadline/gather-known.ts";
import { findStored } from "./deadline/settle-deadlines.ts";

/** Which cohort, from when to when, which contacts were planned and what became of them, and what humans set out to do. */
async function gather(
  work: Work,
  view: AlumnusView,
  { t, language, timeZone }: Reader,
): Promise<readonly Section[]> {
  const { db } = work;
  const { row } = view;
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
    law: law.map(({ at, regime, reason, toldAt }) => ({ at, regime, reason, toldAt })),
    ledBy: leads,
    standing: stands ? { state: stands.state, reason: stands.reason, since: stands.since } : null,
  };
  const dates = await datesSection(work, view, { t, language, timeZone });
  return [{ id: "programme", title: t("rights:section.programme"), items, data }, dates];
}

/** Dates that somebody wrote down of this person or the school has on its list, and what was watched for them. */
async function datesSection(
  work: Work,
  { row, details }: AlumnusView,
  { t, language }: Reader,
): Promise<Section> {
  const known = (await findTypedDates(work, row)).filter(({ day }) => day !== "");
  const watched = await findStored(work, row);
  const day = (value: string) => formatCalendarDay(language, value);
  const items: Item[] = [
    ...[...known, ...listedDates(details)].map((one) => ({
      text: t(`programme:deadline.known.${one.kind}`, { day: day(one.day) }),
    })),
    ...watched
      .filter(({ state }) => state === "waiting")
      .map((one) => ({ label: day(one.day), text: t(`programme:task.why.${one.kind}`) })),
  ];
  const data = {
    known: known.map(({ kind, day: on, notedAt }) => ({ kind, day: on, notedAt })),
    watched: watched.map(({ kind, stage, day: on, source, dueAt, state }) => ({
      ...{ kind, stage, day: on, source, dueAt, state },
    })),
  };
  return { id: "dates", title: t("rights:dated.section"), items, data };
}

/**
 * The place in a cohort, what the law made of it and what became of the planned contacts stay as figures of nobody; what was
 * to be done, what was agreed on and who led goes.
 */
async function erase({ db, now }: Work, row: PersonRow): Promise<string[]> {
  await db.delete(task).where(eq(task.alumnusId, row.id));
  await db.delete(standing).where(eq(standing.alumnusId, row.id));
  await db.delete(agreedMonths).where(eq(agreedMonths.alumnusId, row.id));
  await db.delete(leadPeriod).where(eq(leadPeriod.alumnusId, row.id));
  await db.delete(knownDate).where(eq(knownDate.alumnusId, row.id));
  await db.delete(deadline).where(eq(deadline.alumnusId, row.id));
  await db.delete(deadlineLook).where(eq(deadlineLook.alumnusId, row.id));
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

/** Dates go with the answers from which most of them come. */
async function forgetDates({ db }: Work, { organisationId, before, most }: RetentionRun): Promise<number> {
  const isOld = (table: typeof knownDate | typeof deadline) =>
    db
      .select({ id: table.id })
      .from(table)
      .innerJoin(alumnus, eq(alumnus.id, table.alumnusId))
      .where(
        and(eq(alumnus.organisationId, organisationId ?? ""), guidanceEndedBefore(before), personAtRest(db)),
      )
      .limit(most);
  let gone = 0;
  for (const table of [knownDate, deadline])
    gone += (
      await db
        .delete(table)
        .where(inArray(table.id, isOld(table)))
        .returning({ id: table.id })
    ).length;
  return gone;
}

export const programmePart: PersonalPart = {
  name: "programme",
  gather,
  erase,
  retain: { answers: forgetDates },
};
