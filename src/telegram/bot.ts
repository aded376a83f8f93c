import { conversations, createConversation } from "@grammyjs/conversations";
import { Bot, BotError, Context } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { StoredUpdate } from "../delivery/store-updates.ts";
import type { Work } from "../delivery/work.ts";
import { alumni } from "./alumni.ts";
import { editedWords, opening, otherAnswers, unasked } from "./alumnus.ts";
import { appointments } from "./appointments.ts";
import { arranging } from "./arranging.ts";
import { askArrival } from "./ask-arrival.ts";
import { askers } from "./askers.ts";
import { checkInWindow, windowId, withoutWindow } from "./check-in-window.ts";
import { commands } from "./commands.ts";
import type { BotContext } from "./context.ts";
import { conversationStorage } from "./conversation-storage.ts";
import { duty } from "./duty.ts";
import { arrival, confirmation, firstMinute } from "./linking.ts";
import { myData } from "./my-data.ts";
import { languageOffer } from "./offer-language.ts";
import { lateFirstAnswer, ownAffairs, silentAccount } from "./own-affairs.ts";
import { answerTaps, identify, membership, missedByLink, privateOnly } from "./people-middleware.ts";
import { questions } from "./questions.ts";
import { safety } from "./safety.ts";
import { staff } from "./staff.ts";
import { staffMail } from "./staff-mail.ts";
import { answersInTalks } from "./talk-words.ts";
import { elsewhere, talks } from "./talks.ts";
import { theirTalks } from "./their-talks.ts";

export interface UpdateHandlerParts {
  readonly botInfo: UserFromGetMe;
  /** The question set that new check-ins begin with. */
  readonly setHash: string;
}

/**
 * Handles one stored update inside its transaction. The order of the parts is the order of who goes first: who is it, what
 * always works (stop, help, crisis numbers), staff, the first minute, the check-in's window, and last whatever nobody asked
 * for. Throws what a part throws: then the transaction is rolled back and the update is tried again.
 */
export function updateHandler({
  botInfo,
  setHash,
}: UpdateHandlerParts): (work: Work, update: unknown) => Promise<void> {
  const works = new WeakMap<object, Work>();
  // The token is no secret here, and never used: every call out of a transaction is refused below.
  const bot = new Bot<BotContext>("0:inside-a-transaction", { botInfo });
  bot.api.config.use(() => {
    throw new Error("No call to Telegram inside a transaction: write an outbox row with say() instead");
  });
  bot.use(async (ctx, next) => {
    const work = works.get(ctx.update);
    if (!work) throw new Error("An update without its transaction");
    ctx.work = work;
    ctx.setHash = setHash;
    await next();
  });
  bot.use(
    privateOnly,
    membership,
    identify,
    answerTaps,
    missedByLink,
    languageOffer,
    elsewhere,
    askArrival,
    arrival,
    commands,
    myData,
    confirmation,
  );
  bot.use(answersInTalks);
  bot.use(
    askers,
    arranging,
    alumni,
    duty,
    appointments,
    staffMail,
    safety,
    talks,
    staff,
    firstMinute,
    ownAffairs,
  );
  bot.use(theirTalks, questions, otherAnswers);
  bot.use(conversations<BotContext, Context>({ storage: conversationStorage }));
  bot.use(createConversation<BotContext, Context>(checkInWindow, { id: windowId }));
  bot.use(silentAccount, lateFirstAnswer, editedWords, opening, withoutWindow, unasked);

  return async (work, update) => {
    works.set(update as object, work);
    try {
      await bot.handleUpdate(update as Update);
    } catch (error) {
      // grammY wraps what a part threw, and the wrapper carries the whole update along.
      throw error instanceof BotError ? error.error : error;
    }
  };
}

/** What delivery needs to know of an update: its number, and the chat whose updates are handled in order (0 for none). */
export function readUpdate(body: unknown): StoredUpdate {
  const update = body as Update;
  const context = new Context(update, undefined as never, undefined as never);
  return { updateId: update.update_id, chatId: context.chat?.id ?? 0, body };
}
