import { eq } from "drizzle-orm";
import { chat } from "../../db/schema/index.ts";
import { say } from "../../delivery/say.ts";
import type { Work } from "../../delivery/work.ts";
import type { Language } from "../../i18n/language.ts";
import { sayTo } from "../say-to.ts";
import { type ChatRow, isAsker, languageOfStaff, type PersonView } from "../store.ts";
import { tellWorker } from "../tell-worker.ts";
import { languageButtons } from "./linking-messages.ts";

/** What is offered to who reads none of our languages. */
const fallbacks: readonly Language[] = ["nl", "en"];

/**
 * Somebody reads none of our languages: Dutch or English is offered, and whoever guides them hears once that a human has to
 * help. `reads` is the language of the screen; `view` is absent as long as nobody knows who it is. True when somebody who asks said so
 * for the first time: nobody guides them, so the caller tells the humans of the school.
 */
export async function readNone(
  work: Work,
  row: ChatRow,
  reads: Language,
  view: PersonView | undefined,
): Promise<boolean> {
  const lines = [...new Set([reads, ...fallbacks])].map((language) => {
    const t = view ? sayTo(work.texts(language), view) : work.texts(language);
    const human = view ? [t("telegram:language.human", { worker: view.workerName })] : [];
    return [t("telegram:language.none"), ...human].join(" ");
  });
  const outgoing = { kind: "say", text: lines.join("\n"), buttons: languageButtons(fallbacks) } as const;
  await say(work, { chatId: row.chatId, outgoing });
  if (!view || row.readsNoneSince) return false;
  await work.db.update(chat).set({ readsNoneSince: work.now }).where(eq(chat.chatId, row.chatId));
  if (isAsker(view.row)) return true;
  const t = work.texts(await languageOfStaff(work.db, view.worker));
  await tellWorker(work, view, t("people:readsNone", { name: view.details.firstName }));
  return false;
}

/** Whether this choice shows that somebody reads a language of ours after all. */
export const isOwnChoice = (language: Language): boolean => !fallbacks.includes(language);
