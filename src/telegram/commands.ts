import { Composer } from "grammy";
import { askQuestion } from "../checkin/ask-question.ts";
import { listNumbers } from "../checkin/crisis-message.ts";
import { stopCheckIn } from "../checkin/stop-check-in.ts";
import { findRunningCheckIn, findSeverity } from "../checkin/store.ts";
import { tidyLater } from "../checkin/tidy-up.ts";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { followCard, followReach } from "../escalation/follow-reach.ts";
import { isOfSafety } from "../i18n/checked-texts.ts";
import { checkedText, withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { type Language, languageOf, languages, staffLanguageOf, staffLanguages } from "../i18n/language.ts";
import { keysOfCodes } from "../i18n/spoken-texts.ts";
import { chooseLanguage } from "../people/link/greet-chat.ts";
import { stopLinking } from "../people/link/link.ts";
import { findOffered } from "../people/link/linking.ts";
import { languageButtons, otherLanguage } from "../people/link/linking-messages.ts";
import { offeredLanguages } from "../people/link/offered-languages.ts";
import { readNone } from "../people/link/read-none.ts";
import { offerCommands } from "../people/offer-commands.ts";
import { stopTakingPart, takePartAgain } from "../people/stop.ts";
import type { AlumnusView } from "../people/store.ts";
import { wishInterpreter } from "../questions/call-me.ts";
import { sayAskersPrivacy } from "../questions/say-privacy.ts";
import { stopAskers, stopAsking } from "../questions/stop-asking.ts";
import { endTalk } from "../talk/end-talk.ts";
import { lockRunningTalk } from "../talk/store.ts";
import { viewTalk, wipeButton } from "../talk/talk-view.ts";
import { askAgain, askAskerAgain, isInDanger } from "./ask-again.ts";
import type { BotContext, Person } from "./context.ts";
import { forgetConversation } from "./conversation-storage.ts";
import { isStopWord } from "./stop-words.ts";

/**
 * What works at any moment, also in the middle of a question: stop, help, language, privacy. These come before the
 * check-in's window, which would otherwise take them for an answer.
 */
export const commands = new Composer<BotContext>();

commands.filter((ctx) => isStopWord(ctx.message?.text ?? "", ctx.language)).use((ctx) => stop(ctx));

commands.command(["help", "hulp"], async (ctx) => {
  const { person, t } = ctx;
  const worker = person.kind === "alumnus" ? person.view.workerName : "";
  if (person.kind === "asker")
    return reply(ctx, t("telegram:help.asker", { school: person.view.organisation.name }));
  const text =
    person.kind === "caseWorker"
      ? t("telegram:help.staff")
      : t(
          person.kind === "alumnus"
            ? "telegram:help.alumnus"
            : person.kind === "linking"
              ? "telegram:help.linking"
              : "telegram:help.stranger",
          { worker },
        );
  if (person.kind !== "alumnus") return reply(ctx, text);
  const { view } = person;
  const numbers = await withDutchBeneath(ctx.work.texts, view.language, async (texts, language) => {
    const lines = await listNumbers({ ...ctx.work, texts }, { ...view, language });
    return `${texts(language)(`telegram:help.noService.${view.row.sharedPhone ? "shared" : "own"}`)}\n${lines}`;
  });
  await reply(ctx, [text, numbers].join("\n\n"));
  await repeatSafety(ctx, view);
});

/** Who is in a crisis and asks for help reads again what may have been taken out of the chat. */
async function repeatSafety({ work }: BotContext, view: AlumnusView): Promise<void> {
  const running = await findRunningCheckIn(work.db, view.row.id);
  if (running?.state === "open" && (await findSeverity(work.db, running.id)) === "crisis")
    await askQuestion(work, view, running);
}

commands.command("privacy", async (ctx) => {
  const { person, t, work, language } = ctx;
  if (person.kind === "asker") return sayAskersPrivacy(ctx.work, person.view);
  const worker = person.kind === "alumnus" ? person.view.workerName : "";
  const key =
    person.kind === "alumnus"
      ? "telegram:privacy.alumnus"
      : person.kind === "caseWorker"
        ? "telegram:privacy.staff"
        : "telegram:privacy.stranger";
  const button = { label: t("rights:menu.open"), action: { do: "myData", what: "menu" } as const };
  await say(ctx.work, {
    chatId: ctx.chatRow.chatId,
    outgoing: { kind: "say", text: checkedText(work.texts, language, key, { worker }), buttons: [[button]] },
  });
});

commands.command(["language", "taal"], (ctx) => chooseAgain(ctx));

/** Staff reads two languages; a young person those that the school offers; for anybody else there are all. */
export async function offeredTo(work: Work, person: Person): Promise<readonly Language[]> {
  if (person.kind === "caseWorker") return staffLanguages;
  if (person.kind === "linking") return findOffered(work, person.linking);
  return person.kind === "alumnus" || person.kind === "asker"
    ? offeredLanguages(person.view.organisation)
    : languages;
}

/** Shows the languages to choose from; staff has no other one. */
export async function chooseAgain(ctx: BotContext): Promise<void> {
  await say(ctx.work, {
    chatId: ctx.chatRow.chatId,
    outgoing: {
      kind: "say",
      text: ctx.t("telegram:language.choose"),
      buttons: languageButtons(
        await offeredTo(ctx.work, ctx.person),
        ctx.person.kind === "caseWorker" ? undefined : ctx.t("telegram:language.other"),
      ),
    },
  });
}

commands.use(async (ctx, next) => {
  const { action, person, work } = ctx;
  // On the way to being known, the language belongs to the first minute.
  if (action?.do === "language" && person.kind !== "linking") return setLanguage(ctx, action.language);
  if (action?.do === "listen") return listen(ctx, action);
  if (action?.do === "resume" && person.kind === "alumnus") {
    if (await takePartAgain(work, person.view)) await followReach(work, person.view.row.id);
    return;
  }
  await next();
});

/** What a message says, read aloud; on a phone that others use, what is about danger goes again as the message does. */
async function listen(
  { person, work, chatRow }: BotContext,
  { language, texts }: Extract<Action, { do: "listen" }>,
): Promise<void> {
  const known = languageOf(language);
  if (!known) return;
  for (const key of keysOfCodes(texts)) {
    const outgoing = { kind: "sayRecording", language: known, key } as const;
    const id = await say(work, { chatId: chatRow.chatId, outgoing });
    if (person.kind === "alumnus" && isOfSafety(key)) await tidyLater(work, person.view, id);
  }
}

async function stop(ctx: BotContext): Promise<void> {
  const { person, work, t, language } = ctx;
  await forgetConversation(ctx);
  if (person.kind === "caseWorker") return reply(ctx, t("telegram:help.staff"));
  if (person.kind === "linking") {
    await stopLinking(work, person.linking);
    await followCard(work, person.linking);
  }
  if (person.kind === "asker") return stopAsking(work, ctx.chatRow.chatId, language);
  // An alumnus who is a parent too wants to hear nothing more as either.
  await stopAskers(work, ctx.chatRow.chatId);
  if (person.kind !== "alumnus") return reply(ctx, checkedText(work.texts, language, "people:stop.unlinked"));
  await stopCheckIn(work, person.view.row.id);
  const talk = await lockRunningTalk(work.db, person.view.row.id);
  if (talk) await endTalk(work, talk, "stopped");
  const seen = talk && (await viewTalk(work, talk));
  // What was said is still on their phone: they can have it taken off.
  const wipe = seen && talk.state === "open" ? [[wipeButton(seen, talk)]] : [];
  if (!(await stopTakingPart(work, person.view, wipe)))
    return reply(ctx, checkedText(work.texts, language, "people:stop.already"));
  await followReach(work, person.view.row.id);
}

/** None of the languages: a human helps, whoever it is. */
async function readsNone({ person, work, chatRow, language }: BotContext): Promise<void> {
  const view = person.kind === "alumnus" || person.kind === "asker" ? person.view : undefined;
  const isNews = await readNone(work, chatRow, language, view);
  if (isNews && person.kind === "asker") await wishInterpreter(work, person.view);
}

/** A new language counts at once: what stands open is asked again in it. */
async function setLanguage(ctx: BotContext, code: string): Promise<void> {
  const { person, work } = ctx;
  const known = languageOf(code);
  if (!known && person.kind !== "caseWorker" && code === otherLanguage) return readsNone(ctx);
  if (!known) return;
  // An old button of a language that the school no longer offers.
  if (
    (person.kind === "alumnus" || person.kind === "asker") &&
    !(await offeredTo(work, person)).includes(known)
  )
    return chooseAgain(ctx);
  const toStaff = person.kind === "caseWorker" ? staffLanguageOf(known) : undefined;
  const language = toStaff ?? known;
  const view = person.kind === "alumnus" ? person.view : undefined;
  await chooseLanguage(work, ctx.chatRow.chatId, language, view?.row);
  // In the lane of what follows: else the numbers in the new language would come above the line that says so.
  const inDanger =
    (person.kind === "alumnus" || person.kind === "asker") && (await isInDanger(work, person.view));
  await say(work, {
    chatId: ctx.chatRow.chatId,
    lane: inDanger ? "crisis" : "reply",
    outgoing: { kind: "say", text: work.texts(language)("telegram:language.chosen") },
  });
  if (toStaff) await offerCommands(work, ctx.chatRow.chatId, "staff", toStaff);
  if (person.kind === "alumnus" || person.kind === "asker")
    await offerCommands(work, ctx.chatRow.chatId, person.kind, language);
  if (person.kind === "asker") return askAskerAgain(work, { ...person.view, language }, ctx.chatRow);
  if (!view) return;
  await askAgain(work, { ...view, language, row: { ...view.row, language } }, ctx.chatRow);
}

async function reply(ctx: BotContext, text: string): Promise<void> {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
}
