import { and, eq, inArray, isNotNull, max, or, sql } from "drizzle-orm";
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
  // One that was written earlier can be due, or have been sent, later than the newest.
  const [last] = await db
    .select({
      at: sql<Date | null>`max(greatest(${outbox.createdAt}, ${outbox.dueAt}, ${outbox.sentAt}))`.mapWith(
        outbox.dueAt,
      ),
    })
    .from(outbox)
    .where(
      and(
        eq(outbox.chatId, chatId),
        eq(outbox.line, "chat"),
        or(
          inArray(outbox.subjectKind, ["question", "appointment", "talk"]),
          inArray(outbox.lane, [lanes.relay, lanes.invitation]),
        ),
        // The two conditions are those of the indexes by chat: without them all that was ever sent would be read.
        or(
          inArray(outbox.state, ["new", "sending"]),
          and(eq(outbox.state, "sent"), isNotNull(outbox.messageId)),
        ),
      ),
    );
  return last?.at ? new Date(last.at.getTime() + restHours * 3_600_000) : null;
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
