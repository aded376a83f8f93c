import { Composer, type MiddlewareFn } from "grammy";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { expectNothing } from "../people/expect-words.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { askAnswer, askColleague, passAnswer, passQuestion } from "../talk/ask-colleague.ts";
import { changeOwnMessage } from "../talk/change-said.ts";
import { endTalk } from "../talk/end-talk.ts";
import { handOverTalk, showColleagues } from "../talk/hand-over-talk.ts";
import { changeHeld } from "../talk/hold-words.ts";
import { askNote, keepNote, longestNote } from "../talk/note-in-talk.ts";
import { openTalk } from "../talk/open-talk.ts";
import { releaseWords } from "../talk/release-held.ts";
import { isSentence, sendSentence, showSentences } from "../talk/sentences.ts";
import { takeInHand } from "../talk/show-talk.ts";
import { showTalks } from "../talk/show-talks.ts";
import { changeTalk, findMessageAt, leaveTalks, lockTalk } from "../talk/store.ts";
import { findNewestOf, takeBackMessage } from "../talk/take-back.ts";
import { readBy } from "../talk/write-in-talk.ts";
import type { BotContext } from "./context.ts";
import { staffWords } from "./staff-words.ts";
import { passOn, sayWritten } from "./talk-words.ts";
import { backCommand } from "./their-talks.ts";

const listCommand = ["gesprekken", "talks"];
const talkCommands: readonly string[] = [...backCommand, ...listCommand];
const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};

/**
 * A case worker who taps or asks for something else has turned away from their talk: what they type next is asked about before
 * it goes there, or it would reach somebody whom they do not have in mind. Before everything else, because everything else
 * comes in between.
 */
export const elsewhere: MiddlewareFn<BotContext> = async (ctx, next) => {
  const { person, action, callbackQuery, message } = ctx;
  const command = /^\/([a-z]+)/i.exec(message?.text ?? "")?.[1]?.toLowerCase();
  const isElse = callbackQuery
    ? !action || !talkDeeds.has(action.do)
    : command !== undefined && !talkCommands.includes(command);
  if (person.kind === "caseWorker" && isElse) await leaveTalks(ctx.work.db, person.worker.id);
  await next();
};

const talkDeeds: ReadonlySet<Action["do"]> = new Set([
  "message",
  "talk",
  "talkSentence",
  "talkColleague",
  "talkFor",
  "talkForThese",
]);

/** A case worker's talks: opening, writing, and what else can be done with one. */
export const talks = new Composer<BotContext>();

const awaited: ReadonlySet<string> = new Set(["talkNote", "talkAsk", "talkAnswer"]);
talks.use(staffWords(awaited, onTap, onAwaited));

talks.command(listCommand, async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  await showTalks(ctx.work, ctx.person.worker);
});

talks.command(backCommand, async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  const replied = ctx.message?.reply_to_message?.message_id;
  const message = replied === undefined ? undefined : await findMessageAt(ctx.work.db, ctx.chat.id, replied);
  if (!message) return reply(ctx, ctx.t("talk:takeBack.how"));
  await takeBack(ctx, ctx.person.worker, message);
});

talks.on(["edited_message:text", "edited_message:caption"], async (ctx, next) => {
  const { person, work } = ctx;
  const { message_id: id, text, caption } = ctx.editedMessage;
  if (person.kind !== "caseWorker") return next();
  const words = text ?? caption ?? "";
  const changed = await changeOwnMessage(work, person.worker, id, words);
  if (!changed) return changeHeld(work, person.worker, ctx.chatRow, id, words);
  await sayWritten(ctx, changed);
});

talks.use(passOn);

/** False for a button that is about something else. */
async function onTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  const { work, t, chatRow } = ctx;
  const refuse = (toast: string) => refuseTap(ctx, worker, toast);
  const orRefuse = async (done: Promise<boolean>) => {
    if (!(await done)) await refuse(t("escalation:refused.notYours"));
    return true;
  };
  switch (action.do) {
    case "message":
      await onOpen(ctx, worker, action);
      return true;
    case "talk":
      await onTalk(ctx, worker, action);
      return true;
    case "talkSentence": {
      const { sentence, talk } = action;
      if (!isSentence(sentence)) return orRefuse(Promise.resolve(false));
      const written = await sendSentence(work, worker, talk, sentence);
      if (!written.ok || "waits" in written) await sayWritten(ctx, written);
      else ctx.toast = t("talk:written.sentence", { name: written.name });
      return true;
    }
    case "talkColleague": {
      const { talk, colleague, what } = action;
      if (what === "ask") return orRefuse(askColleague(work, worker, talk, colleague));
      const given = await handOverTalk(work, worker, talk, colleague);
      if (given.ok) await reply(ctx, t("talk:colleague.given", { worker: given.name }));
      else await refuse(t(`escalation:refused.${given.reason}`, { worker: given.ownerName ?? "" }));
      return true;
    }
    case "talkColleagues":
      return orRefuse(showColleagues(work, worker, action.talk, action.what, Number(action.page)));
    case "talkFor":
    case "talkForThese": {
      const last = action.do === "talkForThese" ? Number(action.last) : undefined;
      const released = await releaseWords(work, worker, chatRow, action.talk, last);
      if (!released) await refuse(t("talk:for.gone"));
      else if (!("dropped" in released)) await sayWritten(ctx, released);
      return true;
    }
    case "talkReply":
      return orRefuse(askAnswer(work, worker, action.note));
    default:
      return false;
  }
}

async function onOpen(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { alumnus, step }: Extract<Action, { do: "message" }>,
): Promise<void> {
  // "Not after all": a button of before talks.
  if (step === "drop") return refuseTap(ctx, worker, ctx.t("talk:old"));
  const opened = await openTalk(ctx.work, worker, alumnus);
  if (!opened.ok)
    await refuseTap(
      ctx,
      worker,
      ctx.t(`escalation:refused.${opened.reason}`, { worker: opened.ownerName ?? "" }),
    );
}

/**
 * The tap was about somebody with whom there is no talk. A toast is easily missed: what is typed next was meant for that person, so
 * it is asked about before it goes to anybody.
 */
async function refuseTap(ctx: BotContext, worker: CaseWorkerRow, toast: string): Promise<void> {
  ctx.toast = toast;
  await leaveTalks(ctx.work.db, worker.id);
}

async function onTalk(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { talk, verb }: Extract<Action, { do: "talk" }>,
): Promise<void> {
  const { work, t } = ctx;
  const row = await lockTalk(work.db, talk);
  if (!row || row.ownerId !== worker.id) return refuseTap(ctx, worker, t("escalation:refused.notYours"));
  if (row.state === "ended") return refuseTap(ctx, worker, t("talk:written.ended"));
  switch (verb) {
    case "show":
      return takeInHand(work, row);
    case "read":
      await readBy(work, row, worker);
      await changeTalk(work.db, row, { waitingSince: null });
      ctx.toast = t("talk:read");
      return;
    case "sentences":
      await showSentences(work, worker, row.id);
      return;
    case "note":
      await askNote(work, worker, row.id);
      return;
    case "ask":
    case "handOver":
      await showColleagues(work, worker, row.id, verb);
      return;
    case "takeBack":
      return takeBack(ctx, worker, await findNewestOf(work.db, worker, row.id));
    case "end":
      return endTalk(work, row, "done");
  }
}

async function takeBack(
  ctx: BotContext,
  worker: CaseWorkerRow,
  message: Parameters<typeof takeBackMessage>[2],
): Promise<void> {
  const taken = await takeBackMessage(ctx.work, worker, message);
  if (!taken.ok) await reply(ctx, ctx.t(`talk:takeBack.${taken.reason}`));
  else if (taken.known) await reply(ctx, ctx.t("talk:takeBack.done", { name: taken.name }));
}

/** A note, a question or an answer that was asked for. Anything but text is asked for again, and nothing of it goes anywhere. */
async function onAwaited(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { work, t, chatRow } = ctx;
  const { expects } = chatRow;
  const text = ctx.message?.text;
  if (text === undefined) return reply(ctx, t("people:duty.wordsOnly"));
  if (text.length > longestNote) return reply(ctx, t("talk:note.tooLong", { most: longestNote }));
  await expectNothing(work, chatRow.chatId);
  const orOld = (isDone: boolean | string | undefined, said: string) =>
    reply(ctx, isDone === undefined || isDone === false ? t("talk:old") : said);
  switch (expects?.kind) {
    case "talkNote": {
      const name = await keepNote(work, worker, expects.talkId, text);
      return orOld(name, t("talk:note.kept", { name: name ?? "" }));
    }
    case "talkAsk": {
      const { talkId, colleagueId } = expects;
      if (!(await passQuestion(work, worker, talkId, colleagueId, text))) await reply(ctx, t("talk:old"));
      return;
    }
    case "talkAnswer":
      return orOld(await passAnswer(work, worker, expects.noteId, text), t("talk:colleague.passed"));
  }
}
