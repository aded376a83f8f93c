import { randomUUID } from "node:crypto";
import { and, eq, gte, isNull, or } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Db } from "../db/connect.ts";
import { leadPeriod } from "../db/schema/index.ts";
import { Refused } from "../people/find-organisation.ts";
import { may } from "../people/may.ts";
import type { AlumnusRow, OrganisationRow } from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";

export interface LeadChange {
  /** Who leads from then on; the own organisation takes it back. */
  readonly to: OrganisationRow;
  /** Local days, both included; without an end it lasts. */
  readonly fromDay: string;
  readonly untilDay?: string;
}

/**
 * The organisations agreed on who leads somebody's guidance (LAW-19). Who led before leads until the day before; the own
 * organisation leads whenever no other does. Throws Refused for days the wrong way round.
 */
export async function transferLead(
  { db, now }: { readonly db: Db; readonly now: Date },
  person: Pick<AlumnusRow, "id" | "organisationId">,
  { to, fromDay, untilDay }: LeadChange,
): Promise<void> {
  if (!may({ kind: "operator" }, "organise")) throw new Refused("Operators may not say who leads.");
  if (untilDay !== undefined && untilDay < fromDay)
    throw new Refused(`The last day, ${untilDay}, is before the first, ${fromDay}. Nothing was changed.`);
  await db.transaction(async (tx) => {
    const own = eq(leadPeriod.alumnusId, person.id);
    await tx.delete(leadPeriod).where(and(own, gte(leadPeriod.fromDay, fromDay)));
    await tx
      .update(leadPeriod)
      .set({ untilDay: Temporal.PlainDate.from(fromDay).subtract({ days: 1 }).toString() })
      .where(and(own, or(isNull(leadPeriod.untilDay), gte(leadPeriod.untilDay, fromDay))));
    if (to.id !== person.organisationId)
      await tx.insert(leadPeriod).values({
        ...{ id: randomUUID(), alumnusId: person.id, organisationId: to.id, fromDay, at: now },
        ...{ untilDay: untilDay ?? null, because: "transfer" },
      });
    await recordAccess(tx, {
      at: now,
      actor: { kind: "operator" },
      action: "transferLead",
      subject: { kind: "alumnus", id: person.id },
      facts: { to: to.id, from: fromDay, ...(untilDay ? { until: untilDay } : {}) },
    });
  });
}
