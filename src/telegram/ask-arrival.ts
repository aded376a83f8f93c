import { Composer } from "grammy";
import { say } from "../delivery/say.ts";
import { languageOf } from "../i18n/language.ts";
import { chooseLanguage } from "../people/link/greet-chat.ts";
import { findAskersByChat } from "../people/store.ts";
import { readTiePayload, tieByLink } from "../questions/tie-parent.ts";
import { languageAt, readAskPayload, welcomeAsker } from "../questions/welcome-asker.ts";
import type { BotContext } from "./context.ts";
import { awaitQuestion } from "./who-asks.ts";

const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};

/** The link of a poster: whoever scans it can ask, whoever else they are. Its language is theirs, unless they chose one before. */
export const askArrival = new Composer<BotContext>();
askArrival.command("start", async (ctx, next) => {
  const payload = readAskPayload(ctx.match.trim());
  if (!payload) return next();
  const { work, person, chatRow } = ctx;
  if (person.kind === "caseWorker") return reply(ctx, ctx.t("questions:staff.ownLink"));
  // Whoever only asks reads the language of the poster that they took last; a young person's language is theirs.
  const isOnlyAsking = person.kind === "stranger" || person.kind === "asker";
  const wanted = isOnlyAsking ? (payload.language ?? ctx.language) : ctx.language;
  const language = await languageAt(work, payload.code, wanted);
  if (language !== languageOf(chatRow.language)) await chooseLanguage(work, ctx.chat.id, language);
  const asker = await welcomeAsker(work, ctx.chat.id, payload.code, language);
  if (asker) return awaitQuestion(ctx, asker.id);
  await reply(ctx, work.texts(language)("people:link.unknown"));
});

/** The link of a young person, for somebody at home. */
askArrival.command("start", async (ctx, next) => {
  const token = readTiePayload(ctx.match.trim());
  if (token === undefined) return next();
  const { work, person, chatRow, language } = ctx;
  if (person.kind === "caseWorker") return reply(ctx, ctx.t("questions:staff.ownLink"));
  if (language !== languageOf(chatRow.language)) await chooseLanguage(work, ctx.chat.id, language);
  const became = await tieByLink(work, ctx.chat.id, token, language);
  const [asker] = became === "tied" ? await findAskersByChat(work.db, ctx.chat.id) : [];
  if (asker) return awaitQuestion(ctx, asker.id);
  if (became === "own") return reply(ctx, ctx.t("questions:tie.forOther"));
  await reply(ctx, ctx.t(became === "tooMany" ? "people:link.tooMany" : "people:link.unknown"));
});
