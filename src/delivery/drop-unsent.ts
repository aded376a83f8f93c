import { and, eq, gt } from "drizzle-orm";
import { outbox } from "../db/schema/index.ts";
import { mailLineOf } from "./mail-line.ts";
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

/** Mails that still wait for this owner's mailbox do not go any more: the address is another one, or nobody's. */
export async function dropUnsentMails({ db }: Pick<Work, "db">, ownerId: string): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "ADDRESS_GONE" })
    .where(and(eq(outbox.line, "mail"), eq(outbox.chatId, mailLineOf(ownerId)), eq(outbox.state, "new")));
}

/** Proofs of a channel that are still on their way are not sent any more: a newer one takes their place. */
export async function dropUnsentProofs(
  { db }: Pick<Work, "db">,
  caseWorkerId: string,
  line: "chat" | "mail",
): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "NEWER_PROOF" })
    .where(
      and(
        eq(outbox.subjectKind, "proof"),
        eq(outbox.subjectId, caseWorkerId),
        eq(outbox.line, line),
        eq(outbox.state, "new"),
      ),
    );
}
