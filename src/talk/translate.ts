import { and, eq, gt, inArray } from "drizzle-orm";
import type { Said } from "../checkin/hear-words.ts";
import type { Db } from "../db/connect.ts";
import { outbox, talkMessage } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import type { Language } from "../i18n/language.ts";
import { isInOtherScript } from "../i18n/script-of.ts";
import { openSaid } from "./open-said.ts";
import { copyText, hiddenFrom } from "./say-copy.ts";
import { findMessage, findTalk, type TalkMessageRow } from "./store.ts";
import { viewTalk, writerNameOf } from "./talk-view.ts";

/**
 * Turns a text into another language; undefined when it cannot. `auto`: the machine finds out which one it is. Must not take longer
 * than a few seconds, and never throws.
 */
export type Translate = (text: string, from: Language | "auto", to: Language) => Promise<string | undefined>;

/** Whether a machine is to put this into the reader's language: words alone, where a translator is set up. */
export const isToTranslate = (
  { hasTranslator }: Pick<Work, "hasTranslator">,
  said: Said,
  from: Language,
  to: Language,
): boolean =>
  hasTranslator === true && said.kind === "text" && (from !== to || isInOtherScript(said.text, from));

/** Hands out a few messages to translate, each once: what fails is not tried again, because the original has long arrived. */
export async function claimToTranslate(db: Db, most: number): Promise<string[]> {
  const next = db
    .select({ id: talkMessage.id })
    .from(talkMessage)
    .where(eq(talkMessage.toTranslate, true))
    .orderBy(talkMessage.seq)
    .limit(most)
    .for("update", { skipLocked: true });
  const rows = await db
    .update(talkMessage)
    .set({ toTranslate: false })
    .where(inArray(talkMessage.id, next))
    .returning({ id: talkMessage.id });
  return rows.map(({ id }) => id);
}

/** What is to be translated, from which language into which; undefined when there is nothing (any more). */
export async function findToTranslate(
  work: Work,
  id: string,
): Promise<{ readonly text: string; readonly from: Language | "auto"; readonly to: Language } | undefined> {
  const message = await findMessage(work.db, id);
  const seen = message && (await viewMessage(work, message));
  if (!message || !seen || message.takenBackAt) return undefined;
  const said = await openSaid(work, seen.view.row.keyId, message);
  if (said?.kind !== "text") return undefined;
  const theirs = seen.view.language;
  const ours = seen.staffLanguage;
  const [from, to] = message.caseWorkerId === null ? [theirs, ours] : [ours, theirs];
  // People write in the language they think in, whatever they chose for the robot.
  return { text: said.text, from: isInOtherScript(said.text, from) ? "auto" : from, to };
}

/** Says the translation beneath the original, labelled as a machine's. It is kept nowhere. */
export async function sayTranslation(work: Work, id: string, translated: string): Promise<void> {
  const message = await findMessage(work.db, id);
  const seen = message && (await viewMessage(work, message));
  if (!message || !seen || message.takenBackAt || message.copyChatId === null) return;
  // The words were changed while the machine was at work: the new ones have their turn.
  if (message.toTranslate) return;
  const isTheirs = message.caseWorkerId === null;
  const t = isTheirs ? seen.toStaff : seen.toPerson;
  const name = isTheirs ? seen.name : await writerNameOf(work, seen, message);
  const from = t("talk:translated", { name });
  const hidden = !isTheirs && seen.view.row.sharedPhone ? { hiddenFrom: hiddenFrom(from) } : {};
  const ids: string[] = [];
  for (const [index, text] of splitText(copyText(from, translated)).entries())
    ids.push(
      await say(work, {
        chatId: message.copyChatId,
        promise: "atMostOnce",
        subject: { kind: "talkTranslation", id: message.id },
        outgoing: {
          ...{ kind: "say", text, quiet: true },
          ...(index === 0 || !("hiddenFrom" in hidden) ? hidden : { hiddenFrom: 0 }),
        },
      }),
    );
  // Whoever takes the original back takes this back with it.
  const translations = [...message.translations, ...ids];
  await work.db.update(talkMessage).set({ translations }).where(eq(talkMessage.id, message.id));
}

/** Takes back what a machine made of a message. Of a message that was changed before, what was made before that is gone already. */
export async function takeBackTranslation(
  work: Work,
  { id, changedAt }: Pick<TalkMessageRow, "id" | "changedAt">,
): Promise<void> {
  const isOf = and(eq(outbox.subjectKind, "talkTranslation"), eq(outbox.subjectId, id));
  const rows = await work.db
    .select({ id: outbox.id, chatId: outbox.chatId })
    .from(outbox)
    .where(and(isOf, changedAt ? gt(outbox.createdAt, changedAt) : undefined));
  for (const { id: targetId, chatId } of rows)
    await say(work, { chatId, targetId, outgoing: { kind: "takeBack" } });
}

async function viewMessage(work: Work, message: TalkMessageRow) {
  const row = await findTalk(work.db, message.talkId);
  return row && viewTalk(work, row);
}
