import { and, eq, inArray } from "drizzle-orm";
import { outbox, ownWords, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { SendOutcome } from "../delivery/work-outbox.ts";
import { settleQuestion } from "./ask-colleague.ts";
import { openSaid } from "./open-said.ts";
import { shortQuote } from "./short-quote.ts";
import { findTalk, keepPart, lockMessage, type TalkMessageRow } from "./store.ts";
import { type TalkView, viewTalk } from "./talk-view.ts";

/** What became of a message of a talk, or of what is done with one; anything else is not about a talk. */
export async function settleTalk(work: Work, outcome: SendOutcome): Promise<void> {
  const { subjectId, subjectKind: kind, messageId, state } = outcome;
  if (subjectId === null || !kind?.startsWith("talk")) return;
  if (kind === "talkAsked") return settleQuestion(work, subjectId, state === "sent");
  const message = await lockMessage(work.db, subjectId);
  if (!message) return;
  switch (kind) {
    case "talk":
      return settleCopy(work, message, outcome);
    case "talkChange":
      return state === "sent" ? undefined : tellUnchanged(work, message);
    case "talkTakeBack":
      return settleTakeBack(work, message);
    case "talkEcho":
      return settleEcho(work, message, outcome);
    case "talkTranslation":
      if (messageId !== null) await keepPart(work.db, message, { chatId: outcome.chatId, messageId });
  }
}

/**
 * A message of a copy came to its end. Whoever wrote it on the staff's side sees a mark on it when all of it has arrived, and reads
 * why and which words when one part of it has not. What a young person wrote and what did not reach the owner has waited long
 * enough: it is handed to others at once, as unread words are.
 */
async function settleCopy(work: Work, message: TalkMessageRow, outcome: SendOutcome): Promise<void> {
  const { db } = work;
  const { chatId, messageId, state } = outcome;
  if (state === "sent") {
    if (messageId !== null) await keepPart(db, message, { chatId, messageId });
    const ends = await endsOf(db, message.copies);
    if (ends.some((end) => end === "new" || end === "sending")) return;
    // Another part of it has failed, and that was told.
    if (ends.some((end) => end !== "sent")) return;
  } else if (message.outcome !== null && message.outcome !== "sent") return;
  await db.update(talkMessage).set({ outcome: state }).where(eq(talkMessage.id, message.id));
  if (state === "sent") return mark(work, message);
  if (message.caseWorkerId === null) return handOn(work, message);
  await tellWriter(work, message, state === "blocked" ? "blocked" : "failed");
}

async function endsOf(db: Work["db"], copies: readonly string[]) {
  const rows = await db
    .select({ state: outbox.state })
    .from(outbox)
    .where(inArray(outbox.id, [...copies]));
  return rows.map(({ state }) => state);
}

/** Where the case worker wrote it, or sees it: it is in the hands of the young person. */
async function mark(work: Work, { caseWorkerId, chatId, messageId }: TalkMessageRow): Promise<void> {
  if (caseWorkerId === null || chatId === null || messageId === null) return;
  await say(work, { chatId, promise: "atMostOnce", outgoing: { kind: "mark", messageId } });
}

async function handOn({ db, now }: Work, { wordsId }: TalkMessageRow): Promise<void> {
  if (wordsId !== null) await db.update(ownWords).set({ readDueAt: now }).where(eq(ownWords.id, wordsId));
}

/** The other side still reads the old words, and whoever changed them believes otherwise. */
async function tellUnchanged(work: Work, message: TalkMessageRow): Promise<void> {
  if (message.caseWorkerId === null) return handOn(work, message);
  await tellWriter(work, message, "change");
}

/** A message was taken back, or one of its parts could not be: then it still stands there. */
async function settleTakeBack(work: Work, message: TalkMessageRow): Promise<void> {
  const about = and(eq(outbox.subjectKind, "talkTakeBack"), eq(outbox.subjectId, message.id));
  const rows = await work.db
    .select({ state: outbox.state, code: outbox.errorCode })
    .from(outbox)
    .where(about);
  if (rows.some(({ state }) => state === "new" || state === "sending")) return;
  const isGone = ({ state, code }: (typeof rows)[number]) =>
    state === "sent" || state === "dropped" || code === "MESSAGE_GONE";
  if (!rows.every(isGone)) return tellWriter(work, message, "takeBack");
  const seen = await viewOf(work, message);
  const chatId = seen && (message.chatId ?? seen.owner.chatId);
  if (!seen || !chatId) return;
  const text = seen.toStaff("talk:takeBack.done", { name: seen.name });
  await say(work, { chatId, outgoing: { kind: "say", text } });
}

/** A sentence that was chosen by a tap stands in the case worker's chat from now on, like one that they wrote. */
async function settleEcho(
  work: Work,
  message: TalkMessageRow,
  { chatId, messageId }: SendOutcome,
): Promise<void> {
  if (messageId === null) return;
  await work.db.update(talkMessage).set({ chatId, messageId }).where(eq(talkMessage.id, message.id));
  if (message.outcome === "sent") await mark(work, { ...message, chatId, messageId });
}

/** Says to whoever wrote a message what did not work, with its words: several may be under way. */
async function tellWriter(
  work: Work,
  message: TalkMessageRow,
  why: "blocked" | "failed" | "change" | "takeBack",
): Promise<void> {
  const seen = await viewOf(work, message);
  if (!seen) return;
  const { toStaff: t, name, view, owner } = seen;
  // A sentence whose echo has not come yet was written in no chat.
  const chatId = message.chatId ?? owner.chatId;
  if (chatId === null) return;
  const said = await openSaid(work, view.row.keyId, message);
  const call = {
    label: t("escalation:message.call"),
    action: { do: "call", alumnus: view.row.id, step: "number" } as const,
  };
  const text = [t(`talk:failed.${why}`, { name }), ...(said ? ["", shortQuote(t, said)] : [])].join("\n");
  await say(work, { chatId, lane: "alert", outgoing: { kind: "say", text, buttons: [[call]] } });
}

async function viewOf(work: Work, { talkId }: TalkMessageRow): Promise<TalkView | undefined> {
  const row = await findTalk(work.db, talkId);
  return row && viewTalk(work, row);
}
