import { Composer, type MiddlewareFn } from "grammy";
import { say } from "../delivery/say.ts";
import { closeChat } from "../escalation/close-chat.ts";
import { answersNote } from "../escalation/note-outcome.ts";
import { openChat, showMissed } from "../escalation/show-missed.ts";
import { type Language, languageOf, staffLanguageOf } from "../i18n/language.ts";
import { greetChat } from "../people/link/greet-chat.ts";
import { findLinking } from "../people/link/linking.ts";
import { lookAgainIfMissed } from "../people/look-again.ts";
import { isRestOfAlbum } from "../people/note-album.ts";
import { findAskersByChat, findPersonByChat, viewAsker } from "../people/store.ts";
import { decodeAction } from "./callback-data.ts";
import type { BotContext, Person } from "./context.ts";

/** Private chats only: from a group or a channel the bot takes its leave without a word (security.md 10). */
export const privateOnly: MiddlewareFn<BotContext> = async (ctx, next) => {
  if (!ctx.chat) return;
  if (ctx.chat.type === "private") return next();
  const status = ctx.myChatMember?.new_chat_member.status;
  if (status === "left" || status === "kicked") return;
  await say(ctx.work, { chatId: ctx.chat.id, promise: "atMostOnce", outgoing: { kind: "leave" } });
};

/** Somebody blocks the bot or comes back: noted, and told to whoever has to know. */
export const membership = new Composer<BotContext>();
membership.on("my_chat_member", async (ctx) => {
  const { status } = ctx.myChatMember.new_chat_member;
  if (status === "kicked") await closeChat(ctx.work, ctx.chat.id);
  else await openChat(ctx.work, ctx.chat.id);
});

/** Finds out who it is and in which language they read, and reads the button. A message shows that the chat is open again. */
export const identify: MiddlewareFn<BotContext> = async (ctx, next) => {
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return;
  const row = await greetChat(ctx.work, chatId, languageOf(ctx.from?.language_code) ?? "nl");
  if (row.blockedSince) await openChat(ctx.work, chatId);
  ctx.chatRow = { ...row, blockedSince: null };
  ctx.mayBeNote = false;
  if (ctx.message) await ignoreUnreadQuestion(ctx, ctx.message.message_id);
  ctx.person = neutralIfSilent(await whoIs(ctx, chatId), row.silentSince !== null);
  if (ctx.person.kind === "alumnus") await lookAgainIfMissed(ctx.work, ctx.person.view.row.id);
  ctx.language = readingLanguageOf(ctx.person, row.language);
  ctx.t = ctx.work.texts(ctx.language);
  ctx.isRestOfAlbum = await isRestOfAlbum(ctx.work, row, ctx.message?.media_group_id);
  const data = ctx.callbackQuery?.data;
  ctx.action = data === undefined ? undefined : decodeAction(data);
  await next();
};

/** What a case worker typed before the question for a note came is for somebody else: it is as if nothing was expected. */
async function ignoreUnreadQuestion(ctx: BotContext, messageId: number): Promise<void> {
  const answering = await answersNote(ctx.work, ctx.chatRow, messageId);
  if (answering !== "answers") ctx.chatRow = { ...ctx.chatRow, expects: null };
  ctx.mayBeNote = answering === "unsure";
}

/** Staff reads Dutch or English; everybody else whatever they chose. */
function readingLanguageOf(person: Person, chosen: string): Language {
  if (person.kind === "caseWorker") return staffLanguageOf(chosen);
  return person.kind === "alumnus" ? person.view.language : (languageOf(chosen) ?? "nl");
}

/** Until it is known again who holds a phone that was silent for a year, it is spoken to like one that others read. */
function neutralIfSilent(person: Person, isSilent: boolean): Person {
  if (person.kind !== "alumnus" || !isSilent) return person;
  const { view } = person;
  return { ...person, view: { ...view, row: { ...view.row, sharedPhone: true } } };
}

async function whoIs(ctx: BotContext, chatId: number): Promise<Person> {
  const found = await findPersonByChat(ctx.work, chatId);
  if (found && "worker" in found) return { kind: "caseWorker", worker: found.worker };
  if (found) return { kind: "alumnus", view: found.view };
  const linking = await findLinking(ctx.work, chatId);
  if (linking) return { kind: "linking", linking };
  const [asker] = await findAskersByChat(ctx.work.db, chatId);
  return asker ? { kind: "asker", view: await viewAsker(ctx.work, asker) } : { kind: "stranger" };
}

/** Whoever of the staff comes by a link finds here, after the welcome, the alerts that went to them by mail alone until now. */
export const missedByLink: MiddlewareFn<BotContext> = async (ctx, next) => {
  await next();
  if (!ctx.chat || !ctx.message?.text?.startsWith("/start ")) return;
  const person = await whoIs(ctx, ctx.chat.id);
  if (person.kind === "caseWorker") await showMissed(ctx.work, person.worker);
};

/** Every tap is answered, once, after all that it caused: the little clock on the button stops. */
export const answerTaps: MiddlewareFn<BotContext> = async (ctx, next) => {
  await next();
  if (!ctx.callbackQuery || !ctx.chat) return;
  const text = ctx.toast ? { text: ctx.toast } : {};
  await say(ctx.work, {
    chatId: ctx.chat.id,
    outgoing: { kind: "answerTap", tapId: ctx.callbackQuery.id, ...text },
  });
};
