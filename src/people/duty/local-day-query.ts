import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import { organisation } from "../../db/schema/index.ts";

/** For a query that joins the organisation: the instant lies on today's local day there. Null counts as another day. */
export const isToday = (instant: AnyColumn | SQL, now: Date): SQL => {
  const dayOf = (one: AnyColumn | SQL) => sql`(${one} at time zone ${organisation.timeZone})::date`;
  return sql`${dayOf(instant)} is not distinct from ${dayOf(sql`${now.toISOString()}::timestamptz`)}`;
};
