import { and, eq, gte, inArray, isNotNull, isNull, lt } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { heldStates } from "../contact/find-contacts.ts";
import type { Db } from "../db/connect.ts";
import { alumnus, caseWorker, checkIn, contactRecord } from "../db/schema/index.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { isGuided } from "../people/guidance-over.ts";
import type { OrganisationRow } from "../people/store.ts";
import { decideBudget, type GuidanceYear, type YearUse } from "./decide-budget.ts";

/** What one of the staff did in a month. */
export interface MonthOfOne {
  readonly minutes: number;
  /** Contacts in which somebody was reached, and the different people of them. */
  readonly contacts: number;
  readonly people: number;
  readonly attempts: number;
  /** Contacts of which nobody said how long they took. */
  readonly unmeasured: number;
  /** Check-ins that those who were this case worker's people then finished, or answered with "all is well". */
  readonly robot: number;
}

const nothing: MonthOfOne = { minutes: 0, contacts: 0, people: 0, attempts: 0, unmeasured: 0, robot: 0 };

/** The first instant of a local month such as `2026-11`, and of the next one. */
function spanOf(month: string, timeZone: string): { from: Date; until: Date } {
  const first = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 });
  const at = (day: Temporal.PlainDate) => new Date(day.toZonedDateTime(timeZone).epochMilliseconds);
  return { from: at(first), until: at(first.add({ months: 1 })) };
}

/** Figures of a local month for each of these, by their id. Words passed on by the robot are no contact and do not count. */
export async function findMonth(
  db: Db,
  { timeZone }: Pick<OrganisationRow, "timeZone">,
  caseWorkerIds: readonly string[],
  month: string,
): Promise<ReadonlyMap<string, MonthOfOne>> {
  const { from, until } = spanOf(month, timeZone);
  const ids = [...caseWorkerIds];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select()
    .from(contactRecord)
    .where(
      and(
        inArray(contactRecord.caseWorkerId, ids),
        isNull(contactRecord.undoneAt),
        gte(contactRecord.at, from),
        lt(contactRecord.at, until),
      ),
    );
  const finished = await db
    .select({ caseWorkerId: checkIn.caseWorkerId })
    .from(checkIn)
    .where(
      and(
        inArray(checkIn.caseWorkerId, ids),
        inArray(checkIn.state, [...heldStates]),
        gte(checkIn.endedAt, from),
        lt(checkIn.endedAt, until),
      ),
    );
  return new Map(
    ids.map((id) => {
      const own = rows.filter(({ caseWorkerId }) => caseWorkerId === id);
      const reached = own.filter(({ result }) => result === "reached");
      return [
        id,
        {
          ...nothing,
          minutes: own.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0),
          contacts: reached.length,
          people: new Set(reached.map(({ personId }) => personId)).size,
          attempts: own.filter(({ result }) => result === "notReached").length,
          unmeasured: reached.filter(({ minutes }) => minutes === null).length,
          robot: finished.filter(({ caseWorkerId }) => caseWorkerId === id).length,
        },
      ];
    }),
  );
}

/** Who of this organisation's staff noted a contact in a local month and has left since. */
export async function findLeft(
  db: Db,
  { id, timeZone }: Pick<OrganisationRow, "id" | "timeZone">,
  month: string,
): Promise<readonly string[]> {
  const { from, until } = spanOf(month, timeZone);
  const rows = await db
    .selectDistinct({ id: caseWorker.id })
    .from(contactRecord)
    .innerJoin(caseWorker, eq(caseWorker.id, contactRecord.caseWorkerId))
    .where(
      and(
        eq(caseWorker.organisationId, id),
        isNotNull(caseWorker.leftAt),
        isNull(contactRecord.undoneAt),
        gte(contactRecord.at, from),
        lt(contactRecord.at, until),
      ),
    );
  return rows.map((row) => row.id);
}

/** How much time those who take part have had on average in their year after school (LAW-13); of one case worker's people, or of all. */
export async function findBudget(
  db: Db,
  organisation: OrganisationRow,
  now: Date,
  caseWorkerId?: string,
): Promise<Readonly<Record<GuidanceYear, YearUse>>> {
  const people = await db
    .select({ id: alumnus.id, exitDate: alumnus.exitDate })
    .from(alumnus)
    .where(
      and(
        eq(alumnus.organisationId, organisation.id),
        caseWorkerId === undefined ? undefined : eq(alumnus.caseWorkerId, caseWorkerId),
        isNotNull(alumnus.joinedAt),
        isNull(alumnus.stoppedAt),
        isNull(alumnus.erasedAt),
        isGuided(db),
      ),
    );
  const records = await db
    .select({ id: contactRecord.personId, at: contactRecord.at, minutes: contactRecord.minutes })
    .from(contactRecord)
    .innerJoin(alumnus, eq(alumnus.id, contactRecord.personId))
    .where(
      and(
        eq(alumnus.organisationId, organisation.id),
        isNull(contactRecord.undoneAt),
        isNotNull(contactRecord.minutes),
      ),
    );
  const byPerson = Map.groupBy(records, ({ id }) => id);
  const timed = people.map(({ id, exitDate }) => ({
    exitDate,
    contacts: (byPerson.get(id) ?? []).map(({ at, minutes }) => ({
      day: localDay(organisation, at),
      minutes: minutes ?? 0,
    })),
  }));
  return decideBudget(timed, localDay(organisation, now));
}
