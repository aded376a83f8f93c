import { Composer } from "grammy";
import { startCheckIn } from "../checkin/start-check-in.ts";
import type { Action, CodeVerb } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { callPerson, recordCall } from "../escalation/call-person.ts";
import { isCodeVerb } from "../escalation/code-steps.ts";
import { partners, type Recipient } from "../escalation/decide-move.ts";
import { type Outcome, outcomes } from "../escalation/escalation-state.ts";
import type { Refused } from "../escalation/find-to-contact.ts";
import { moveEscalation, undoMove } from "../escalation/move-escalation.ts";
import { noteOutcome, rememberAsking } from "../escalation/note-outcome.ts";
import { askAgreement, nameOfColleague, offerHandOver } from "../escalation/offer-hand-over.ts";
import { openDetails, readWords } from "../escalation/open-details.ts";
import { showMissed } from "../escalation/show-missed.ts";
import { showEscalation, showToday } from "../escalation/show-today.ts";
import { askAboutCode, askToLook } from "../escalation/tick-code-step.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { expectNothing } from "../people/expect-words.ts";
import { listCaseload } from "../people/list-caseload.ts";
import { type CaseWorkerRow, findAlumnus, findChat, viewAlumnus } from "../people/store.ts";
import { finishTask, showTask } from "../programme/finish-task.ts";
import { undoTask } from "../programme/undo-task.ts";
import { offerToKeep } from "../questions/keep-question.ts";
import { onCodeVerb } from "./code-steps.ts";
import type { BotContext } from "./context.ts";

type Verb = Extract<Action, { do: "escalation" }>["verb"];

/** What a case worker does in the chat: start check-ins, take and resolve escalations, read, note. */
export const staff = new Composer<BotContext>();

const todayCommands: ReadonlySet<string> = new Set(["vandaag", "today", "list", "lijst"]);

staff.use(async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  const { worker } = ctx.person;
  const { action } = ctx;
  if (action) return onTap(ctx, worker, action);
  if (ctx.callbackQuery) return;
  const command = ctx.message?.text?.match(/^\/([a-z]+)/i)?.[1]?.toLowerCase();
  if (command === "checkin") return showCaseload(ctx, worker, 0);
  if (command !== undefined && todayCommands.has(command)) return onToday(ctx.work, worker);
  await onWords(ctx, worker);
});

/** Whoever comes because of a mail finds beneath the screen what it was about, also when it is a colleague's young person. */
async function onToday(work: Work, worker: CaseWorkerRow): Promise<void> {
  await showToday(work, worker);
  await showMissed(work, worker);
}

async function onTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<void> {
  const { work, t } = ctx;
  if (action.do === "chooseCheckIn") return showCaseload(ctx, worker, Number(action.page) || 0);
  if (action.do === "startCheckIn") return start(ctx, worker, action.alumnus);
  if (action.do === "readWords") {
    const opened = await readWords(work, worker, action.alumnus);
    if (!opened.ok) ctx.toast = t("escalation:refused.notYours");
    return;
  }
  if (action.do === "task") return onTask(ctx, worker, action);
  if (action.do === "today") return showToday(work, worker, Number(action.page) || 0);
  if (action.do === "call") return onCall(ctx, worker, action);
  if (action.do === "handColleague") {
    const to = { kind: "colleague", id: action.colleague } as const;
    return onHandOver(ctx, worker, action.escalation, to, true);
  }
  if (action.do === "handUp") return onHandUp(ctx, worker, action);
  if (action.do === "escalation") return onEscalation(ctx, worker, action.escalation, action.verb);
  // A button of another role in a case worker's chat: forged, or from before they were staff.
  ctx.toast = t("escalation:refused.notYours");
}

async function onTask(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { task, verb }: Extract<Action, { do: "task" }>,
): Promise<void> {
  const { work, t } = ctx;
  if (verb === "undo") {
    const undone = await undoTask(work, worker, task);
    if (!undone.ok)
      ctx.toast = t(undone.reason === "tooLate" ? "contact:refused.tooLate" : "programme:task.refused");
    return;
  }
  const isDone =
    verb === "show" ? await showTask(work, worker, task) : await finishTask(work, worker, task, verb);
  if (!isDone) ctx.toast = t("programme:task.refused");
  else if (verb !== "show") ctx.toast = t(`programme:task.noted.${verb}`);
}

function refuse(ctx: BotContext, { reason, ownerName }: Refused): void {
  ctx.toast = ctx.t(`escalation:refused.${reason}`, { worker: ownerName ?? "" });
}

async function onCall(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { alumnus, step }: Extract<Action, { do: "call" }>,
): Promise<void> {
  if (step === "reached" || step === "notReached") {
    const recorded = await recordCall(ctx.work, worker, alumnus, step);
    if (!recorded.ok) return refuse(ctx, recorded);
    ctx.toast = ctx.t("escalation:today.noted");
    return;
  }
  const called = await callPerson(ctx.work, worker, alumnus);
  if (!called.ok) refuse(ctx, called);
}

async function onEscalation(ctx: BotContext, worker: CaseWorkerRow, id: string, verb: Verb): Promise<void> {
  const { work, t } = ctx;
  if (isCodeVerb(verb)) return onCodeVerb(ctx, worker, id, verb);
  switch (verb) {
    case "show":
      if (!(await showEscalation(work, worker, id))) ctx.toast = t("escalation:refused.notYours");
      return;
    case "view":
    case "reveal": {
      const opened = await openDetails(work, worker, id, verb === "reveal");
      if (opened.ok) return;
      if (opened.reason === "notYours") ctx.toast = t("escalation:refused.notYours");
      else await askFirst(ctx, id);
      return;
    }
    case "undo": {
      const undone = await undoMove(work, worker, id);
      ctx.toast = t(undone.ok ? "escalation:undo.done" : `escalation:undo.${undone.reason}`);
      return;
    }
    case "handOver":
      if (!(await offerHandOver(work, worker, id))) ctx.toast = t("escalation:refused.notYours");
      return;
    // Of a worry, which has its own screen (worries.ts).
    case "match":
      return;
    case "noNote":
      await expectNothing(work, ctx.chatRow.chatId);
      ctx.toast = t("escalation:note.none");
      return;
    default: {
      const moved = await moveEscalation(work, worker, id, moveOf(verb));
      if (!moved.ok && moved.reason === "codeFirst") await askAboutCode(work, worker, id);
      else if (!moved.ok && moved.reason === "lookFirst") await askToLook(work, worker, id);
      else if (!moved.ok) refuse(ctx, moved);
      else if (moved.row.state === "resolved" && moved.mayNote) {
        await askNote(ctx, id);
        await offerToKeep(work, worker, moved.row);
      }
    }
  }
}

/** Up a level or to a partner: first whether the young person agrees, then it is done. */
async function onHandUp(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { escalation: id, to, agreed }: Extract<Action, { do: "handUp" }>,
): Promise<void> {
  const partner = partners.find((one) => one === to);
  if (!partner && to !== "level") {
    ctx.toast = ctx.t("escalation:refused.notYours");
    return;
  }
  if (agreed === "ask") {
    if (!(await askAgreement(ctx.work, worker, id, to))) ctx.toast = ctx.t("escalation:refused.notYours");
    return;
  }
  const recipient = partner ? ({ kind: "partner", partner } as const) : ({ kind: "level" } as const);
  return onHandOver(ctx, worker, id, recipient, agreed === "yes");
}

async function onHandOver(
  ctx: BotContext,
  worker: CaseWorkerRow,
  id: string,
  to: Recipient,
  agreed: boolean,
): Promise<void> {
  const { work, t, chatRow } = ctx;
  const moved = await moveEscalation(work, worker, id, { do: "handOver", to, agreed });
  if (!moved.ok) return refuse(ctx, moved);
  const colleague = to.kind === "colleague" ? await nameOfColleague(work, to.id) : undefined;
  const text = t(`escalation:handOver.done.${to.kind}`, { worker: colleague ?? "" });
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text } });
}

type MoveVerb = Exclude<
  Verb,
  "show" | "view" | "reveal" | "undo" | "noNote" | "handOver" | "match" | CodeVerb
>;
const isOutcome = (verb: MoveVerb): verb is Outcome & MoveVerb =>
  (outcomes as readonly string[]).includes(verb);

function moveOf(verb: MoveVerb): Parameters<typeof moveEscalation>[3] {
  if (isOutcome(verb)) return { do: "resolve", outcome: verb };
  if (verb === "tonight" || verb === "tomorrow" || verb === "monday") return { do: "plan", at: verb };
  return { do: verb };
}

async function askFirst(ctx: BotContext, id: string): Promise<void> {
  const { work, t, chatRow } = ctx;
  const button = {
    label: t("escalation:button.show"),
    action: { do: "escalation", escalation: id, verb: "reveal" } as const,
  };
  await say(work, {
    chatId: chatRow.chatId,
    outgoing: { kind: "say", text: t("escalation:askFirst"), buttons: [[button]] },
  });
}

async function askNote(ctx: BotContext, id: string): Promise<void> {
  const { work, t, chatRow } = ctx;
  const button = {
    label: t("escalation:button.noNote"),
    action: { do: "escalation", escalation: id, verb: "noNote" } as const,
  };
  const outgoing = { kind: "say", text: t("escalation:note.ask"), buttons: [[button]] } as const;
  const asked = await say(work, { chatId: chatRow.chatId, outgoing });
  const now = await findChat(work.db, chatRow.chatId);
  if (now) await rememberAsking(work, now, asked);
}

async function start(ctx: BotContext, worker: CaseWorkerRow, alumnusId: string): Promise<void> {
  const { work, t, chatRow } = ctx;
  const person = await findAlumnus(work.db, alumnusId);
  if (!person) {
    ctx.toast = t("escalation:refused.notYours");
    return;
  }
  const view = await viewAlumnus(work, person);
  const started = await startCheckIn(work, worker, view, ctx.setHash);
  if (!started.ok && started.reason === "notYours") {
    // Somebody else's alumnus: not even the name is for this reader.
    ctx.toast = t("escalation:refused.notYours");
    return;
  }
  const isLater = started.ok && started.at > work.now;
  const key = started.ok
    ? (`telegram:checkIn.${isLater ? "startedLater" : "started"}` as const)
    : (`telegram:checkIn.refused.${started.reason}` as const);
  const missing = started.ok ? [] : (started.missing ?? []);
  const text = [
    t(key, {
      name: view.details.firstName,
      when: isLater ? formatMoment(ctx.language, view.organisation.timeZone, started.at, work.now) : "",
    }),
    ...missing.map((reason) => t(`telegram:checkIn.missing.${reason}`)),
  ].join("\n");
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text } });
}

const onPage = 8;

async function showCaseload(ctx: BotContext, worker: CaseWorkerRow, page: number): Promise<void> {
  const { work, t, chatRow } = ctx;
  const everybody = await listCaseload(work, worker);
  const shown = everybody.slice(page * onPage, (page + 1) * onPage);
  const rows = shown.map(({ id, name }) => [
    { label: name, action: { do: "startCheckIn", alumnus: id } as const },
  ]);
  const more =
    everybody.length > (page + 1) * onPage
      ? [
          [
            {
              label: t("telegram:checkIn.more"),
              action: { do: "chooseCheckIn", page: String(page + 1) } as const,
            },
          ],
        ]
      : [];
  const text = shown.length === 0 ? t("telegram:checkIn.nobody") : t("telegram:checkIn.choose");
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons: [...rows, ...more] } });
}

async function onWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { work, t, chatRow, message } = ctx;
  if (!message) return;
  const kept = message.text ? await noteOutcome(work, worker, chatRow, message.text) : false;
  const text = t(kept ? "escalation:note.kept" : "telegram:staffWords");
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text } });
}
