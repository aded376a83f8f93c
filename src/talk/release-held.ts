import type { HeldGroup } from "../db/schema/chat-expects.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { type CaseWorkerRow, type ChatRow, languageOfStaff } from "../people/store.ts";
import { keepHeld, none, openGroup, openHeld, withQuotes } from "./hold-words.ts";
import { findTalk } from "./store.ts";
import { viewTalk } from "./talk-view.ts";
import { type Written, writeInTalk } from "./write-in-talk.ts";

/**
 * A tap says for whom the held words are, up to the message with the number `last`, or all: they go in their order. What was
 * typed after that question waits for its own. Undefined when none are held any more. For nobody, they are forgotten.
 */
export const releaseWords = (
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  talkId: string,
  last = Number.POSITIVE_INFINITY,
): Promise<Released> => release(work, by, chatRow, talkId, ({ messageId }) => messageId <= last);

/**
 * It has come out whose message it is that was answered: what answered it before, and waits because nobody knew, goes first, or
 * it would come after what was written later. Call it with what `findTarget` found for that message.
 */
export const releaseAnswers = (
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  talkId: string,
  answered: number,
): Promise<Released> => release(work, by, chatRow, talkId, ({ replyTo }) => replyTo === answered);

type Released = Written | { readonly ok: true; readonly dropped: true } | undefined;

async function release(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  talkId: string,
  isMeant: (held: HeldGroup["words"][number]) => boolean,
): Promise<Released> {
  const { db, now } = work;
  const { chatId } = chatRow;
  const group = openGroup(chatRow, now);
  const meant = group?.words.filter(isMeant) ?? [];
  if (!group || meant.length === 0) return undefined;
  const row = talkId === none ? undefined : await findTalk(db, talkId);
  if (talkId !== none && row?.ownerId !== by.id) return { ok: false, reason: "notYours" };
  const words = group.words.filter((one) => !isMeant(one));
  const rest = words.length > 0 ? [{ ...group, words }] : [];
  await keepHeld(db, chatId, [...(chatRow.heldWords ?? []).filter((one) => one !== group), ...rest]);
  // As long as words wait under it, the question stands.
  const settle = (text: string) =>
    rest.length > 0
      ? undefined
      : say(work, { chatId, targetId: group.message, outgoing: { kind: "change", text } });
  const t = work.texts(await languageOfStaff(db, by));
  if (!row) {
    await settle(t("talk:for.dropped"));
    return { ok: true, dropped: true };
  }
  let written: Written | undefined;
  const left = [...meant];
  for (const word of meant) {
    const said = await openHeld(work, by, word);
    written = await writeInTalk(work, by, row.id, said, {
      ...{ chatId, messageId: word.messageId, replyTo: word.replyTo },
    });
    if (!written.ok) break;
    left.shift();
  }
  const name = (await viewTalk(work, row))?.name ?? "";
  if (left.length < meant.length) await settle(t("talk:for.chosen", { name }));
  else if (rest.length === 0)
    await say(work, { chatId, targetId: group.message, outgoing: { kind: "takeBack" } });
  // What was not passed on is named, and it alone: whoever sends it again sends nothing twice.
  const back = left.length > 0 ? await withQuotes(work, by, t("talk:for.notPassed"), left) : undefined;
  if (back !== undefined) await say(work, { chatId, outgoing: { kind: "say", text: back } });
  return written;
}
