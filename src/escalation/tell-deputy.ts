import { and, asc, eq, gte, isNull, lte, ne, notExists, or, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { absence, caseWorker, escalation, outbox } from "../db/schema/index.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import type { Work } from "../delivery/work.ts";
import { formatDate } from "../i18n/format-moment.ts";
import type { Say } from "../i18n/texts.ts";
import { findDeputyOf } from "../people/duty/find-deputy.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { AbsenceRow } from "../people/duty/note-absence.ts";
import { sayDays } from "../people/duty/say-days.ts";
import { findColleagues, openColleague } from "../people/find-colleagues.ts";
import { tellStaff } from "../people/reach/tell-staff.ts";
import {
  everybody,
  findCaseWorker,
  findOrganisation,
  findPerson,
  type OrganisationRow,
  viewPerson,
} from "../people/store.ts";
import { listLine } from "./escalation-message.ts";
import { referenceOf } from "./notify.ts";
import type { EscalationRow } from "./store.ts";

/** Buttons under one message; the rest stands on the deputy's list. */
const mostButtons = 8;
/** An absence that began while nothing ran is still told of for so many days; after that its message is old news. */
const lateDays = 3;

/** What is open with somebody: taken by them, or of their own people and taken by nobody. */
async function findOpenOf({ db }: Work, caseWorkerId: string): Promise<EscalationRow[]> {
  const all = everybody(db);
  const rows = await db
    .select({ row: escalation })
    .from(escalation)
    .innerJoin(all, eq(all.id, escalation.personId))
    .where(
      and(
        ne(escalation.state, "resolved"),
        or(
          eq(escalation.ownerId, caseWorkerId),
          and(isNull(escalation.ownerId), eq(all.caseWorkerId, caseWorkerId)),
        ),
      ),
    )
    .orderBy(asc(escalation.openedAt));
  const rank = { crisis: 0, urgent: 1, attention: 2 };
  return rows.map(({ row }) => row).sort((a, b) => rank[a.severity] - rank[b.severity]);
}

async function buttonsFor(work: Work, t: Say, organisation: OrganisationRow, open: readonly EscalationRow[]) {
  const rows: Buttons[number][] = [];
  for (const row of open.slice(0, mostButtons)) {
    const person = await findPerson(work.db, row.personId);
    if (!person || person.details.length === 0) continue;
    const name =
      organisation.alertDetail === "reference"
        ? referenceOf(row)
        : (await viewPerson(work, person)).details.firstName;
    rows.push([
      { label: listLine(t, row, name), action: { do: "escalation", escalation: row.id, verb: "show" } },
    ]);
  }
  return rows;
}

/**
 * Tells who stands in that an absence was noted: when it has begun, with all that is open, else that it will come. Nobody is
 * told of what they noted themselves before it begins.
 */
export async function tellOfAbsence(work: Work, row: AbsenceRow, by: { readonly id: string }): Promise<void> {
  const person = await findCaseWorker(work.db, row.caseWorkerId);
  if (!person) return;
  const organisation = await findOrganisation(work.db, person.organisationId);
  const today = localDay(organisation, work.now);
  if (row.fromDay <= today) return tellAbsenceBegun(work, row);
  const deputy = row.deputyId === null ? undefined : await findCaseWorker(work.db, row.deputyId);
  if (!deputy || deputy.id === by.id) return;
  const { firstName: name } = await openColleague(work, person);
  const days = { from: row.fromDay, until: row.untilDay };
  await tellStaff(work, deputy, (t, language) => ({
    text: t("escalation:deputy.noted", { name, days: sayDays(t, language, days, today) }),
  }));
}

/**
 * An absence has begun: who stands in reads what is open, so that nothing of it is dropped. When nobody does, or messages do
 * not reach them, and something is open, the coordinators read how much, and can take over or pass on what the absent one took.
 */
async function tellAbsenceBegun(work: Work, row: AbsenceRow): Promise<void> {
  const { db, now } = work;
  const person = await findCaseWorker(db, row.caseWorkerId);
  if (!person) return;
  const organisation = await findOrganisation(db, person.organisationId);
  const today = localDay(organisation, now);
  const { firstName: name } = await openColleague(work, person);
  const open = await findOpenOf(work, person.id);
  const count = open.length;
  const more = { subject: { kind: "absence", id: row.id } } as const;
  const counted = (t: Say) =>
    count === 0 ? t("escalation:deputy.nothing", { name }) : t("escalation:deputy.open", { name, count });
  const deputyId = await findDeputyOf(db, person, now);
  const deputy = deputyId === null ? undefined : await findCaseWorker(db, deputyId);
  const told =
    deputy &&
    (await tellStaff(
      work,
      deputy,
      async (t, language) => {
        const day = formatDate(language, row.untilDay, today);
        const text = [t("escalation:deputy.begun", { name, day }), counted(t)].join("\n");
        return { text, buttons: await buttonsFor(work, t, organisation, open) };
      },
      more,
    ));
  if (told || (count === 0 && !deputy)) return;
  const what = deputy ? "silent" : "nobody";
  // What nobody has taken goes through the chain by itself.
  const taken = open.filter(({ ownerId }) => ownerId === person.id);
  for (const { row: colleague } of await findColleagues(work, person.organisationId)) {
    if (colleague.role !== "coordinator" || colleague.id === person.id) continue;
    await tellStaff(
      work,
      colleague,
      async (t, language) => ({
        text: [
          t(`escalation:deputy.${what}`, { name, day: formatDate(language, row.untilDay, today) }),
          counted(t),
          t("escalation:deputy.choose"),
        ].join("\n"),
        buttons: await buttonsFor(work, t, organisation, taken),
      }),
      more,
    );
  }
}

/** Schools with an absence that has begun, or begins today somewhere, and was told to nobody: one question for all of them, every minute. */
export async function findSchoolsWithUntoldAbsences(
  work: Pick<Work, "db" | "now">,
): Promise<ReadonlySet<string>> {
  const today = Temporal.Instant.fromEpochMilliseconds(work.now.getTime())
    .toZonedDateTimeISO("UTC")
    .toPlainDate();
  // A day more on either side: what day it is where the school is `tellBegunAbsences` sees.
  const day = (days: number) => today.add({ days }).toString();
  const rows = await work.db
    .selectDistinct({ id: caseWorker.organisationId })
    .from(absence)
    .innerJoin(caseWorker, eq(caseWorker.id, absence.caseWorkerId))
    .where(
      and(
        isNull(caseWorker.leftAt),
        isNull(absence.endedAt),
        lte(absence.fromDay, day(1)),
        gte(absence.fromDay, day(-lateDays - 1)),
        gte(absence.untilDay, day(-1)),
        isUntold(work),
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

/**
 * For the staffed hours: on the first tick of a day on which an absence begins, whoever has to know is told, once: the message that says so
 * is the mark. Absences that began when they were noted have theirs already.
 */
export async function tellBegunAbsences(work: Work, organisation: OrganisationRow): Promise<void> {
  const { db, now } = work;
  const today = localDay(organisation, now);
  const rows = await db
    .select({ row: absence })
    .from(absence)
    .innerJoin(caseWorker, eq(caseWorker.id, absence.caseWorkerId))
    .where(
      and(
        eq(caseWorker.organisationId, organisation.id),
        isNull(caseWorker.leftAt),
        isNull(absence.endedAt),
        lte(absence.fromDay, today),
        gte(absence.fromDay, Temporal.PlainDate.from(today).subtract({ days: lateDays }).toString()),
        gte(absence.untilDay, today),
        isUntold(work),
      ),
    )
    // Of two instances one tells: the other passes over what is locked, and finds it told afterwards.
    .for("update", { of: absence, skipLocked: true });
  for (const { row } of rows) await tellAbsenceBegun(work, row);
}

const isUntold = ({ db }: Pick<Work, "db">) =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(outbox)
      .where(and(eq(outbox.subjectKind, "absence"), sql`${outbox.subjectId} = ${absence.id}`)),
  );
