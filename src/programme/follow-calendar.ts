import { isDeepStrictEqual } from "node:util";
import { asc, eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { cohort } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { findCourse } from "./find-course.ts";
import { lockPlaces } from "./lock-places.ts";
import { type Moved, replan } from "./replan.ts";

const isBehind = (
  group: Pick<typeof cohort.$inferSelect, "closedDays">,
  { closedDays, timeZone }: OrganisationRow,
  now: Date,
): boolean => {
  const today = localDay({ timeZone }, now);
  return !isDeepStrictEqual(daysFrom(today, group.closedDays), daysFrom(today, closedDays));
};

/** Schools with a cohort that was planned by other closed days than theirs now: one question for all of them, every minute. */
export async function findSchoolsBehind(
  { db, now }: Pick<Work, "db" | "now">,
  schools: readonly OrganisationRow[],
): Promise<ReadonlySet<string>> {
  const groups = await db
    .select({ organisationId: cohort.organisationId, closedDays: cohort.closedDays })
    .from(cohort);
  const byId = new Map(schools.map((school) => [school.id, school]));
  return new Set(
    groups.flatMap((group) => {
      const school = byId.get(group.organisationId);
      return school && isBehind(group, school, now) ? [school.id] : [];
    }),
  );
}

/**
 * A vacation that was typed in or imported after the moments were planned, or one that is no more: what lies ahead of a cohort
 * is planned anew by the days that are closed now, from tomorrow on. One cohort at a time; the next comes a minute later.
 */
export async function followCalendar(
  { db, now }: Pick<Work, "db" | "now">,
  organisation: OrganisationRow,
): Promise<void> {
  const { closedDays } = organisation;
  const today = localDay(organisation, now);
  const all = await db
    .select()
    .from(cohort)
    .where(eq(cohort.organisationId, organisation.id))
    .orderBy(asc(cohort.createdAt), asc(cohort.id));
  const behind = all.find((one) => isBehind(one, organisation, now));
  if (!behind) return;
  const [group] = await db.select().from(cohort).where(eq(cohort.id, behind.id)).for("update");
  // Another instance was first.
  if (!group || !isBehind(group, organisation, now)) return;
  await db.update(cohort).set({ closedDays }).where(eq(cohort.id, group.id));
  const moved: Moved[] = [];
  for (const { place, person } of await lockPlaces(db, group.id))
    moved.push({ enrolled: { place, group, person }, before: await findCourse(db, group, place) });
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  const replanned = await replan(db, now, organisation, moved, tomorrow);
  await recordAccess(db, {
    at: now,
    actor: { kind: "system" },
    action: "replanCohort",
    subject: { kind: "cohort", id: group.id },
    facts: { why: "closedDays", people: moved.length, ...replanned },
  });
}

/** What a closed day is called plans nothing, and neither does one that is over. */
const daysFrom = (today: string, days: OrganisationRow["closedDays"]) =>
  (days ?? []).filter(({ until }) => until >= today).map(({ from, until }) => `${from} ${until}`);
