import { and, ne, notExists, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, escalation } from "../db/schema/index.ts";

/** For a query over alumni: no human works on something of this person any more, so nothing is held back for it. */
export const personAtRest = (db: Db): SQL =>
  notExists(
    db
      .select({ one: sql`1` })
      .from(escalation)
      .where(and(sql`${escalation.personId} = ${alumnus.id}`, ne(escalation.state, "resolved"))),
  );
