import { and, eq, gt } from "drizzle-orm";
import { outbox } from "../db/schema/index.ts";
import { lanes } from "./outgoing.ts";
import type { Work } from "./work.ts";

/** A question that still waits to be sent to this chat does not go any more; a crisis reply with its numbers does. */
export async function dropUnsentQuestions({ db }: Pick<Work, "db">, chatId: number): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "STOPPED" })
    .where(
      and(
        eq(outbox.chatId, chatId),
        eq(outbox.subjectKind, "question"),
        eq(outbox.state, "new"),
        gt(outbox.lane, lanes.crisis),
      ),
    );
}
