import { Composer } from "grammy";
import { changeCaseWorker } from "../caseload/change-case-worker.ts";
import { changeSituation } from "../caseload/change-situation.ts";
import { sendSummary } from "../caseload/send-summary.ts";
import { askCaseWorker, askIfSure, sayGiven } from "../caseload/show-case-workers.ts";
import { showMinutes, showTeamMinutes } from "../caseload/show-minutes.ts";
import { askMonths, sayMonths } from "../caseload/show-months.ts";
import { searchPeople, showPeople } from "../caseload/show-people.ts";
import { showProfile } from "../caseload/show-profile.ts";
import { askSituation, askSituationDay, saySituation } from "../caseload/show-situations.ts";
import { showWorkload } from "../caseload/show-workload.ts";
import type { Action } from "../delivery/action.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { agreeOnMonths, findAgreeable } from "../programme/agree-on-months.ts";
import { forms } from "../programme/programme.ts";
import { onAgreementTap } from "./agreement.ts";
import { onAlumniWords } from "./alumni-words.ts";
import { onContactTap } from "./contacts.ts";
import type { BotContext } from "./context.ts";
import { onDatesTap } from "./dates.ts";
import { staffWords } from "./staff-words.ts";

/** A case worker's own people: finding somebody, their page, contacts that were had, what changes, and minutes. */
export const alumni = new Composer<BotContext>();

const kinds: ReadonlySet<string> = new Set([
  "findPerson",
  "contactMinutes",
  "contactNote",
  "contactDay",
  "contactLength",
  "situationDay",
  "agreedMonths",
  "watchedDay",
]);

alumni.use(staffWords(kinds, onTap, onAlumniWords));

alumni.command(["oudleerlingen", "alumni"], async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  const { worker } = ctx.person;
  if (ctx.match.trim() === "") await showPeople(ctx.work, worker);
  else await searchPeople(ctx.work, worker, ctx.match);
});

alumni.command(["minuten", "minutes"], async (ctx, next) => {
  if (ctx.person.kind !== "caseWorker") return next();
  await showMinutes(ctx.work, ctx.person.worker, ctx.person.worker.id);
});

const refuse = (ctx: BotContext) => {
  ctx.toast = ctx.t("caseload:refused.notYours");
};
const orRefuse = async (ctx: BotContext, shown: Promise<boolean>) => {
  if (!(await shown)) refuse(ctx);
};
const pageOf = (page: string) => Number(/^\d{1,3}$/.exec(page)?.[0] ?? 0);

/** False for a button that is about something else. */
async function onTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  const { work } = ctx;
  switch (action.do) {
    case "alumni":
      await showPeople(work, worker, pageOf(action.page));
      return true;
    case "profile":
      await orRefuse(ctx, showProfile(work, worker, action.alumnus));
      return true;
    case "situation":
      await onSituation(ctx, worker, action.alumnus, action.to);
      return true;
    case "situationSince":
      await orRefuse(ctx, askSituationDay(work, worker, action.alumnus));
      return true;
    case "chooseCaseWorker":
      await orRefuse(ctx, askCaseWorker(work, worker, action.alumnus, pageOf(action.page)));
      return true;
    case "giveTo":
      await onGive(ctx, worker, action);
      return true;
    case "months":
      await onMonths(ctx, worker, action);
      return true;
    case "summary":
      await orRefuse(ctx, sendSummary(work, worker, action.alumnus));
      return true;
    case "minutes":
      await orRefuse(ctx, showMinutes(work, worker, action.person, action.month));
      return true;
    case "teamMinutes":
      await orRefuse(ctx, showTeamMinutes(work, worker, action.month));
      return true;
    case "workload":
      await orRefuse(ctx, showWorkload(work, worker, pageOf(action.page)));
      return true;
    default:
      if ((await onDatesTap(ctx, worker, action)) || (await onAgreementTap(ctx, worker, action))) return true;
      return onContactTap(ctx, worker, action);
  }
}

async function onSituation(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnus: string,
  to: string,
): Promise<void> {
  if (to === "ask") return orRefuse(ctx, askSituation(ctx.work, worker, alumnus));
  const changed = await changeSituation(ctx.work, worker, alumnus, to);
  if (changed.ok) return saySituation(ctx.work, worker, changed.person);
  if (changed.reason === "notYours") refuse(ctx);
  else ctx.toast = ctx.t("people:duty.old");
}

async function onMonths(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { alumnus, form }: Extract<Action, { do: "months" }>,
): Promise<void> {
  if (form === "ask") return orRefuse(ctx, askMonths(ctx.work, worker, alumnus));
  const isForm = forms.some((one) => one === form);
  const found = isForm ? await findAgreeable(ctx.work, alumnus) : undefined;
  if (!found?.agreed) {
    ctx.toast = ctx.t("people:duty.old");
    return;
  }
  const agreed = await agreeOnMonths(ctx.work, worker, alumnus, { windows: found.agreed.windows, form });
  if (agreed.ok) return orRefuse(ctx, sayMonths(ctx.work, worker, alumnus));
  if (agreed.reason === "notYours") refuse(ctx);
  else ctx.toast = ctx.t("people:duty.old");
}

async function onGive(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { alumnus, colleague, sure }: Extract<Action, { do: "giveTo" }>,
): Promise<void> {
  const { work, t } = ctx;
  if (sure === "no") {
    ctx.toast = t("caseload:give.kept");
    return;
  }
  if (sure !== "yes") return orRefuse(ctx, askIfSure(work, worker, alumnus, colleague));
  const changed = await changeCaseWorker(work, worker, alumnus, colleague);
  if (changed.ok) return sayGiven(work, worker, changed);
  if (changed.reason === "notYours") refuse(ctx);
  else ctx.toast = t(`caseload:give.${changed.reason}`);
}
