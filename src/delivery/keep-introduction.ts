import { eq } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { introduction } from "../db/schema/index.ts";

/** Whether this is what Telegram was last told about the bot. */
export async function isIntroduced(db: Db, botId: number, mark: string): Promise<boolean> {
  const [row] = await db.select().from(introduction).where(eq(introduction.botId, botId));
  return row?.mark === mark;
}

/** Telegram was told this about the bot now. */
export async function noteIntroduced(db: Db, botId: number, mark: string, now: Date): Promise<void> {
  const told = { mark, toldAt: now };
  await db
    .insert(introduction)
    .values({ botId, ...told })
    .onConflictDoUpdate({ target: introduction.botId, set: told });
}
