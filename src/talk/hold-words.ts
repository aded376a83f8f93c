import { eq } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import { chat } from "../db/schema/index.ts";
import type { Button } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { CaseWorkerRow, ChatRow } from "../people/store.ts";
import { languageOfStaff } from "../people/store.ts";
import { findTalk, type TalkRow } from "./store.ts";
import { viewTalk } from "./talk-view.ts";
import { type Written, writeInTalk } from "./write-in-talk.ts";

/** How long words wait for the tap that says for whom they are. */
const heldMinutes = 10;
/** Whoever types on and on is asked again only after these have found their way. */
const mostHeld = 10;

const place = (messageId: number) => ({ table: "chat", column: "expects", row: String(messageId) });

/**
 * Words that could be for more than one young person, or for one with whom it has been quiet: they are kept, sealed with the
 * case worker's own key, and nothing is passed on before a tap says for whom. Words that follow wait with them.
 */
export async function holdWords(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  words: { readonly said: Said; readonly messageId: number },
  talks: readonly TalkRow[],
): Promise<void> {
  const { db, now, vault } = work;
  const { messageId } = words;
  const sealed = await vault.seal(db, by.keyId, place(messageId), JSON.stringify(words.said));
  const before = heldIn(chatRow, now);
  const held = [...before, { sealed: sealed.toString("base64"), messageId }].slice(-mostHeld);
  const until = new Date(now.getTime() + heldMinutes * 60_000).toISOString();
  await db
    .update(chat)
    .set({ expects: { kind: "talkFor", held, until } })
    .where(eq(chat.chatId, chatRow.chatId));
  const t = work.texts(await languageOfStaff(db, by));
  const rows: Button[][] = [];
  let name = "";
  for (const row of talks) {
    const seen = await viewTalk(work, row);
    if (!seen) continue;
    name = seen.name;
    rows.push([{ label: seen.name, action: { do: "talkFor", talk: row.id } }]);
  }
  rows.push([{ label: t("talk:for.nobody"), action: { do: "talkFor", talk: none } }]);
  const text = talks.length === 1 ? t("talk:for.askOne", { name }) : t("talk:for.ask");
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons: rows } });
}

/** Stands for nobody where a button needs an id. */
export const none = "00000000-0000-0000-0000-000000000000";

function heldIn({ expects }: ChatRow, now: Date) {
  return expects?.kind === "talkFor" && new Date(expects.until) >= now ? expects.held : [];
}

/**
 * A tap says for whom the held words are: they go in their order. Undefined when none are held any more. For nobody, they are
 * forgotten.
 */
export async function releaseWords(
  work: Work,
  by: CaseWorkerRow,
  chatRow: ChatRow,
  talkId: string,
): Promise<Written | { readonly ok: true; readonly dropped: true } | undefined> {
  const { db, now, vault } = work;
  const held = heldIn(chatRow, now);
  if (held.length === 0) return undefined;
  const row = talkId === none ? undefined : await findTalk(db, talkId);
  if (talkId !== none && row?.ownerId !== by.id) return { ok: false, reason: "notYours" };
  await db.update(chat).set({ expects: null }).where(eq(chat.chatId, chatRow.chatId));
  if (!row) return { ok: true, dropped: true };
  let last: Written | undefined;
  for (const { sealed, messageId } of held) {
    const plain = await vault.open(db, by.keyId, place(messageId), Buffer.from(sealed, "base64"));
    const source = { chatId: chatRow.chatId, messageId };
    last = await writeInTalk(work, by, row.id, JSON.parse(plain) as Said, source);
    if (!last.ok) return last;
  }
  return last;
}
