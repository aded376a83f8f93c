import { randomUUID } from "node:crypto";
import { and, eq, gte, isNull, or } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { leadPeriod } from "../db/schema/index.ts";
import { lengthenParts } from "./decide-lengthened.ts";
import type { CohortRow, EnrolmentRow } from "./store.ts";

/**
 * Writes down from when to when another organisation leads, by the programmes of the cohort: the region in its year, nobody but
 * the own school in the other. From a local day on; what was before it stays as it was. What the organisations agreed on for
 * one person goes before it.
 */
export async function setLeads(
  db: Db,
  now: Date,
  place: Pick<EnrolmentRow, "alumnusId" | "startsOn" | "endsOn">,
  { parts }: Pick<CohortRow, "parts">,
  fromDay: string,
): Promise<void> {
  const { alumnusId, startsOn } = place;
  const own = and(eq(leadPeriod.alumnusId, alumnusId), eq(leadPeriod.because, "programme"));
  await db.delete(leadPeriod).where(and(own, gte(leadPeriod.fromDay, fromDay)));
  const dayBefore = Temporal.PlainDate.from(fromDay).subtract({ days: 1 }).toString();
  await db
    .update(leadPeriod)
    .set({ untilDay: dayBefore })
    .where(and(own, or(isNull(leadPeriod.untilDay), gte(leadPeriod.untilDay, fromDay))));
  const agreed = await db
    .select()
    .from(leadPeriod)
    .where(and(eq(leadPeriod.alumnusId, alumnusId), eq(leadPeriod.because, "transfer")));
  const exit = Temporal.PlainDate.from(startsOn);
  for (const { fromMonth, months, leadOrganisationId } of lengthenParts(parts, place)) {
    if (!leadOrganisationId) continue;
    const first = exit.add({ months: fromMonth }).add({ days: 1 }).toString();
    const untilDay = exit.add({ months: fromMonth + months }).toString();
    if (untilDay < fromDay) continue;
    if (agreed.some((one) => one.fromDay <= untilDay && first <= (one.untilDay ?? untilDay))) continue;
    await db.insert(leadPeriod).values({
      ...{ id: randomUUID(), alumnusId, organisationId: leadOrganisationId, untilDay, at: now },
      ...{ fromDay: first < fromDay ? fromDay : first, because: "programme" },
    });
  }
}
