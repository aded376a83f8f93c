import { and, asc, eq, gte, isNull, lte } from "drizzle-orm";
import type { Db } from "../../db/connect.ts";
import { absence, caseWorker, organisation } from "../../db/schema/index.ts";
import type { Subject } from "../may.ts";
import { type CaseWorkerRow, type PersonRow, subjectOfPerson } from "../store.ts";
import { type Away, decideDeputy } from "./decide-duty.ts";
import { localDay } from "./is-staffed.ts";

/** No local day is further from the day in UTC than this. */
const dayMilliseconds = 86_400_000;

/** Who of an organisation is away about now, and who is on its staff; undefined when nobody is away. */
async function findTeam(db: Db, organisationId: string, now: Date) {
  const near = (days: number) => new Date(now.getTime() + days * dayMilliseconds).toISOString().slice(0, 10);
  const absences: (Away & { readonly timeZone: string })[] = await db
    .select({
      caseWorkerId: absence.caseWorkerId,
      fromDay: absence.fromDay,
      untilDay: absence.untilDay,
      deputyId: absence.deputyId,
      timeZone: organisation.timeZone,
    })
    .from(absence)
    .innerJoin(caseWorker, eq(caseWorker.id, absence.caseWorkerId))
    .innerJoin(organisation, eq(organisation.id, caseWorker.organisationId))
    .where(
      and(
        eq(caseWorker.organisationId, organisationId),
        isNull(caseWorker.leftAt),
        isNull(absence.endedAt),
        lte(absence.fromDay, near(1)),
        gte(absence.untilDay, near(-1)),
      ),
    )
    .orderBy(asc(absence.createdAt), asc(absence.id));
  const [first] = absences;
  // Mostly nobody is away: then nobody is looked up.
  if (!first) return undefined;
  const rows = await db
    .select({ id: caseWorker.id })
    .from(caseWorker)
    .where(and(eq(caseWorker.organisationId, organisationId), isNull(caseWorker.leftAt)));
  return { absences, staffIds: new Set(rows.map(({ id }) => id)), day: localDay(first, now) };
}

/**
 * Who stands in for this case worker now (security.md 8: a deputy has a time); null when they are there, or nobody does. The
 * local day of the organisation counts.
 */
export async function findDeputyOf(
  db: Db,
  of: Pick<CaseWorkerRow, "id" | "organisationId">,
  now: Date,
): Promise<string | null> {
  const team = await findTeam(db, of.organisationId, now);
  return team ? decideDeputy(team.absences, team.staffIds, of.id, team.day) : null;
}

/** This case worker and all for whom they stand in now: whose people are theirs to look after. */
export async function findLookedAfterBy(
  db: Db,
  by: Pick<CaseWorkerRow, "id" | "organisationId">,
  now: Date,
): Promise<string[]> {
  const team = await findTeam(db, by.organisationId, now);
  if (!team) return [by.id];
  const { absences, staffIds, day } = team;
  const others = [...staffIds].filter((id) => decideDeputy(absences, staffIds, id, day) === by.id);
  return [by.id, ...others];
}

/** A person as `may` asks about them, with whoever stands in for their case worker now. */
export async function findSubject(db: Db, row: PersonRow, now: Date): Promise<Subject> {
  const subject = subjectOfPerson(row);
  const of = { id: row.caseWorkerId, organisationId: row.organisationId };
  return { ...subject, deputyId: await findDeputyOf(db, of, now) };
}
