import { lt, sql } from "drizzle-orm";
import type { Clock } from "../clock.ts";
import type { Db } from "../db/connect.ts";
import { signOfLife } from "../db/schema/index.ts";

/** The service went through what time sets in motion, fetched updates, or met another process that fetches them. */
export type LifeSign = (typeof signOfLife.$inferSelect)["kind"];

/** A sign is written no more often, so that it costs nothing. */
const pauseMilliseconds = 30_000;

/** Signs further apart do not belong together: the service was away in between. */
export const lifeGapMinutes = 5;

/**
 * Keeps in the database when the service was last at work, for the auditor: that nothing comes in shows nowhere else. At most
 * one write in half a minute for each sign. Rejects when the database is away.
 */
export function lifeNotes({
  db,
  clock,
}: {
  readonly db: Db;
  readonly clock: Clock;
}): (kind: LifeSign) => Promise<void> {
  const written = new Map<LifeSign, number>();
  return async (kind) => {
    const at = clock.now();
    const last = written.get(kind);
    if (last !== undefined && at.getTime() - last < pauseMilliseconds) return;
    const goneBy = new Date(at.getTime() - lifeGapMinutes * 60_000).toISOString();
    await db
      .insert(signOfLife)
      .values({ kind, at, since: at })
      .onConflictDoUpdate({
        target: signOfLife.kind,
        set: {
          at,
          since: sql`case when ${signOfLife.at} < ${goneBy}::timestamptz then excluded.since else ${signOfLife.since} end`,
        },
        setWhere: lt(signOfLife.at, at),
      });
    written.set(kind, at.getTime());
  };
}
