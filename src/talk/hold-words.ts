import { eq } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import type { Db } from "../db/connect.ts";
import type { HeldGroup } from "../db/schema/chat-expects.ts";
import { chat, outbox } from "../db/schema/index.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow, ChatRow } from "../people/store.ts";
import { languageOfStaff } from "../people/store.ts";
import { type Arrival, goesWith, heldMinutes } from "./decide-held.ts";
import { shortQuote } from "./short-quote.ts";
import { findTalksOf, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";

type HeldWord = HeldGroup["words"][number];

const place = (messageId: number) => ({ table: "chat", column: "held_words", row: String(messageId) });

/**
 * Words that could be for more than one young person, or for one with whom it has been quiet: they are kept, sealed with the
 * case worker's own key, and nothing is passed on before a tap says for whom. Words that follow at once wait with them, and one
 * question, which quotes them, stands for all. What waited before is never asked about together with what is written later, or
 * after a question that never came: it is given back, for one tap must not send words for one young person to another.
 * Whatever else is tapped or typed meanwhile, they go on waiting. `writtenAt` is Telegram's time of the message.
 */
export async function holdWords(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  written: {
    readonly said: Said;
    readonly messageId: number;
    readonly writtenAt: Date;
    readonly replyTo: number | undefined;
  },
  talks: readonly TalkRow[],
): Promise<void> {
  const { db, now } = work;
  const { chatId } = chatRow;
  const { said, messageId, writtenAt, replyTo } = written;
  const answers = replyTo === undefined ? {} : { replyTo };
  const word = { sealed: await sealHeld(work, by, messageId, said), messageId, ...answers };
  const given = (chatRow.heldWords ?? []).filter(({ isGivenBack }) => isGivenBack);
  const before = chatRow.heldWords?.find(({ isGivenBack }) => !isGivenBack);
  const goesOn = before && goesWith(before, await arrivalOf(db, before.message), writtenAt, now);
  if (before) await say(work, { chatId, targetId: before.message, outgoing: { kind: "takeBack" } });
  if (before && !goesOn) given.push(await giveBack(work, by, chatId, before));
  const words = [...(goesOn ? before.words : []), word];
  const asked = await askForWhom(work, by, chatId, { words, writtenAt: writtenAt.toISOString() }, talks);
  await keepHeld(db, chatId, [...given, asked]);
}

/**
 * A message that waits for a tap was changed: the new words are what waits, and they are asked about anew, because the question quotes
 * them. Nothing happens when it waits no longer.
 */
export async function changeHeld(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  messageId: number,
  text: string,
): Promise<void> {
  const { db, now } = work;
  const { chatId } = chatRow;
  const group = openGroup(chatRow, now);
  const word = group?.words.find((one) => one.messageId === messageId);
  if (!group || !word) return;
  const before = await openHeld(work, by, word);
  const said: Said = before.kind === "photo" ? { ...before, caption: text } : { kind: "text", text };
  const sealed = await sealHeld(work, by, messageId, said);
  const words = group.words.map((one) => (one === word ? { ...one, sealed } : one));
  const talks = await findTalksOf(db, by.id);
  await say(work, { chatId, targetId: group.message, outgoing: { kind: "takeBack" } });
  const changed = { ...group, words };
  const asked =
    talks.length > 0
      ? await askForWhom(work, by, chatId, changed, talks)
      : await giveBack(work, by, chatId, changed);
  await keepHeld(db, chatId, [...(chatRow.heldWords ?? []).filter((one) => one !== group), asked]);
}

/** Asks for whom these words are, among these talks, and returns them as what waits from now on. */
export async function askForWhom(
  work: Work,
  by: CaseWorkerRow,
  chatId: number,
  { words, writtenAt }: Pick<HeldGroup, "words" | "writtenAt">,
  talks: readonly TalkRow[],
): Promise<HeldGroup> {
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
  const question =
    n === 1
      ? t(one ? "talk:for.askOne" : "talk:for.ask", { name })
      : t(one ? "talk:for.askOneThese" : "talk:for.askThese", { name, n });
  const text = await withQuotes(work, by, question, words);
  const message = await say(work, { chatId, outgoing: { kind: "say", text, buttons: rows } });
  const until = new Date(work.now.getTime() + heldMinutes * 60_000).toISOString();
  return { words, message, writtenAt, until };
}

/** Says that these words were not passed on, and which. They are kept until that has arrived. */
export async function giveBack(
  work: Work,
  by: CaseWorkerRow,
  chatId: number,
  group: HeldGroup,
): Promise<HeldGroup> {
  const t = work.texts(await languageOfStaff(work.db, by));
  const text = await withQuotes(work, by, t("talk:for.expired"), group.words);
  const message = await say(work, { chatId, outgoing: { kind: "say", text } });
  return { ...group, message, isGivenBack: true };
}

const mostQuotes = 12;

/** A text with the words that it is about beneath, each shortened to a line: two questions must not look the same. */
export async function withQuotes(
  work: Work,
  by: CaseWorkerRow,
  text: string,
  words: readonly HeldWord[],
): Promise<string> {
  const t = work.texts(await languageOfStaff(work.db, by));
  const lines: string[] = [];
  for (const word of words.slice(0, mostQuotes)) lines.push(shortQuote(t, await openHeld(work, by, word)));
  if (words.length > mostQuotes) lines.push("…");
  return [text, "", ...lines].join("\n");
}

async function sealHeld(
  { db, vault }: Work,
  { keyId }: CaseWorkerRow,
  messageId: number,
  said: Said,
): Promise<string> {
  return (await vault.seal(db, keyId, place(messageId), JSON.stringify(said))).toString("base64");
}

export async function openHeld({ db, vault }: Work, { keyId }: CaseWorkerRow, word: HeldWord): Promise<Said> {
  const sealed = Buffer.from(word.sealed, "base64");
  return JSON.parse(await vault.open(db, keyId, place(word.messageId), sealed)) as Said;
}

/** Stands for nobody where a button needs an id. */
export const none = "00000000-0000-0000-0000-000000000000";

/** The words that wait for a tap. */
export const openGroup = ({ heldWords }: ChatRow, now: Date): HeldGroup | undefined =>
  heldWords?.find(({ isGivenBack, until }) => !isGivenBack && new Date(until) >= now);

/** Whether words of this chat wait for a tap: what is typed after them waits too, or it would come before them. */
export const holdsWords = (chatRow: ChatRow, now: Date): boolean => openGroup(chatRow, now) !== undefined;

export async function keepHeld(db: Db, chatId: number, groups: readonly HeldGroup[]): Promise<void> {
  const heldWords = groups.length > 0 ? groups : null;
  await db.update(chat).set({ heldWords }).where(eq(chat.chatId, chatId));
}

/** What became of a message of the outbox; one that is known no longer never came. */
export async function arrivalOf(db: Db, id: string): Promise<Arrival> {
  const [row] = await db.select({ state: outbox.state }).from(outbox).where(eq(outbox.id, id));
  if (row?.state === "sent") return "arrived";
  return row?.state === "new" || row?.state === "sending" ? "underWay" : "lost";
}
