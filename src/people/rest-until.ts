import { and, desc, eq, inArray, max, or } from "drizzle-orm";
import { checkIn, outbox } from "../db/schema/index.ts";
import { lanes } from "../delivery/outgoing.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusRow } from "./store.ts";

/** No check-in so soon after another message. */
const restHours = 48;
/** "Minder vaak": no more than once in a season. */
const lessOftenDays = 90;

/**
 * Until when no check-in comes because something else came lately: a question, what the robot said of its own accord, what a human had
 * passed on. What answers somebody's own tap or words at once is no such message. Null when nothing did.
 */
export async function restUntil({ db }: Pick<Work, "db">, chatId: number | null): Promise<Date | null> {
  if (chatId === null) return null;
  const [last] = await db
    .select({ at: outbox.createdAt, dueAt: outbox.dueAt })
    .from(outbox)
    .where(
      and(
        eq(outbox.chatId, chatId),
        eq(outbox.line, "chat"),
        or(
          inArray(outbox.subjectKind, ["question", "appointment", "talk"]),
          inArray(outbox.lane, [lanes.relay, lanes.invitation]),
        ),
        inArray(outbox.state, ["new", "sending", "sent"]),
      ),
    )
    .orderBy(desc(outbox.createdAt))
    .limit(1);
  if (!last) return null;
  const at = last.dueAt && last.dueAt > last.at ? last.dueAt : last.at;
  return new Date(at.getTime() + restHours * 3_600_000);
}

/** Until when whoever asked for it hears nothing from the robot by itself, whatever is planned or has an occasion. Null for everybody else. */
export async function wishedRest(
  { db }: Pick<Work, "db">,
  { id, rhythm }: Pick<AlumnusRow, "id" | "rhythm">,
): Promise<Date | null> {
  if (rhythm !== "less") return null;
  const [last] = await db
    .select({ at: max(checkIn.createdAt) })
    .from(checkIn)
    .where(eq(checkIn.alumnusId, id));
  return last?.at ? new Date(last.at.getTime() + lessOftenDays * 24 * 3_600_000) : null;
}
