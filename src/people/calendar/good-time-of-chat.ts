import { and, eq, isNull } from "drizzle-orm";
import { alumnus } from "../../db/schema/index.ts";
import type { Work } from "../../delivery/work.ts";
import { findOrganisation } from "../store.ts";
import { nextMessageTime } from "./next-message-time.ts";

/**
 * The first instant, now or later, at which what the robot says of its own accord may go to this chat: a young person's hours and days.
 * Now for anybody else: what goes to the staff has hours of its own, and a parent asked.
 */
export async function goodTimeOfChat({ db, now }: Pick<Work, "db" | "now">, chatId: number): Promise<Date> {
  const [row] = await db
    .select({ organisationId: alumnus.organisationId, ownTime: alumnus.ownTime })
    .from(alumnus)
    .where(and(eq(alumnus.chatId, chatId), isNull(alumnus.erasedAt)));
  if (!row) return now;
  return nextMessageTime(await findOrganisation(db, row.organisationId), row.ownTime, now);
}
