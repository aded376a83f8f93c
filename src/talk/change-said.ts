import { and, asc, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { type Said, withWords } from "../checkin/hear-words.ts";
import type { Db } from "../db/connect.ts";
import { outbox, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { mostInOneMessage } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { isolateIn } from "../i18n/isolate.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { findToWrite } from "./find-to-write.ts";
import { openSaid, sealSaid } from "./open-said.ts";
import { copyText, hiddenFrom, sayCopy } from "./say-copy.ts";
import { changeTalk, findMessageAt, lockTalk, type TalkMessageRow, type TalkRow } from "./store.ts";
import { type TalkView, viewTalk, writerNameOf } from "./talk-view.ts";
import { isToTranslate, takeBackTranslation } from "./translate.ts";
import type { Written } from "./write-in-talk.ts";

/**
 * A case worker changed a message of theirs: the copy changes too. Refuses as `writeInTalk` does, and then the copy stays as it was:
 * an edit is no way to write to somebody after STOP, or in a talk that is over or a colleague's. What waits for a yes stays the
 * writer's to change, whoever goes on with the talk. Undefined when it is no message of a talk of theirs.
 */
export async function changeOwnMessage(
  work: Work,
  by: CaseWorkerRow,
  messageId: number,
  text: string,
): Promise<Written | undefined> {
  if (by.chatId === null) return undefined;
  const found = await findChanged(work, by.chatId, messageId);
  if (!found || found.message.caseWorkerId !== by.id) return undefined;
  const { message, talk, seen } = found;
  if (talk.state === "ended") return { ok: false, reason: "ended" };
  const waits = talk.state === "asked";
  if (!waits && talk.ownerId !== by.id) return { ok: false, reason: "notYours" };
  const to = waits ? undefined : await findToWrite(work, by, talk.personId, talk.ownerId);
  if (to && !to.ok) return to;
  const { keyId } = seen.view.row;
  const before = await openSaid(work, keyId, message);
  const said: Said = before ? withWords(before, text) : { kind: "text", text };
  const body = await sealSaid(work, keyId, message.id, said);
  const toTranslate = isToTranslate(work, said, seen.staffLanguage, seen.view.language);
  await noteChange(work, message, { body, toTranslate });
  // What waits has no copy yet: the new words are what goes.
  if (to) await changeCopy(work, message, talk, seen, { text, chatId: to.theirChatId });
  return { ok: true, name: seen.name };
}

/** A young person changed a message of a talk, whose words are replaced by the caller: whoever has the talk now reads it changed. */
export async function changeTheirCopy(
  work: Work,
  chatId: number,
  messageId: number,
  text: string,
): Promise<void> {
  const found = await findChanged(work, chatId, messageId);
  if (!found || found.message.caseWorkerId !== null) return;
  const { message, talk, seen } = found;
  const before = await openSaid(work, seen.view.row.keyId, message);
  const said: Said = before?.kind === "photo" ? { ...before, caption: text } : { kind: "text", text };
  const toTranslate = isToTranslate(work, said, seen.view.language, seen.staffLanguage);
  await noteChange(work, message, { toTranslate });
  // Of a talk that is over the owner may be gone: then it is for whoever guides the young person.
  const reader = seen.owner.leftAt ? seen.view.worker : seen.owner;
  if (reader.chatId !== null) await changeCopy(work, message, talk, seen, { text, chatId: reader.chatId });
  if (talk.state === "open") await changeTalk(work.db, talk, { waitingSince: talk.waitingSince ?? work.now });
}

/** What a machine made of the words before says what nobody says any more: it goes, and the new words are translated. */
async function noteChange(
  work: Work,
  message: TalkMessageRow,
  values: { readonly body?: Buffer; readonly toTranslate: boolean },
): Promise<void> {
  await takeBackTranslation(work, message);
  await work.db
    .update(talkMessage)
    .set({ ...values, changedAt: work.now })
    .where(eq(talkMessage.id, message.id));
}

async function findChanged(
  work: Work,
  chatId: number,
  messageId: number,
): Promise<{ message: TalkMessageRow; talk: TalkRow; seen: TalkView } | undefined> {
  const message = await findMessageAt(work.db, chatId, messageId);
  if (!message || message.chatId !== chatId || message.messageId !== messageId || message.takenBackAt)
    return undefined;
  const row = await lockTalk(work.db, message.talkId);
  const seen = row && (await viewTalk(work, row));
  return row && seen ? { message, talk: row, seen } : undefined;
}

/**
 * One text for one text is changed in its place; what is longer, or no text, comes anew with a word that it was changed. So does
 * what lies in another chat than the reader's, such as that of whoever had the talk before: the copy there stays as it was.
 */
async function changeCopy(
  work: Work,
  message: TalkMessageRow,
  talk: TalkRow,
  seen: TalkView,
  { text, chatId }: { readonly text: string; readonly chatId: number },
): Promise<void> {
  const { db } = work;
  const isTheirs = message.caseWorkerId === null;
  const from = isTheirs ? seen.name : isolateIn(seen.view.language, await writerNameOf(work, seen, message));
  const t = isTheirs ? seen.toStaff : seen.toPerson;
  const isHidden = !isTheirs && seen.view.row.sharedPhone;
  const read = {
    label: seen.toStaff("talk:button.read"),
    action: { do: "talk", talk: talk.id, verb: "read" } as const,
  };
  // What was changed is unread again.
  const under = isTheirs && talk.state === "open" ? { buttons: [[read]] } : {};
  const whole = copyText(from, text);
  const before = await openSaid(work, seen.view.row.keyId, message);
  const [target, ...others] = await copiesIn(db, message, chatId);
  const isOne = target !== undefined && others.length === 0;
  if (isOne && before?.kind === "text" && whole.length <= mostInOneMessage) {
    await say(work, {
      chatId,
      targetId: target,
      subject: { kind: "talkChange", id: message.id },
      outgoing: {
        ...{ kind: "change", text: whole },
        ...(isHidden ? { hiddenFrom: hiddenFrom(from) } : {}),
        ...under,
      },
    });
    return;
  }
  const changed = { kind: "text", text: `${t("talk:changed")}\n${text}` } as const;
  const more = await sayCopy(work, message.id, changed, {
    ...{ chatId, from, isHidden, isQuiet: false },
    ...under,
  });
  // The number of the copy is that of the newest reader's; whoever takes it back takes all of it back, in every chat.
  const moved = message.copyChatId === chatId ? {} : { copyChatId: chatId, copyMessageId: null };
  await db
    .update(talkMessage)
    .set({ copies: [...message.copies, ...more], ...moved })
    .where(eq(talkMessage.id, message.id));
}

/** The messages of a copy that lie in this chat, in their order, without what a machine made of them. */
async function copiesIn(db: Db, { copies }: TalkMessageRow, chatId: number): Promise<string[]> {
  const rows = await db
    .select({ id: outbox.id })
    .from(outbox)
    .where(
      and(
        inArray(outbox.id, [...copies]),
        eq(outbox.chatId, chatId),
        or(isNull(outbox.subjectKind), ne(outbox.subjectKind, "talkTranslation")),
      ),
    )
    .orderBy(asc(outbox.seq));
  return rows.map(({ id }) => id);
}
