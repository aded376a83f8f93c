import { Composer } from "grammy";
import { isInCrisis } from "../checkin/find-running-crisis.ts";
import { typedIn } from "../checkin/hear-words.ts";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { checkedText } from "../i18n/dutch-beneath.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import { expectNothing } from "../people/expect-words.ts";
import { wasToldOfAlbum } from "../people/note-album.ts";
import { noteAsking } from "../people/open-asker.ts";
import { type AlumnusView, type AskerView, isAsker, type PersonView } from "../people/store.ts";
import { answerAsQuestion, answerQuestion, offerHuman } from "../questions/answer-question.ts";
import { answerWorry, askForWorry, askHowBad, hearWorry } from "../questions/ask-worry.ts";
import { askForPhone, isLikePhone, takePhone, wishCall } from "../questions/call-me.ts";
import { showDirectory, showTown } from "../questions/directory.ts";
import { hearDanger } from "../questions/hear-danger.ts";
import { askForWords, isWaitingForHuman, passOn, passOnAsked } from "../questions/pass-on.ts";
import { sayAskersPrivacy } from "../questions/say-privacy.ts";
import { isHomeCard, showCard, showCards } from "../questions/show-cards.ts";
import { showItem } from "../questions/show-item.ts";
import { itemOf, showGroup, showMenu } from "../questions/show-menu.ts";
import { isReminderKind, setReminder, showReminders } from "../questions/show-reminders.ts";
import { findWhoAsked, lockQuestion } from "../questions/store.ts";
import { offerTie, untie } from "../questions/tie-parent.ts";
import { isTopicGroup } from "../questions/topic-groups.ts";
import { findAskable } from "../questions/who-asks.ts";
import { eraseAsking } from "../rights/erase-asker.ts";
import { hear } from "./alumnus.ts";
import { chooseAgain } from "./commands.ts";
import type { BotContext } from "./context.ts";
import { allWordsOf } from "./said-of.ts";
import {
  type AskAction,
  awaitQuestion,
  expectedNow,
  isAskDeed,
  viewOfAsking,
  viewOfPerson,
} from "./who-asks.ts";
import { wordsOf } from "./words-of.ts";

const askCommands = ["ask", "vraag", "vragen"];
const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};

/** The subjects and answers, for whoever asks and for an alumnus; and what somebody who asks types. */
export const questions = new Composer<BotContext>();

questions.command(askCommands, async (ctx, next) => {
  const { person, work, chatRow } = ctx;
  // A young person finds their own subjects, with a button to ask as a parent where they can.
  const view = person.kind === "alumnus" ? person.view : await viewOfAsking(ctx);
  if (!view) return next();
  await expectNothing(work, chatRow.chatId);
  await showMenu(work, view);
  await awaitQuestion(ctx);
});

const askingKinds: ReadonlySet<string> = new Set(["question", "askHuman", "worryWords", "askPhone"]);

questions.use(async (ctx, next) => {
  const { action, chatRow, work } = ctx;
  if (!action) return next();
  const view = isAskDeed(action) ? await viewOfAsking(ctx, action) : undefined;
  // Whoever taps something has turned to it: what they type next is no answer to what was asked before.
  const { expects } = chatRow;
  if (expects && askingKinds.has(expects.kind) && !(view && expects.kind === "question"))
    await expectNothing(work, chatRow.chatId);
  if (!isAskDeed(action)) return next();
  if (view) await onTap(ctx, view, action);
});

questions.command(["mijngegevens", "mydata"], async (ctx, next) => {
  if (ctx.person.kind !== "asker") return next();
  await sayAskersPrivacy(ctx.work, ctx.person.view);
});

/** What was asked for in words comes first: a number, a worry, a question for a human; else a question for the robot. */
questions.on("message", async (ctx, next) => {
  const { person, work, chatRow } = ctx;
  const expects = expectedNow(ctx);
  const isAsking =
    expects?.kind === "askHuman" || expects?.kind === "worryWords" || expects?.kind === "askPhone";
  // Whoever is more than a parent writes to their case worker, unless they look at the questions.
  if (person.kind !== "asker" && !isAsking && expects?.kind !== "question") return next();
  const view = isAsking ? await viewOfPerson(ctx, expects.personId) : await viewOfAsking(ctx);
  if (!view) return next();
  if (ctx.message.text?.startsWith("/")) return next();
  if (isAsker(view.row)) await noteAsking(work, view.row);
  const words = wordsOf(ctx);
  if (words && expects?.kind === "askPhone" && (await isPhoneTaken(ctx, view, words, expects))) return;
  const heard = allWordsOf(ctx) ?? words;
  // What a young person tells of danger or of a worry is theirs, as whomever they look at the questions: it comes with their name.
  if (person.kind === "alumnus" && heard && (await isOwnMatter(work, person.view, heard, isAsking))) {
    await expectNothing(work, chatRow.chatId);
    return hear(ctx, person.view, heard);
  }
  if (heard && isAsker(view.row) && (await hearDanger(work, view, heard))) return;
  if (!words) {
    if (await wasToldOfAlbum(work, chatRow, ctx.message.media_group_id)) return;
    return reply(ctx, ctx.t("questions:human.unfit"));
  }
  // What the list has no answer to is heard as any words of a young person.
  if (!isAsker(view.row)) return onAlumnusWords(ctx, view as AlumnusView, words);
  switch (expects?.kind) {
    case "askHuman":
      await expectNothing(work, chatRow.chatId);
      if (expects.isMore && !(await isWaitingForHuman(work, view))) return answerQuestion(work, view, words);
      return passOn(work, view, words);
    case "worryWords":
      await expectNothing(work, chatRow.chatId);
      return hearWorry(work, view, words);
    case "askPhone":
      return onNoPhone(ctx, view, words, expects);
    default:
      return answerQuestion(work, view, words);
  }
});

/**
 * Words of danger or of a worry, also in the midst of looking at the questions; and all that comes while a crisis of theirs runs. A worry
 * that a human was about to be told (`isAsking`) is an answer to what was asked; danger is theirs even then.
 */
async function isOwnMatter(
  work: BotContext["work"],
  view: AlumnusView,
  words: Heard,
  isAsking: boolean,
): Promise<boolean> {
  if (await isInCrisis(work.db, view.row.id)) return true;
  const typed = typedIn(words);
  if (typed === undefined) return false;
  const { outcome } = shippedKnowledge().ask(view.language, typed);
  return outcome === "crisis" || (outcome === "worry" && !isAsking);
}

type Expected<Kind> = Extract<NonNullable<BotContext["chatRow"]["expects"]>, { kind: Kind }>;

/** The number that was asked for comes before anything else that could be heard in it. */
async function isPhoneTaken(
  ctx: BotContext,
  view: PersonView,
  words: Words,
  expects: Expected<"askPhone">,
): Promise<boolean> {
  const { work, chatRow } = ctx;
  if (words.kind !== "text" || !(await takePhone(work, view, words.text, expects))) return false;
  await expectNothing(work, chatRow.chatId);
  if (expects.isWorry) await askForWorry(work, view);
  return true;
}

/** So few words that the list does not know, as "no" or "what?", are no question. */
const fewWords = 3;

/**
 * No number, where one was asked for. Something like one can be typed again; a voice note goes to a human, who can hear a number in it;
 * and other words are what they are: more about a worry, or a question.
 */
async function onNoPhone(
  ctx: BotContext,
  view: PersonView,
  words: Words,
  expects: Expected<"askPhone">,
): Promise<void> {
  const { work, chatRow } = ctx;
  const isWord = words.kind === "text" && words.text.trim().split(/\s+/).length <= fewWords;
  const isNothing =
    isWord && !expects.isWorry && (await findAskable(work, view)).ask(words.text).outcome === "human";
  if (words.kind === "text" && (isLikePhone(words.text) || isNothing))
    return reply(ctx, ctx.t("questions:phone.wrong"));
  await expectNothing(work, chatRow.chatId);
  if (words.kind === "voice") await wishCall(work, view, expects);
  if (expects.isWorry) return hearWorry(work, view, words);
  return words.kind === "voice" ? passOn(work, view, words) : answerQuestion(work, view, words);
}

type Words = NonNullable<ReturnType<typeof wordsOf>>;
type Heard = NonNullable<ReturnType<typeof allWordsOf>>;

/** An alumnus at the questions: what the list answers is answered, all else goes to their case worker as any words of theirs. */
async function onAlumnusWords(ctx: BotContext, view: AlumnusView, words: Words): Promise<void> {
  const { work, chatRow } = ctx;
  const isForHuman = chatRow.expects?.kind === "askHuman";
  await expectNothing(work, chatRow.chatId);
  if (isForHuman || words.kind === "voice" || !(await isAnswered(work, view, words.text)))
    return hear(ctx, view, words);
  await answerQuestion(work, view, words);
  await awaitQuestion(ctx);
}

const isAnswered = async (work: BotContext["work"], view: AlumnusView, text: string): Promise<boolean> => {
  const { outcome } = (await findAskable(work, view)).ask(text);
  return outcome === "answer" || outcome === "choose";
};

const isAskerView = (view: PersonView): view is AskerView => isAsker(view.row);

async function onTap(ctx: BotContext, view: PersonView, action: AskAction): Promise<void> {
  const { work, t } = ctx;
  const old = () => {
    ctx.toast = t("questions:human.old");
  };
  // Whoever asks elsewhere from now on has asked there last.
  if (isAsker(view.row) && action.do !== "askAt") await noteAsking(work, view.row);
  switch (action.do) {
    case "questions":
      return onBeside(ctx, view, action.what);
    case "questionGroup":
      return isTopicGroup(action.group) ? showGroup(work, view, action.group) : old();
    case "item":
      return showItem(work, view, itemOf(action.item), { askedId: action.asked });
    case "itemIn":
      if (action.way === "dutch") return showItem(work, view, itemOf(action.item), { inDutch: true });
      return isAsker(view.row)
        ? askForPhone(work, view, { interpreter: action.way === "interpreter", item: itemOf(action.item) })
        : old();
    case "reminder": {
      if (!isAskerView(view) || !isReminderKind(action.kind)) return old();
      await setReminder(work, view, action.kind, action.to === "on");
      ctx.toast = t(`questions:reminders.${action.to}`);
      return showReminders(work, view);
    }
    case "untie": {
      const isGone = !isAsker(view.row) && (await untie(work, view as AlumnusView, action.tie));
      return isGone ? reply(ctx, t("questions:tie.removed")) : old();
    }
    case "helpIn":
      return (await showTown(work, view, Number(action.place))) ? undefined : old();
    case "homeCard":
      return isHomeCard(action.card) ? showCard(work, view, action.card) : old();
    case "worry":
      if (!isAsker(view.row) || !(await answerWorry(work, view, action))) old();
      return;
    case "askAt": {
      const other = await viewOfPerson(ctx, action.asker);
      if (!other || !isAsker(other.row)) return old();
      await noteAsking(work, other.row);
      await showMenu(work, other);
      return awaitQuestion(ctx, other.row.id);
    }
    case "asked": {
      // A question is its asker's, as whomever they look at the subjects now.
      const askedBy = await findWhoAsked(work, action.asked);
      const view = askedBy && (await viewOfPerson(ctx, askedBy));
      const asked = view && (await lockQuestion(work, view, action.asked));
      if (!view || !asked || asked.sentAt) return old();
      if (action.verb === "none") return offerHuman(work, view, asked);
      if (action.verb === "no") return reply(ctx, t("questions:human.dropped"));
      const isDone = await (action.verb === "question" ? answerAsQuestion : passOnAsked)(work, view, asked);
      if (!isDone) old();
      return;
    }
  }
}

async function onBeside(
  ctx: BotContext,
  view: PersonView,
  what: Extract<Action, { do: "questions" }>["what"],
): Promise<void> {
  const { work, t, chatRow } = ctx;
  switch (what) {
    case "menu":
      await showMenu(work, view);
      return awaitQuestion(ctx, isAsker(view.row) ? view.row.id : undefined);
    case "language":
      return chooseAgain(ctx);
    case "human":
      return askForWords(work, view);
    case "worry":
      return isAsker(view.row) ? askHowBad(work, view) : undefined;
    case "cards":
      return showCards(work, view);
    case "reminders":
      return isAskerView(view) ? showReminders(work, view) : undefined;
    case "directory":
      return showDirectory(work, view);
    case "tie":
      return isAsker(view.row) ? undefined : offerTie(work, view as AlumnusView, ctx.me.username);
    case "eraseAsk": {
      const button = (verb: "erase" | "keep", label: string) => ({
        label,
        action: { do: "questions", what: verb } as const,
      });
      const buttons = [[button("erase", t("questions:erase.yes")), button("keep", t("questions:erase.no"))]];
      await say(work, {
        chatId: chatRow.chatId,
        outgoing: {
          kind: "say",
          text: checkedText(work.texts, ctx.language, "questions:erase.ask"),
          buttons,
        },
      });
      return;
    }
    case "keep":
      return reply(ctx, t("questions:erase.kept"));
    case "erase": {
      if (ctx.person.kind !== "asker") return;
      const isDone = await eraseAsking(work, chatRow.chatId, ctx.update.update_id);
      return reply(
        ctx,
        isDone ? checkedText(work.texts, ctx.language, "questions:erase.done") : t("questions:erase.open"),
      );
    }
  }
}
