import { sql } from "drizzle-orm";
import type { SystemClock } from "../clock.ts";
import type { Db } from "./connect.ts";
import { rowsOf } from "./rows-of.ts";

/** How far the database's clock is ahead of the given instant source, in milliseconds, half the way there and back allowed for. */
export async function measureClockDifference(db: Db, now: () => Date): Promise<number> {
  const before = now().getTime();
  const [row] = rowsOf<{ ms: number }>(
    await db.execute(sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`),
  );
  const after = now().getTime();
  return Math.round((row?.ms ?? before) - (before + after) / 2);
}

/** Sets the clock to the database's time, now and every minute, so that all instances agree. Returns how to stop. */
export async function followDatabaseClock(
  db: Db,
  clock: SystemClock,
  onError: (error: unknown) => void,
): Promise<() => void> {
  let offset = 0;
  const follow = async () => {
    offset += await measureClockDifference(db, clock.now);
    clock.setOffset(offset);
  };
  await follow();
  const timer = setInterval(() => void follow().catch(onError), 60_000);
  timer.unref();
  return () => clearInterval(timer);
}
