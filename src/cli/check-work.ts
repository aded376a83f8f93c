import { and, count as countRows, eq, gte, inArray, isNull, ne } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { escalation, inbox, outbox } from "../db/schema/index.ts";
import { bad, type Check, count, note, ok } from "./check.ts";

/** Updates that could not be handled and were set aside. */
export async function checkUpdates(db: Db): Promise<Check> {
  const [row] = await db.select({ n: countRows() }).from(inbox).where(eq(inbox.state, "parked"));
  const parked = Number(row?.n ?? 0);
  return parked === 0
    ? ok("updates", "None is parked.")
    : note("updates", `${count(parked, "update")} set aside because handling failed.`);
}

const days = 7;

/** Messages that reached nobody lately. */
export async function checkMessages(db: Db, now: Date): Promise<Check> {
  const since = new Date(now.getTime() - days * 86_400_000);
  const rows = await db
    .select({ state: outbox.state, n: countRows() })
    .from(outbox)
    .where(and(inArray(outbox.state, ["blocked", "undeliverable"]), gte(outbox.createdAt, since)))
    .groupBy(outbox.state);
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0);
  if (rows.length === 0) return ok("messages", `All of the last ${days} days could be delivered.`);
  return note(
    "messages",
    `In the last ${days} days ${of("blocked")} met a blocked chat and ${of("undeliverable")} could not be delivered.`,
  );
}

/** An escalation that is not resolved always has a next step (security.md 3); one without would be forgotten. */
export async function checkEscalations(db: Db): Promise<Check> {
  const [row] = await db
    .select({ n: countRows() })
    .from(escalation)
    .where(and(ne(escalation.state, "resolved"), isNull(escalation.nextStepAt)));
  const stuck = Number(row?.n ?? 0);
  return stuck === 0
    ? ok("escalations", "Every open one has a next step.")
    : bad(
        "escalations",
        `${count(stuck, "open escalation")} without a next step: nobody will be alerted again.`,
      );
}
