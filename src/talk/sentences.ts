import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { spokenIn } from "../i18n/spoken-texts.ts";
import { keySaidTo } from "../people/say-to.ts";
import { type CaseWorkerRow, isAsker } from "../people/store.ts";
import { findTalk } from "./store.ts";
import { findNewestOf } from "./take-back.ts";
import { type TalkView, viewTalk } from "./talk-view.ts";
import { type Written, writeInTalk } from "./write-in-talk.ts";

/** Sentences that a case worker can send with a tap, in the language of the young person: short, kind, and true of anybody. */
export const sentences = [
  "haveRead",
  "willAsk",
  "whenCall",
  "canCallNow",
  "comeBy",
  "moreDetail",
  "notAlone",
  "wellDone",
  "tomorrow",
  "isItSolved",
] as const;
export type Sentence = (typeof sentences)[number];
export const isSentence = (word: string): word is Sentence => (sentences as readonly string[]).includes(word);

/** Shows the sentences in the case worker's own language, each with a button. False for somebody else's talk. */
export async function showSentences(work: Work, by: CaseWorkerRow, talkId: string): Promise<boolean> {
  const row = await findTalk(work.db, talkId);
  const seen = row?.ownerId === by.id && row.state !== "ended" ? await viewTalk(work, row) : undefined;
  if (!seen || by.chatId === null) return false;
  const { toStaff: t, name } = seen;
  const rows = sentences.map(
    (sentence, index): Button => ({
      label: `${index + 1}`,
      action: { do: "talkSentence", talk: talkId, sentence },
    }),
  );
  const lines = sentences.map((sentence, index) => `${index + 1}. ${t(`talk:sentence.${sentence}`)}`);
  const text = [t("talk:sentences", { name }), ...lines].join("\n");
  await say(work, {
    chatId: by.chatId,
    subject: { kind: "talkNotice", id: talkId },
    outgoing: { kind: "say", text, buttons: [rows.slice(0, 5), rows.slice(5)] },
  });
  return true;
}

/**
 * Sends a sentence in the person's own language, to whoever asks in the polite form, with the Dutch beneath it until a native speaker has reviewed it; refuses as
 * `writeInTalk` does.
 */
export async function sendSentence(
  work: Work,
  by: CaseWorkerRow,
  talkId: string,
  sentence: Sentence,
): Promise<Written> {
  const row = await findTalk(work.db, talkId);
  const seen = row?.ownerId === by.id ? await viewTalk(work, row) : undefined;
  if (!seen) return { ok: false, reason: "notYours" };
  const form: Readonly<Record<string, string>> = isAsker(seen.view.row) ? { context: "asker" } : {};
  const { language } = seen.view;
  const text = checkedText(work.texts, language, `talk:sentence.${sentence}`, form);
  const spoken = spokenIn(language, keySaidTo(`talk:sentence.${sentence}`, seen.view));
  const written = await writeInTalk(work, by, talkId, { kind: "text", text, spoken }, undefined);
  const message = written.ok ? await findNewestOf(work.db, by, talkId) : undefined;
  if (message) await echo(work, by, seen, sentence, message.id);
  return written;
}

/** The sentence as the case worker reads it, in their chat: there it gets the mark of arrival, and can be taken back. */
async function echo(
  work: Work,
  { chatId }: CaseWorkerRow,
  { toStaff: t, name }: TalkView,
  sentence: Sentence,
  messageId: string,
): Promise<void> {
  if (chatId === null) return;
  const text = `${t("talk:for.chosen", { name })}\n${t(`talk:sentence.${sentence}`)}`;
  await say(work, {
    chatId,
    subject: { kind: "talkEcho", id: messageId },
    outgoing: { kind: "say", text, quiet: true },
  });
}
