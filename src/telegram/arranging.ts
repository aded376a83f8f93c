import { Composer } from "grammy";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { answerOwnTimeOf } from "../people/calendar/ask-own-time-of.ts";
import { openDetails } from "../people/details.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { confirmIdentity } from "../people/link/check-identity.ts";
import {
  chooseContact,
  contactChannels,
  noteOffer,
  offerAnswers,
  offerHows,
} from "../people/link/note-offer.ts";
import {
  parentHows,
  parentTask,
  recordParentAnswer,
  recordRelation,
  relations,
} from "../people/link/parent-answer.ts";
import { renewCard } from "../people/link/renew-card.ts";
import { undoUnlink, unlink, unlinkReasons } from "../people/link/unlink.ts";
import { may } from "../people/may.ts";
import { readPage, showPerson, showWaiting } from "../people/show-waiting.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  viewAlumnus,
} from "../people/store.ts";
import type { BotContext } from "./context.ts";

/** How a case worker gets people to take part: who waits and why, new cards, phones, answers given elsewhere. */
export const arranging = new Composer<BotContext>();

arranging.command(["waiting", "wachten"], async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  await showWaiting(ctx.work, ctx.person.worker);
});

arranging.use(async (ctx, next) => {
  const { action, person } = ctx;
  if (person.kind !== "caseWorker" || !action || !(await arrange(ctx, person.worker, action))) return next();
});

/** False for a button that is about something else. */
async function arrange(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  switch (action.do) {
    case "waiting":
      await showWaiting(ctx.work, worker, readPage(action.page));
      return true;
    case "person":
      if (!(await showPerson(ctx.work, worker, action.alumnus))) refuse(ctx);
      return true;
    case "ownTime":
      if (!(await answerOwnTimeOf(ctx.work, worker, action))) refuse(ctx);
      return true;
    case "newCard":
      await onNewCard(ctx, worker, action.alumnus);
      return true;
    case "unlink":
      await onUnlink(ctx, worker, action);
      return true;
    case "undoUnlink":
      await onUndo(ctx, worker, action.unlinking);
      return true;
    case "noteOffer":
      await onOffer(ctx, worker, action);
      return true;
    case "contactBy":
      await onContact(ctx, worker, action);
      return true;
    case "parent":
      await onParent(ctx, worker, action);
      return true;
    case "parentRelation":
      await onRelation(ctx, worker, action);
      return true;
    case "confirmIdentity":
      await onIdentity(ctx, worker, action);
      return true;
    default:
      return false;
  }
}

function refuse(ctx: BotContext): void {
  ctx.toast = ctx.t("people:confirm.refused.notYours");
}

const reply = (ctx: BotContext, text: string) =>
  say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });

/** One of the case worker's own people, for a question that changes nothing yet. */
async function own(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnusId: string,
  deed: "arrangeLink" | "recordConsent",
): Promise<AlumnusView | undefined> {
  const person = await findAlumnus(ctx.work.db, alumnusId);
  if (person && may(actorOfStaff(worker), deed, await findSubject(ctx.work.db, person, ctx.work.now)))
    return viewAlumnus(ctx.work, person);
  refuse(ctx);
  return undefined;
}

async function onNewCard(ctx: BotContext, worker: CaseWorkerRow, alumnusId: string): Promise<void> {
  const made = await renewCard(ctx.work, worker, alumnusId, ctx.me.username);
  if (made === "notYours") refuse(ctx);
  if (made === "justMade") ctx.toast = ctx.t("people:card.justMade");
}

async function onUnlink(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "unlink" }>,
): Promise<void> {
  const { work, t, chatRow } = ctx;
  const reason = unlinkReasons.find((one) => one === action.reason);
  if (action.reason === "keep") {
    ctx.toast = t("people:unlink.kept");
    return;
  }
  if (!reason) {
    const view = await own(ctx, worker, action.alumnus, "arrangeLink");
    if (!view) return;
    if (view.row.chatId === null) {
      ctx.toast = t("people:unlink.refused.notLinked");
      return;
    }
    const alumnus = view.row.id;
    const button = (one: (typeof unlinkReasons)[number]) => ({
      label: t(`people:unlink.reason.${one}`),
      action: { do: "unlink", alumnus, reason: one } as const,
    });
    const keep = {
      label: t("people:unlink.keep"),
      action: { do: "unlink", alumnus, reason: "keep" } as const,
    };
    const buttons = [
      [button("newPhone"), button("wrongPerson")],
      [button("ownWish"), button("other")],
      [keep],
    ];
    const text = t("people:unlink.ask", { name: view.details.firstName });
    await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons } });
    return;
  }
  const done = await unlink(work, worker, action.alumnus, reason);
  if (!done.ok) {
    ctx.toast =
      done.reason === "notLinked"
        ? t("people:unlink.refused.notLinked")
        : t("people:confirm.refused.notYours");
    return;
  }
  const { firstName: name } = await openDetails(work.db, work.vault, done.person);
  const undo = {
    label: t("people:unlink.undo"),
    action: { do: "undoUnlink", unlinking: done.unlinkingId } as const,
  };
  const card = {
    label: t("people:person.newCard"),
    action: { do: "newCard", alumnus: done.person.id } as const,
  };
  const text = t("people:unlink.done", { name });
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons: [[undo, card]] } });
}

async function onUndo(ctx: BotContext, worker: CaseWorkerRow, unlinkingId: string): Promise<void> {
  const { work, t } = ctx;
  const undone = await undoUnlink(work, worker, unlinkingId);
  if (!undone.ok) {
    if (undone.reason === "notYours") refuse(ctx);
    else ctx.toast = t(`people:unlink.refused.${undone.reason}`);
    return;
  }
  const { firstName: name } = await openDetails(work.db, work.vault, undone.person);
  await reply(ctx, t("people:unlink.undone", { name }));
}

async function onOffer(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "noteOffer" }>,
): Promise<void> {
  const { work, t } = ctx;
  const how = offerHows.find((one) => one === action.how);
  const answer = offerAnswers.find((one) => one === action.answer);
  const { alumnus } = action;
  if (!how || !answer) return askOffer(ctx, worker, alumnus, how);
  const noted = await noteOffer(work, worker, alumnus, how, answer);
  if (!noted.ok && noted.reason === "notYours") return refuse(ctx);
  if (!noted.ok) {
    const view = await own(ctx, worker, alumnus, "recordConsent");
    if (view) await reply(ctx, t("people:offerNote.linked", { name: view.details.firstName }));
    return;
  }
  const text = t(`people:offerNote.done.${answer}`, { name: noted.view.details.firstName });
  const contact = (channel: (typeof contactChannels)[number]) => ({
    label: t(`people:offerNote.contact.${channel}`),
    action: { do: "contactBy", alumnus, channel } as const,
  });
  const buttons = answer === "yes" ? contactChannels.map((channel) => [contact(channel)]) : [];
  await say(work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text, buttons } });
}

/** First how it was said, then what: two taps, and the words of the offer between them. */
async function askOffer(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnusId: string,
  how: (typeof offerHows)[number] | undefined,
): Promise<void> {
  const { work, t } = ctx;
  const view = await own(ctx, worker, alumnusId, "recordConsent");
  if (!view) return;
  const alumnus = view.row.id;
  const name = view.details.firstName;
  if (view.row.chatId !== null) return void (await reply(ctx, t("people:offerNote.linked", { name })));
  const buttons = how
    ? offerAnswers.map((answer) => [
        {
          label: t(`people:offerNote.answer.${answer}`),
          action: { do: "noteOffer", alumnus, how, answer } as const,
        },
      ])
    : offerHows.map((one) => [
        {
          label: t(`people:offerNote.how.${one}`),
          action: { do: "noteOffer", alumnus, how: one, answer: "ask" } as const,
        },
      ]);
  const text = how
    ? t("people:offerNote.askAnswer", { name, offer: work.texts(view.language)("people:link.offer") })
    : t("people:offerNote.askHow", { name });
  await say(work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text, buttons } });
}

async function onContact(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "contactBy" }>,
): Promise<void> {
  const channel = contactChannels.find((one) => one === action.channel);
  if (!channel || !(await chooseContact(ctx.work, worker, action.alumnus, channel))) return refuse(ctx);
  ctx.toast = ctx.t("people:offerNote.contactKept");
}

async function onParent(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "parent" }>,
): Promise<void> {
  const { work, t, language, chatRow } = ctx;
  const how = parentHows.find((one) => one === action.how);
  if (!how) {
    const view = await own(ctx, worker, action.alumnus, "recordConsent");
    if (view) await say(work, { chatId: chatRow.chatId, outgoing: parentTask(work, language, view) });
    return;
  }
  const recorded = await recordParentAnswer(work, worker, action.alumnus, how);
  if (!recorded.ok) {
    if (recorded.reason === "notYours") refuse(ctx);
    else ctx.toast = t(`people:parent.${recorded.reason}`);
    return;
  }
  const { firstName: name } = await openDetails(work.db, work.vault, recorded.person);
  const buttons = [
    relations.map((relation) => ({
      label: t(`people:parent.relation.${relation}`),
      action: { do: "parentRelation", consent: recorded.consentId, relation } as const,
    })),
    ...(recorded.answer === "yes" && recorded.person.chatId !== null
      ? [
          [
            {
              label: t("people:staff.startCheckIn"),
              action: { do: "startCheckIn", alumnus: recorded.person.id } as const,
            },
          ],
        ]
      : []),
  ];
  const text = t(`people:parent.done.${recorded.answer}`, { name });
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons } });
}

async function onRelation(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "parentRelation" }>,
): Promise<void> {
  const relation = relations.find((one) => one === action.relation);
  const isAdded = relation && (await recordRelation(ctx.work, worker, action.consent, relation));
  ctx.toast = ctx.t(isAdded ? "people:parent.related" : "people:parent.already");
}

async function onIdentity(
  ctx: BotContext,
  worker: CaseWorkerRow,
  action: Extract<Action, { do: "confirmIdentity" }>,
): Promise<void> {
  const { work, t, chatRow } = ctx;
  const isSame = action.answer === "yes";
  const decided = await confirmIdentity(work, worker, action.check, isSame);
  if (!decided.ok) {
    ctx.toast = t(`people:confirm.refused.${decided.reason}`);
    return;
  }
  const alumnus = decided.person.id;
  const { firstName: name } = await openDetails(work.db, work.vault, decided.person);
  const button = isSame
    ? { label: t("people:staff.startCheckIn"), action: { do: "startCheckIn", alumnus } as const }
    : { label: t("people:person.newCard"), action: { do: "newCard", alumnus } as const };
  const text = t(`people:silent.done.${isSame ? "yes" : "no"}`, { name });
  await say(work, { chatId: chatRow.chatId, outgoing: { kind: "say", text, buttons: [[button]] } });
}
