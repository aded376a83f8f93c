import type { MiddlewareFn } from "grammy";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { offerLanguage } from "../people/link/offer-language.ts";
import { lockRunningTalk } from "../talk/store.ts";
import { isInDanger } from "./ask-again.ts";
import { offeredTo } from "./commands.ts";
import type { BotContext } from "./context.ts";
import { isStopWord } from "./stop-words.ts";

/**
 * After all that a message caused: who writes in another language than they read is asked once about it. Not in a crisis, not to
 * who stops, not while a human talks (the robot is silent), not for somebody else's words.
 */
export const languageOffer: MiddlewareFn<BotContext> = async (ctx, next) => {
  await next();
  const { person, work, chatRow, language, message } = ctx;
  const text = message?.text ?? message?.caption;
  if (!text || text.startsWith("/") || message?.forward_origin || person.kind === "caseWorker") return;
  if (isStopWord(text, language) || findCrisisWords(text) || chatRow.silentSince) return;
  if (person.kind === "linking" && person.linking.step === "language") return;
  if (person.kind === "alumnus" || person.kind === "asker") {
    if (await lockRunningTalk(work.db, person.view.row.id)) return;
    // Nothing comes beneath a question about safety.
    if (await isInDanger(work, person.view)) return;
  }
  await offerLanguage(work, chatRow, text, language, await offeredTo(work, person));
};
