import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { and, eq } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { cohort, cohortChange, enrolment } from "../db/schema/index.ts";
import type { Office } from "../people/add-staff.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { lengthenedMonths } from "./decide-lengthened.ts";
import { decideTerm } from "./decide-term.ts";
import { findCourse } from "./find-course.ts";
import { readWhy } from "./import-programme.ts";
import { layParts, type PartWish } from "./lay-parts.ts";
import { lockPlaces } from "./lock-places.ts";
import { type Moved, type Replanned, replan } from "./replan.ts";
import { setLeads } from "./set-leads.ts";
import { type CohortRow, monthsOf } from "./store.ts";

export interface NewRhythm {
  readonly programmes: readonly PartWish[];
  /** Local day from which it counts; tomorrow when left out. */
  readonly from?: string;
  /** Why, in words; it is kept. */
  readonly why: string;
}

/**
 * A cohort goes over to another rhythm in the middle of its course (CAP-01, S1): what has begun or took place stays, what lies
 * ahead of everybody in it is planned anew from a day on, nobody is called twice at one time, nobody is without a next step, and
 * no year has fewer moments than both rhythms ask for. Kept: from what to what, from when, and why. Throws Refused for a
 * cohort that there is not, a day that is not tomorrow or later, programmes that cannot follow each other or are the
 * same as before, and for a term that would be over for somebody by then.
 */
export async function changeCohort(
  { db, now }: Pick<Office, "db" | "now">,
  organisation: OrganisationRow,
  name: string,
  rhythm: NewRhythm,
): Promise<Replanned & { readonly group: CohortRow; readonly people: number; readonly fromDay: string }> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not change cohorts.");
  const why = readWhy(rhythm.why);
  const fromDay = readFrom(rhythm.from, localDay(organisation, now));
  return db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(cohort)
      .where(and(eq(cohort.organisationId, organisation.id), eq(cohort.name, name)))
      .for("update");
    if (!before) throw new Refused(`There is no cohort called ${name}. \`cohort list\` shows them.`);
    const parts = await layParts(tx, now, rhythm.programmes);
    if (isDeepStrictEqual(parts, before.parts))
      throw new Refused(`${name} goes through exactly these programmes already. Nothing was changed.`);
    const group: CohortRow = { ...before, parts };
    await tx.update(cohort).set({ parts }).where(eq(cohort.id, before.id));
    await tx.insert(cohortChange).values({
      ...{ id: randomUUID(), cohortId: before.id, fromDay, before: before.parts, after: parts },
      ...{ why, at: now },
    });
    const places = await lockPlaces(tx, before.id);
    const moved: Moved[] = [];
    for (const { place, person } of places) {
      // Whoever has the Act's two years by then keeps them, whatever the new programmes last.
      const months = Math.max(monthsOf(group), lengthenedMonths(place, before.parts) ?? 0);
      const { endsOn } = decideTerm(place.startsOn, months);
      if (endsOn < fromDay && endsOn < place.endsOn)
        throw new Refused(
          `The guidance of who left on ${place.startsOn} would have been over on ${endsOn}, before ${fromDay}. Give the programmes more months. Nothing was changed.`,
        );
      await tx.update(enrolment).set({ endsOn }).where(eq(enrolment.id, place.id));
      const after = { ...place, endsOn };
      await setLeads(tx, now, after, group, fromDay);
      moved.push({
        enrolled: { place: after, group, person },
        before: await findCourse(tx, before, place),
      });
    }
    const replanned = await replan(tx, now, organisation, moved, fromDay);
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "changeCohort",
      subject: { kind: "cohort", id: before.id },
      facts: { from: fromDay, people: moved.length, ...replanned },
    });
    return { ...replanned, group, people: moved.length, fromDay };
  });
}

/** A year ahead is planned by whoever knows then. */
const farthestDays = 366;

function readFrom(wished: string | undefined, today: string): string {
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
  const from = wished ?? tomorrow;
  if (from < tomorrow)
    throw new Refused(
      `A new rhythm counts from ${tomorrow} at the earliest: what is behind us stays as it was.`,
    );
  if (from > Temporal.PlainDate.from(today).add({ days: farthestDays }).toString())
    throw new Refused(`${from} is more than a year away. Change the cohort when it is nearer.`);
  return from;
}
