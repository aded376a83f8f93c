import { and, eq, gt, inArray, ne } from "drizzle-orm";
import { outbox } from "../db/schema/index.ts";
import { mailLineOf } from "./mail-line.ts";
import { lanes } from "./outgoing.ts";
import type { Work } from "./work.ts";

/** What a young person is asked or told of may wait for a better hour. */
const waiting = ["question", "appointment", "agreement", "ownTime", "parentAnswer"] as const;

/**
 * A question, news of an appointment, or word of what a human noted that still waits to be sent to this chat does not go any more; a
 * crisis reply with its numbers does.
 */
export async function dropUnsentQuestions({ db }: Pick<Work, "db">, chatId: number): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "STOPPED" })
    .where(
      and(
        eq(outbox.chatId, chatId),
        inArray(outbox.subjectKind, waiting),
        eq(outbox.state, "new"),
        gt(outbox.lane, lanes.crisis),
      ),
    );
}

/** What waits for a better hour and is about this does not go any more: it was answered, made way, or is said now. */
export async function dropLaterAbout(
  { db, now }: Pick<Work, "db" | "now">,
  subject: { readonly kind: (typeof waiting)[number]; readonly id: string },
): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "NEWER" })
    .where(
      and(
        eq(outbox.subjectKind, subject.kind),
        eq(outbox.subjectId, subject.id),
        eq(outbox.state, "new"),
        gt(outbox.dueAt, now),
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

/**
 * Messages about this subject that have not arrived yet do not go any more, but for those to `exceptChatId`: what they ask
 * for has been done. One that is on its way at this moment arrives all the same and is written down as sent; one that was
 * on its way when its process died is not sent again.
 */
export async function dropUnsentAbout(
  { db }: Pick<Work, "db">,
  subject: { readonly kind: "escalation" | "appointment"; readonly id: string },
  exceptChatId: number | null,
): Promise<void> {
  await db
    .update(outbox)
    .set({ state: "dropped", body: null, errorCode: "TAKEN" })
    .where(
      and(
        eq(outbox.subjectKind, subject.kind),
        eq(outbox.subjectId, subject.id),
        inArray(outbox.state, ["new", "sending"]),
        ne(outbox.chatId, exceptChatId ?? 0),
      ),
    );
}
