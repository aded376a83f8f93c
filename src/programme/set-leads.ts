import { randomUUID } from "node:crypto";
import { and, eq, gte, isNull, or } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { leadPeriod } from "../db/schema/index.ts";
import { lengthenParts } from "./decide-lengthened.ts";
import { findRhythms } from "./find-rhythms.ts";
import type { CohortRow, EnrolmentRow } from "./store.ts";

/**
 * Writes down from when to when another organisation leads, by the programmes of the cohort: the region in its year, nobody but
 * the own school in the other. From a local day on; what was before it stays as it was. Where the cohort goes over to another rhythm
 * on a later day, the one before it says who leads until then. What the organisations agreed on for one person goes before it.
 */
export async function setLeads(
  db: Db,
  now: Date,
  place: Pick<EnrolmentRow, "alumnusId" | "startsOn" | "endsOn">,
  group: Pick<CohortRow, "id" | "parts">,
  fromDay: string,
): Promise<void> {
  const { alumnusId, startsOn } = place;
  const own = and(eq(leadPeriod.alumnusId, alumnusId), eq(leadPeriod.because, "programme"));
  await db.delete(leadPeriod).where(and(own, gte(leadPeriod.fromDay, fromDay)));
  await db
    .update(leadPeriod)
    .set({ untilDay: dayBefore(fromDay) })
    .where(and(own, or(isNull(leadPeriod.untilDay), gte(leadPeriod.untilDay, fromDay))));
  const agreed = await db
    .select()
    .from(leadPeriod)
    .where(and(eq(leadPeriod.alumnusId, alumnusId), eq(leadPeriod.because, "transfer")));
  const exit = Temporal.PlainDate.from(startsOn);
  const rhythms = await findRhythms(db, group, fromDay);
  for (const [index, rhythm] of rhythms.entries()) {
    const next = rhythms[index + 1];
    for (const { fromMonth, months, leadOrganisationId } of lengthenParts(rhythm.parts, place)) {
      if (!leadOrganisationId) continue;
      const first = exit.add({ months: fromMonth }).add({ days: 1 }).toString();
      const last = exit.add({ months: fromMonth + months }).toString();
      if (agreed.some((one) => one.fromDay <= last && first <= (one.untilDay ?? last))) continue;
      const from = first < rhythm.fromDay ? rhythm.fromDay : first;
      const untilDay = next && next.fromDay <= last ? dayBefore(next.fromDay) : last;
      if (untilDay < from) continue;
      await db.insert(leadPeriod).values({
        ...{ id: randomUUID(), alumnusId, organisationId: leadOrganisationId, at: now },
        ...{ fromDay: from, untilDay, because: "programme" },
      });
    }
  }
}

const dayBefore = (day: string) => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();
