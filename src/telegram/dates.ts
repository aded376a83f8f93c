import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { expectNothing } from "../people/expect-words.ts";
import type { CaseWorkerRow } from "../people/store.ts";
import { datedKinds } from "../programme/deadline/deadline.ts";
import { dropDate, noteDate, noteStudyWish } from "../programme/deadline/note-date.ts";
import { askDate, showDates } from "../programme/deadline/show-dates.ts";
import type { BotContext } from "./context.ts";

/** The dates of one person: shown, asked for, and taken back. False for another button. */
export async function onDatesTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  if (action.do !== "dates") return false;
  const { work } = ctx;
  const { alumnus, what } = action;
  if (what === "show") await orRefuse(ctx, showDates(work, worker, alumnus));
  else if (what === "studyWish") {
    if (await noteStudyWish(work, worker, alumnus)) await showDates(work, worker, alumnus);
    else refuse(ctx);
  } else if (what === "contractEnd" || what === "indicationEnd" || what === "letter")
    await orRefuse(ctx, askDate(work, worker, alumnus, what));
  else await onDrop(ctx, worker, alumnus, what);
  return true;
}

async function onDrop(ctx: BotContext, worker: CaseWorkerRow, alumnus: string, what: string): Promise<void> {
  const kind = datedKinds.find((one) => what === `drop_${one}`);
  if (!kind) {
    ctx.toast = ctx.t("people:duty.old");
    return;
  }
  const dropped = await dropDate(ctx.work, worker, alumnus, kind);
  if (dropped === "notYours") return refuse(ctx);
  if (dropped === "gone") ctx.toast = ctx.t("programme:deadline.gone");
  else await showDates(ctx.work, worker, alumnus);
}

/** A typed date: kept and shown with what follows from it, or asked for again, with an example. */
export async function onDateWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { expects, chatId } = ctx.chatRow;
  if (expects?.kind !== "watchedDay") return;
  const reply = (text: string) => say(ctx.work, { chatId, outgoing: { kind: "say", text } });
  const text = ctx.message?.text;
  if (text === undefined) return void (await reply(ctx.t("people:duty.wordsOnly")));
  const noted = await noteDate(ctx.work, worker, expects.alumnusId, expects.date, text);
  if (!noted.ok && noted.reason !== "notYours")
    return void (await reply(ctx.t(`programme:deadline.unclear.${noted.reason}`)));
  await expectNothing(ctx.work, chatId);
  if (noted.ok) await showDates(ctx.work, worker, noted.person.id);
  else await reply(ctx.t("caseload:refused.notYours"));
}

const refuse = (ctx: BotContext) => {
  ctx.toast = ctx.t("caseload:refused.notYours");
};
const orRefuse = async (ctx: BotContext, shown: Promise<boolean>) => {
  if (!(await shown)) refuse(ctx);
};
