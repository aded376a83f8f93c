import { Composer } from "grammy";
import type { Action } from "../delivery/action.ts";
import { say } from "../delivery/say.ts";
import { tellOfAbsence } from "../escalation/tell-deputy.ts";
import { changeHoliday, closeSchoolDay, sayHoliday } from "../people/calendar/change-holiday.ts";
import { isHolidayId, schoolDayIds } from "../people/calendar/is-holiday.ts";
import { openDays } from "../people/duty/close-days.ts";
import { decideQuickDays, quickDays } from "../people/duty/decide-quick-days.ts";
import { shiftPresets } from "../people/duty/decide-shift-preset.ts";
import { endAbsence } from "../people/duty/end-absence.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { noteAbsence } from "../people/duty/note-absence.ts";
import { cancelShift, takeShift } from "../people/duty/plan-shift.ts";
import type { Days } from "../people/duty/read-dates.ts";
import { unpackDays, unpackShift } from "../people/duty/say-days.ts";
import { hoursPresets, setHours, weekdays } from "../people/duty/set-hours.ts";
import { askDays, askDeputy, askTypedDays, sayAbsenceNoted, sayBack } from "../people/duty/show-absence.ts";
import { askClosedDays, sayClosedDays, showClosedDays } from "../people/duty/show-closed-days.ts";
import { askHours, showHours } from "../people/duty/show-hours.ts";
import {
  askWhenOnCall,
  askWhoIsOnCall,
  findShiftPreset,
  sayShift,
  showRota,
} from "../people/duty/show-rota.ts";
import { showColleague, showTeam } from "../people/duty/show-team.ts";
import { type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import type { BotContext } from "./context.ts";
import { onDutyWords, planOnCall } from "./duty-words.ts";
import { staffWords } from "./staff-words.ts";

/** When the staff is at work: own hours, absences with a deputy, the rota for a crisis, closed days, and who is there now. */
export const duty = new Composer<BotContext>();

const kinds: ReadonlySet<string> = new Set(["hours", "away", "shift", "closedDays"]);

duty.use(staffWords(kinds, onTap, onDutyWords));

const forStaff =
  (command: (ctx: BotContext, worker: CaseWorkerRow) => Promise<unknown>) =>
  async (ctx: BotContext, next: () => Promise<void>) => {
    if (ctx.person.kind !== "caseWorker") return next();
    await command(ctx, ctx.person.worker);
  };

duty.command(
  ["hours", "werktijden"],
  forStaff(({ work }, worker) => showHours(work, worker, worker.id)),
);
duty.command(
  ["away", "afwezig"],
  forStaff(({ work }, worker) => askDays(work, worker, worker.id)),
);
duty.command(
  ["oncall", "dienst"],
  forStaff(({ work }, worker) => showRota(work, worker)),
);
duty.command(
  ["closed", "dicht"],
  forStaff(({ work }, worker) => showClosedDays(work, worker)),
);
duty.command(
  "team",
  forStaff(({ work }, worker) => showTeam(work, worker)),
);

const refuse = (ctx: BotContext) => {
  ctx.toast = ctx.t("people:duty.notYours");
};
const orRefuse = async (ctx: BotContext, shown: Promise<boolean>) => {
  if (!(await shown)) refuse(ctx);
};
const reply = (ctx: BotContext, text: string) =>
  say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
const pageOf = (page: string) => Number(/^\d{1,3}$/.exec(page)?.[0] ?? 0);

async function todayOf({ work }: BotContext, worker: CaseWorkerRow): Promise<string> {
  return localDay(await findOrganisation(work.db, worker.organisationId), work.now);
}

/** False for a button that is about something else. */
async function onTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  const { work } = ctx;
  switch (action.do) {
    case "hours":
      await onHours(ctx, worker, action);
      return true;
    case "away":
      await onAway(ctx, worker, action.person, action.days);
      return true;
    case "awayPage":
      await onDays(ctx, worker, action.person, unpackDays(action.days), pageOf(action.page));
      return true;
    case "awayWith":
      await onAbsence(ctx, worker, action.person, unpackDays(action.days), action.deputy);
      return true;
    case "awayAlone":
      await onAbsence(ctx, worker, action.person, unpackDays(action.days), null);
      return true;
    case "back":
      await onBack(ctx, worker, action.absence);
      return true;
    case "rota":
      if (action.what === "show") await showRota(work, worker);
      else await orRefuse(ctx, askWhoIsOnCall(work, worker, pageOf(action.what.replace("plan", ""))));
      return true;
    case "planShift":
      await onPlan(ctx, worker, action.person, action.when);
      return true;
    case "shift":
      await onShift(ctx, worker, action.shift, action.verb);
      return true;
    case "closedDays":
      await onClosed(ctx, worker, action.days);
      return true;
    case "holiday":
      await onHoliday(ctx, worker, action.which, action.to);
      return true;
    case "team":
      await showTeam(work, worker, pageOf(action.page));
      return true;
    case "colleague":
      await orRefuse(ctx, showColleague(work, worker, action.person));
      return true;
    default:
      return false;
  }
}

async function onHours(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { person, day, to }: Extract<Action, { do: "hours" }>,
): Promise<void> {
  const { work, t } = ctx;
  const weekday = weekdays.find((one) => one === day);
  const preset = Object.entries(hoursPresets).find(([name]) => name === to)?.[1];
  if (day === "all" && to === "show") return orRefuse(ctx, showHours(work, worker, person));
  if (weekday && (to === "show" || to === "other"))
    return orRefuse(ctx, askHours(work, worker, person, weekday, to === "other"));
  const isSchool = day === "all" && to === "school";
  if (!isSchool && (!weekday || !preset)) {
    ctx.toast = t("people:duty.old");
    return;
  }
  const change = weekday && preset ? { day: weekday, spans: preset } : "school";
  const set = await setHours(work, worker, person, change);
  if (set) await showHours(work, worker, person, true);
  else refuse(ctx);
}

async function onAway(ctx: BotContext, worker: CaseWorkerRow, person: string, days: string): Promise<void> {
  const { work } = ctx;
  if (days === "ask") return orRefuse(ctx, askDays(work, worker, person));
  if (days === "other") return orRefuse(ctx, askTypedDays(work, worker, person));
  const quick = quickDays.find((one) => one === days);
  const wanted = quick ? decideQuickDays(quick, await todayOf(ctx, worker)) : unpackDays(days);
  await onDays(ctx, worker, person, wanted);
}

async function onDays(
  ctx: BotContext,
  worker: CaseWorkerRow,
  person: string,
  days: Days | undefined,
  page = 0,
): Promise<void> {
  if (days) await orRefuse(ctx, askDeputy(ctx.work, worker, person, days, page));
  else ctx.toast = ctx.t("people:duty.old");
}

async function onAbsence(
  ctx: BotContext,
  worker: CaseWorkerRow,
  person: string,
  days: Days | undefined,
  deputyId: string | null,
): Promise<void> {
  const { work, t } = ctx;
  if (!days) {
    ctx.toast = t("people:duty.old");
    return;
  }
  const noted = await noteAbsence(work, worker, { caseWorkerId: person, days, deputyId });
  if (noted.ok) {
    await sayAbsenceNoted(work, worker, noted);
    return tellOfAbsence(work, noted.absence, worker);
  }
  if (noted.reason === "notYours") refuse(ctx);
  else if (noted.reason === "past" || noted.reason === "backwards")
    await reply(ctx, t(`people:duty.${noted.reason}`));
  else await reply(ctx, t(`people:duty.away.${noted.reason}`));
}

async function onBack(ctx: BotContext, worker: CaseWorkerRow, absenceId: string): Promise<void> {
  const { work, t } = ctx;
  const ended = await endAbsence(work, worker, absenceId);
  if (ended.ok) await sayBack(work, worker, ended.person);
  else if (ended.reason === "notYours") refuse(ctx);
  else ctx.toast = t("people:duty.away.already");
}

async function onPlan(ctx: BotContext, worker: CaseWorkerRow, person: string, when: string): Promise<void> {
  const { work, t } = ctx;
  if (when === "ask" || when === "other")
    return orRefuse(ctx, askWhenOnCall(work, worker, person, when === "other"));
  const preset = shiftPresets.find((one) => one === when);
  const local = preset ? await findShiftPreset(work, worker, preset) : unpackShift(when);
  if (local) await planOnCall(ctx, worker, person, local);
  else ctx.toast = t("people:duty.old");
}

async function onShift(
  ctx: BotContext,
  worker: CaseWorkerRow,
  shiftId: string,
  verb: "cancel" | "take",
): Promise<void> {
  const { work, t } = ctx;
  const ended = await (verb === "cancel" ? cancelShift : takeShift)(work, worker, shiftId);
  if (ended.ok)
    return sayShift(work, worker, verb === "cancel" ? "cancelled" : "taken", ended.shift, ended.person);
  if (ended.reason === "notYours") return refuse(ctx);
  ctx.toast = t(`people:duty.rota.${ended.reason}`);
}

async function onClosed(ctx: BotContext, worker: CaseWorkerRow, packed: string): Promise<void> {
  const { work, t } = ctx;
  if (packed === "ask") return orRefuse(ctx, askClosedDays(work, worker));
  const days = unpackDays(packed);
  if (!days) {
    ctx.toast = t("people:duty.old");
    return;
  }
  const opened = await openDays(work, worker, days);
  if (opened.ok) return sayClosedDays(work, worker, "reopened", days);
  if (opened.reason === "notYours") refuse(ctx);
  else ctx.toast = t("people:duty.away.already");
}

async function onHoliday(
  ctx: BotContext,
  worker: CaseWorkerRow,
  which: string,
  to: Extract<Action, { do: "holiday" }>["to"],
): Promise<void> {
  const { work, t } = ctx;
  const schoolDay = schoolDayIds.find((id) => id === which);
  if (to === "close" && schoolDay) {
    const name = t(`people:calendar.holiday.${schoolDay}`);
    const closed = await closeSchoolDay(work, worker, schoolDay, name);
    if (closed.ok) return sayClosedDays(work, worker, "done", closed.days);
    if (closed.reason === "notYours") refuse(ctx);
    else ctx.toast = t("people:duty.old");
    return;
  }
  if (!isHolidayId(which) || (to !== "work" && to !== "off")) {
    ctx.toast = t("people:duty.old");
    return;
  }
  const changed = await changeHoliday(work, worker, which, to);
  if (changed.ok) return sayHoliday(work, worker, which, to);
  if (changed.reason === "notYours") refuse(ctx);
  else ctx.toast = t("people:duty.away.already");
}
