import { eq } from "drizzle-orm";
import { ownWords, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { SendOutcome } from "../delivery/work-outbox.ts";
import { findMessage, findTalk, type TalkMessageRow } from "./store.ts";
import { type TalkView, viewTalk } from "./talk-view.ts";

/**
 * What became of a message of a talk. Whoever wrote it on the staff's side sees a mark on it when it has arrived, and reads
 * why when it has not. What a young person wrote and what did not reach the owner has waited long enough: it is handed to
 * others at once, as unread words are.
 */
export async function settleCopy(work: Work, outcome: SendOutcome): Promise<void> {
  const { db, now } = work;
  const message = outcome.subjectId === null ? undefined : await findMessage(db, outcome.subjectId);
  if (!message) return;
  // A later version of it, or a copy in another chat: what is known of the first stays.
  const copy = message.copyMessageId === null ? { copyMessageId: outcome.messageId } : {};
  await db
    .update(talkMessage)
    .set({ outcome: outcome.state, ...copy })
    .where(eq(talkMessage.id, message.id));
  const hasArrived = outcome.state === "sent";
  if (message.caseWorkerId === null) {
    if (hasArrived || message.wordsId === null) return;
    await db.update(ownWords).set({ readDueAt: now }).where(eq(ownWords.id, message.wordsId));
    return;
  }
  const row = await findTalk(db, message.talkId);
  const seen = row && (await viewTalk(work, row));
  if (!seen) return;
  if (!hasArrived) return tellFailed(work, seen, message, outcome.state === "blocked" ? "blocked" : "failed");
  if (message.chatId === null || message.messageId === null) return;
  await say(work, {
    chatId: message.chatId,
    promise: "atMostOnce",
    outgoing: { kind: "mark", messageId: message.messageId },
  });
}

async function tellFailed(
  work: Work,
  { toStaff: t, name, view, owner }: TalkView,
  message: TalkMessageRow,
  why: "blocked" | "failed",
): Promise<void> {
  // A sentence that was chosen by a tap was written in no chat.
  const chatId = message.chatId ?? owner.chatId;
  if (chatId === null) return;
  const call = {
    label: t("escalation:message.call"),
    action: { do: "call", alumnus: view.row.id, step: "number" } as const,
  };
  await say(work, {
    chatId,
    lane: "alert",
    outgoing: { kind: "say", text: t(`talk:failed.${why}`, { name }), buttons: [[call]] },
  });
}
