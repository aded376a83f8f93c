import { say } from "../delivery/say.ts";
import { closeDays } from "../people/duty/close-days.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { planShift } from "../people/duty/plan-shift.ts";
import { readClosedDays } from "../people/duty/read-closed-days.ts";
import { readDates } from "../people/duty/read-dates.ts";
import { readHours } from "../people/duty/read-hours.ts";
import { type LocalShift, readShift } from "../people/duty/read-shift.ts";
import { setHours, weekdays } from "../people/duty/set-hours.ts";
import { askDeputy } from "../people/duty/show-absence.ts";
import { sayClosedDays } from "../people/duty/show-closed-days.ts";
import { showHours } from "../people/duty/show-hours.ts";
import { sayShift } from "../people/duty/show-rota.ts";
import { expectNothing } from "../people/expect-words.ts";
import { type CaseWorkerRow, type ChatRow, findOrganisation } from "../people/store.ts";
import type { BotContext } from "./context.ts";

type Expected<Kind> = Extract<NonNullable<ChatRow["expects"]>, { kind: Kind }>;

const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};

/**
 * What one of the staff types when hours, days or a turn on call were asked for in words. What cannot be read is asked for
 * again, with an example, and stays asked for; so does anything that is no text.
 */
export async function onDutyWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { expects } = ctx.chatRow;
  const text = ctx.message?.text;
  if (text === undefined) return reply(ctx, ctx.t("people:duty.wordsOnly"));
  const today = localDay(await findOrganisation(ctx.work.db, worker.organisationId), ctx.work.now);
  switch (expects?.kind) {
    case "hours":
      return onHours(ctx, worker, expects, text);
    case "shift":
      return onShift(ctx, worker, expects.caseWorkerId, text, today);
    case "away":
      return onAway(ctx, worker, expects.caseWorkerId, text, today);
    default:
      return onClosed(ctx, worker, text, today);
  }
}

const expectNoMore = (ctx: BotContext) => expectNothing(ctx.work, ctx.chatRow.chatId);

async function onHours(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { caseWorkerId, day }: Expected<"hours">,
  text: string,
): Promise<void> {
  const spans = readHours(text);
  const weekday = weekdays.find((one) => one === day);
  if (!spans || !weekday) return reply(ctx, ctx.t("people:duty.hours.unclear"));
  await expectNoMore(ctx);
  if (await setHours(ctx.work, worker, caseWorkerId, { day: weekday, spans }))
    await showHours(ctx.work, worker, caseWorkerId, true);
  else await reply(ctx, ctx.t("people:duty.notYours"));
}

async function onShift(
  ctx: BotContext,
  worker: CaseWorkerRow,
  caseWorkerId: string,
  text: string,
  today: string,
): Promise<void> {
  const read = readShift(text, today);
  if (!read.ok)
    return reply(
      ctx,
      ctx.t(read.reason === "unclear" ? "people:duty.rota.unclear" : `people:duty.${read.reason}`),
    );
  if (await planOnCall(ctx, worker, caseWorkerId, read.shift)) await expectNoMore(ctx);
}

/** Plans a turn and says what came of it. False when another time has to be named. */
export async function planOnCall(
  ctx: BotContext,
  worker: CaseWorkerRow,
  caseWorkerId: string,
  local: LocalShift,
): Promise<boolean> {
  const { work, t } = ctx;
  const planned = await planShift(work, worker, caseWorkerId, local);
  if (planned.ok) {
    await sayShift(work, worker, "done", planned.shift, planned.person);
    return true;
  }
  if (planned.reason === "notYours" && ctx.callbackQuery) ctx.toast = t("people:duty.notYours");
  else if ("name" in planned)
    await reply(ctx, t(`people:duty.rota.${planned.reason}`, { name: planned.name }));
  else if (planned.reason === "tooLong") await reply(ctx, t("people:duty.rota.tooLong"));
  else await reply(ctx, t(`people:duty.${planned.reason}`));
  return planned.reason === "notYours";
}

async function onAway(
  ctx: BotContext,
  worker: CaseWorkerRow,
  caseWorkerId: string,
  text: string,
  today: string,
): Promise<void> {
  const read = readDates(text, today);
  if (!read.ok) return reply(ctx, ctx.t(daysKey(read.reason)));
  // Still expected: who sees a wrong day in the question that follows types it again.
  if (await askDeputy(ctx.work, worker, caseWorkerId, read.days)) return;
  await expectNoMore(ctx);
  await reply(ctx, ctx.t("people:duty.notYours"));
}

async function onClosed(ctx: BotContext, worker: CaseWorkerRow, text: string, today: string): Promise<void> {
  const read = readClosedDays(text, today);
  if (!read.ok) return reply(ctx, ctx.t(daysKey(read.reason)));
  const closed = await closeDays(ctx.work, worker, read.days);
  if (closed.ok || closed.reason === "notYours") await expectNoMore(ctx);
  if (closed.ok) return sayClosedDays(ctx.work, worker, "done", closed.days);
  const isTooLong = closed.reason === "tooLong";
  await reply(ctx, ctx.t(isTooLong ? "people:duty.closed.tooLong" : `people:duty.${closed.reason}`));
}

const daysKey = (reason: "unclear" | "noSuchDay" | "backwards") =>
  reason === "unclear" ? "people:duty.away.unclear" : (`people:duty.${reason}` as const);
