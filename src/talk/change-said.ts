import { eq } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import { outbox, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { mostInOneMessage } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { openSaid, sealSaid } from "./open-said.ts";
import { copyText, hiddenFrom, sayCopy } from "./say-copy.ts";
import { changeTalk, findMessageAt, findTalk, type TalkMessageRow, type TalkRow } from "./store.ts";
import { type TalkView, viewTalk } from "./talk-view.ts";

/** A case worker changed a message of theirs: the copy changes too. False when it is no message of a talk of theirs. */
export async function changeOwnMessage(
  work: Work,
  by: CaseWorkerRow,
  messageId: number,
  text: string,
): Promise<boolean> {
  if (by.chatId === null) return false;
  const found = await findChanged(work, by.chatId, messageId);
  if (!found || found.message.caseWorkerId !== by.id) return false;
  const { message, talk, seen } = found;
  const { keyId } = seen.view.row;
  const before = await openSaid(work, keyId, message);
  const said: Said = before?.kind === "photo" ? { ...before, caption: text } : { kind: "text", text };
  const body = await sealSaid(work, keyId, message.id, said);
  await work.db.update(talkMessage).set({ body, changedAt: work.now }).where(eq(talkMessage.id, message.id));
  // Nothing was passed on yet: the new words are what goes.
  if (message.copies.length === 0) return true;
  await changeCopy(work, message, talk, seen, text);
  return true;
}

/** A young person changed a message of a talk, whose words were replaced by the caller: the copy changes too. */
export async function changeTheirCopy(
  work: Work,
  chatId: number,
  messageId: number,
  text: string,
): Promise<void> {
  const found = await findChanged(work, chatId, messageId);
  if (!found || found.message.caseWorkerId !== null) return;
  await work.db.update(talkMessage).set({ changedAt: work.now }).where(eq(talkMessage.id, found.message.id));
  await changeCopy(work, found.message, found.talk, found.seen, text);
  const { talk } = found;
  if (talk.state === "open") await changeTalk(work.db, talk, { waitingSince: talk.waitingSince ?? work.now });
}

async function findChanged(
  work: Work,
  chatId: number,
  messageId: number,
): Promise<{ message: TalkMessageRow; talk: TalkRow; seen: TalkView } | undefined> {
  const message = await findMessageAt(work.db, chatId, messageId);
  if (!message || message.chatId !== chatId || message.messageId !== messageId || message.takenBackAt)
    return undefined;
  const row = await findTalk(work.db, message.talkId);
  const seen = row && (await viewTalk(work, row));
  return row && seen ? { message, talk: row, seen } : undefined;
}

/** One text for one text is changed in its place; what is longer, or no text, comes anew with a word that it was changed. */
async function changeCopy(
  work: Work,
  message: TalkMessageRow,
  talk: TalkRow,
  seen: TalkView,
  text: string,
): Promise<void> {
  const { copyChatId, copies } = message;
  const [target] = copies;
  if (copyChatId === null || target === undefined) return;
  const isTheirs = message.caseWorkerId === null;
  const from = isTheirs ? seen.name : seen.ownerName;
  const t = isTheirs ? seen.toStaff : seen.toPerson;
  const isHidden = !isTheirs && seen.view.row.sharedPhone;
  const whole = copyText(from, text);
  const before = await openSaid(work, seen.view.row.keyId, message);
  if (copies.length === 1 && before?.kind === "text" && whole.length <= mostInOneMessage) {
    const [sent] = await work.db.select({ id: outbox.id }).from(outbox).where(eq(outbox.id, target));
    if (sent) {
      const read = {
        label: seen.toStaff("talk:button.read"),
        action: { do: "talk", talk: talk.id, verb: "read" } as const,
      };
      await say(work, {
        chatId: copyChatId,
        targetId: target,
        outgoing: {
          ...{ kind: "change", text: whole },
          ...(isHidden ? { hiddenFrom: hiddenFrom(from) } : {}),
          // What was changed is unread again.
          ...(isTheirs && talk.state === "open" ? { buttons: [[read]] } : {}),
        },
      });
      return;
    }
  }
  const changed = { kind: "text", text: `${t("talk:changed")}\n${text}` } as const;
  const more = await sayCopy(work, message.id, changed, {
    ...{ chatId: copyChatId, from, isHidden, isQuiet: false },
  });
  // Whoever takes it back takes all of it back.
  await work.db
    .update(talkMessage)
    .set({ copies: [...copies, ...more] })
    .where(eq(talkMessage.id, message.id));
}
