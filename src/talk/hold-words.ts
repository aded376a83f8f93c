import { eq, sql } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import { chat } from "../db/schema/index.ts";
import type { HeldWords } from "../db/schema/people.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { languageOf } from "../i18n/language.ts";
import type { CaseWorkerRow, ChatRow } from "../people/store.ts";
import { languageOfStaff } from "../people/store.ts";
import { findTalk, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";
import { type Written, writeInTalk } from "./write-in-talk.ts";

/** How long words wait for the tap that says for whom they are. */
const heldMinutes = 10;

const place = (messageId: number) => ({ table: "chat", column: "held_words", row: String(messageId) });

/**
 * Words that could be for more than one young person, or for one with whom it has been quiet: they are kept, sealed with the
 * case worker's own key, and nothing is passed on before a tap says for whom. Words that follow wait with them, and one
 * question stands for all of them. Whatever else is tapped or typed meanwhile, they go on waiting.
 */
export async function holdWords(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  {
    said,
    messageId,
    replyTo,
  }: { readonly said: Said; readonly messageId: number; readonly replyTo: number | undefined },
  talks: readonly TalkRow[],
): Promise<void> {
  const { db, now, vault } = work;
  const { chatId } = chatRow;
  const before = heldIn(chatRow, now);
  const sealed = await vault.seal(db, by.keyId, place(messageId), JSON.stringify(said));
  const answers = replyTo === undefined ? {} : { replyTo };
  const words = [...(before?.words ?? []), { sealed: sealed.toString("base64"), messageId, ...answers }];
  if (before) await say(work, { chatId, targetId: before.question, outgoing: { kind: "takeBack" } });
  const question = await ask(work, by, chatId, words, talks);
  const until = new Date(now.getTime() + heldMinutes * 60_000).toISOString();
  await hold(work, chatId, { words, question, until });
}

async function ask(
  work: Work,
  by: CaseWorkerRow,
  chatId: number,
  words: HeldWords["words"],
  talks: readonly TalkRow[],
): Promise<string> {
  const t = work.texts(await languageOfStaff(work.db, by));
  const last = String(words.at(-1)?.messageId ?? 0);
  const rows: Button[][] = [];
  let name = "";
  for (const row of talks) {
    const seen = await viewTalk(work, row);
    if (!seen) continue;
    name = seen.name;
    rows.push([{ label: seen.name, action: { do: "talkForThese", talk: row.id, last } }]);
  }
  rows.push([{ label: t("talk:for.nobody"), action: { do: "talkForThese", talk: none, last } }]);
  const one = talks.length === 1;
  const n = words.length;
  const text =
    n === 1
      ? t(one ? "talk:for.askOne" : "talk:for.ask", { name })
      : t(one ? "talk:for.askOneThese" : "talk:for.askThese", { name, n });
  return say(work, { chatId, outgoing: { kind: "say", text, buttons: rows } });
}

/** Stands for nobody where a button needs an id. */
export const none = "00000000-0000-0000-0000-000000000000";

/** Whether words of this chat wait for a tap: what is typed after them waits too, or it would come before them. */
export const holdsWords = (chatRow: ChatRow, now: Date): boolean => heldIn(chatRow, now) !== undefined;

const heldIn = ({ heldWords }: ChatRow, now: Date): HeldWords | undefined =>
  heldWords && new Date(heldWords.until) >= now ? heldWords : undefined;

const hold = ({ db }: Work, chatId: number, heldWords: HeldWords | null) =>
  db.update(chat).set({ heldWords }).where(eq(chat.chatId, chatId));

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
  isMeant: (held: HeldWords["words"][number]) => boolean,
): Promise<Released> {
  const { db, now, vault } = work;
  const { chatId } = chatRow;
  const held = heldIn(chatRow, now);
  const meant = held?.words.filter(isMeant) ?? [];
  if (!held || meant.length === 0) return undefined;
  const row = talkId === none ? undefined : await findTalk(db, talkId);
  if (talkId !== none && row?.ownerId !== by.id) return { ok: false, reason: "notYours" };
  const words = held.words.filter((one) => !isMeant(one));
  await hold(work, chatId, words.length > 0 ? { ...held, words } : null);
  const settle = (text: string) =>
    words.length > 0
      ? undefined
      : say(work, { chatId, targetId: held.question, outgoing: { kind: "change", text } });
  const t = work.texts(await languageOfStaff(db, by));
  if (!row) {
    await settle(t("talk:for.dropped"));
    return { ok: true, dropped: true };
  }
  let written: Written | undefined;
  for (const { sealed, messageId } of meant) {
    const plain = await vault.open(db, by.keyId, place(messageId), Buffer.from(sealed, "base64"));
    written = await writeInTalk(work, by, row.id, JSON.parse(plain) as Said, { chatId, messageId });
    if (!written.ok) break;
  }
  const name = (await viewTalk(work, row))?.name ?? "";
  await settle(written?.ok ? t("talk:for.chosen", { name }) : t("talk:for.notPassed"));
  return written;
}

/** Nobody said in time for whom the words are: they are forgotten, and the question says so. */
export async function forgetHeldWords(work: Work): Promise<void> {
  const { db, now } = work;
  const isOver = sql`(${chat.heldWords}->>'until')::timestamptz < ${now.toISOString()}::timestamptz`;
  for (const { chatId, heldWords, language } of await db.select().from(chat).where(isOver).for("update")) {
    await hold(work, chatId, null);
    if (!heldWords) continue;
    const text = work.texts(languageOf(language) ?? "nl")("talk:for.expired");
    await say(work, { chatId, targetId: heldWords.question, outgoing: { kind: "change", text } });
  }
}
