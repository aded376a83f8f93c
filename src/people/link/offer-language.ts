import { eq } from "drizzle-orm";
import { chat } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import { guessLanguage } from "../../i18n/guess-language.ts";
import type { Language } from "../../i18n/language.ts";
import type { ChatRow } from "../store.ts";
import { languageButtons } from "./linking-messages.ts";

/**
 * Somebody writes in another of our languages than they read here: they are asked once whether they want to read that one, in
 * both. Nobody is switched. Nothing happens for a text that leaves a doubt, a language that the school does not offer, or one
 * that was asked about before.
 */
export async function offerLanguage(
  work: Work,
  row: ChatRow,
  text: string,
  reads: Language,
  offered: readonly Language[],
): Promise<void> {
  const written = guessLanguage(text);
  const isNews = written !== undefined && written !== reads && !row.languagesOffered.includes(written);
  if (!isNews || !offered.includes(written)) return;
  const languagesOffered = [...row.languagesOffered, written];
  await work.db.update(chat).set({ languagesOffered }).where(eq(chat.chatId, row.chatId));
  const asked = [work.texts(written)("telegram:language.offer"), work.texts(reads)("telegram:language.stay")];
  const outgoing = {
    kind: "say",
    text: asked.join("\n"),
    buttons: languageButtons([written, reads]),
  } as const;
  await say(work, { chatId: row.chatId, outgoing });
}
