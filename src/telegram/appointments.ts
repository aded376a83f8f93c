import { Composer } from "grammy";
import { findForm, longestPlace } from "../appointment/appointment.ts";
import { arrangeAppointment, showOwnAppointment } from "../appointment/arrange-appointment.ts";
import {
  type Cancelled,
  cancelAppointment,
  declineOffer,
  letThemChoose,
} from "../appointment/cancel-appointment.ts";
import {
  askPlace,
  askTypedPlace,
  type Changed,
  chooseCompany,
  choosePlace,
  confirmComing,
} from "../appointment/change-details.ts";
import { addOwnHours, dropOwnHours } from "../appointment/change-own-hours.ts";
import { chooseSlot } from "../appointment/choose-slot.ts";
import { finishAppointment, type Outcome } from "../appointment/finish-appointment.ts";
import { findToArrange, type Side } from "../appointment/open-appointment.ts";
import { readOwnHours } from "../appointment/read-own-hours.ts";
import { showAppointment, showAppointments } from "../appointment/show-appointments.ts";
import { sayAddedHours } from "../appointment/show-own-hours.ts";
import { showSlots, unpackInstant } from "../appointment/show-slots.ts";
import { findCrisisWords } from "../checkin/find-crisis-words.ts";
import { sayContact } from "../contact/show-contact.ts";
import type { Action } from "../delivery/action.ts";
import type { Buttons } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import { formatMoment } from "../i18n/format-moment.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { expectNothing } from "../people/expect-words.ts";
import { type CaseWorkerRow, findOrganisation } from "../people/store.ts";
import type { BotContext } from "./context.ts";
import { staffWords } from "./staff-words.ts";
import { wordsOf } from "./words-of.ts";

/** Appointments: a case worker's list and own hours, times that are offered and chosen, and all that either side changes. */
export const appointments = new Composer<BotContext>();

const reply = async (ctx: BotContext, text: string, buttons: Buttons = []): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text, buttons } });
};

appointments.use(
  staffWords(
    new Set(["ownHours", "appointmentPlace"]),
    (ctx, worker, action) => onTap(ctx, { kind: "worker", worker }, action),
    onStaffWords,
  ),
);

appointments.command(["afspraken", "appointments", "afspraak", "appointment"], async (ctx, next) => {
  const { person, work, chatRow } = ctx;
  if (person.kind === "caseWorker") return showAppointments(work, person.worker);
  // Nobody knows who holds a phone that was silent for a year.
  if (person.kind !== "alumnus" || chatRow.silentSince) return next();
  await showOwnAppointment(work, person.view);
});

appointments.use(async (ctx, next) => {
  const { action, chatRow, person, work } = ctx;
  if (person.kind !== "alumnus" || chatRow.silentSince) return next();
  const side = { kind: "alumnus", view: person.view } as const;
  const { expects } = chatRow;
  if (expects?.kind === "appointmentPlace" && (ctx.message || ctx.callbackQuery)) {
    const { appointmentId, until } = expects;
    const place = placeIn(ctx);
    if (place !== undefined && new Date(until) >= work.now)
      return onPlaceWords(ctx, side, appointmentId, place);
    if (ctx.message && !wordsOf(ctx)) return reply(ctx, ctx.t("people:duty.wordsOnly"));
    // A tap, a command, and words that are more than a place: those reach a human as all words do.
    await expectNothing(work, chatRow.chatId);
  }
  if (action?.do === "ownAppointment") {
    const form = findForm(action.form);
    if (form) await showOwnAppointment(work, person.view, form);
    else old(ctx);
    return;
  }
  if (!action || !(await onTap(ctx, side, action))) return next();
});

/** What a young person typed, when it can be nothing but a place: a human has to hear at once what is serious, and all that is long. */
function placeIn({ message }: BotContext): string | undefined {
  const text = message?.text;
  if (text === undefined || text.startsWith("/") || text.length > longestPlace) return undefined;
  return findCrisisWords(text) ? undefined : text;
}

const refuse = (ctx: BotContext) => {
  ctx.toast = ctx.t("appointment:refused.notYours");
};
const old = (ctx: BotContext) => {
  ctx.toast = ctx.t("appointment:refused.over");
};
const sayRefused = (ctx: BotContext, reason: Extract<Changed | Cancelled, { ok: false }>["reason"]) => {
  ctx.toast = ctx.t(`appointment:refused.${reason}`, { most: longestPlace });
};

/** False for a button that is about something else. */
async function onTap(ctx: BotContext, side: Side, action: Action): Promise<boolean> {
  const { work } = ctx;
  switch (action.do) {
    case "slot":
      await onSlot(ctx, side, action);
      return true;
    case "slots": {
      const open = await findToArrange(work, side, action.appointment);
      if (!open) refuse(ctx);
      else if (!["offered", "booked", "lapsed"].includes(open.row.state)) old(ctx);
      else if (open.row.startsAt && open.row.startsAt <= work.now) sayRefused(ctx, "begun");
      else
        await showSlots(work, side, open, {
          intro: action.page === "0" && open.row.state === "booked" ? "move" : "page",
          ...(action.page === "0" ? {} : { page: action.page }),
        });
      return true;
    }
    case "appointment":
      await onVerb(ctx, side, action);
      return true;
    case "arrange":
      if (side.kind === "worker") await onArrange(ctx, side.worker, action);
      else refuse(ctx);
      return true;
    case "appointmentHeld": {
      const minutes = /^\d{1,3}$/.test(action.minutes) ? Number(action.minutes) : 601;
      if (side.kind !== "worker" || minutes > 600) refuse(ctx);
      else await onOutcome(ctx, side.worker, action.appointment, { minutes });
      return true;
    }
    case "ownHours":
      if (side.kind === "worker" && (await dropOwnHours(work, side.worker, action.stretch)))
        ctx.toast = ctx.t("appointment:hours.dropped");
      else old(ctx);
      return true;
    case "ownAppointment":
      refuse(ctx);
      return true;
    default:
      return false;
  }
}

async function onSlot(
  ctx: BotContext,
  side: Side,
  { appointment, at }: Extract<Action, { do: "slot" }>,
): Promise<void> {
  const instant = unpackInstant(at);
  if (!instant) return old(ctx);
  const chosen = await chooseSlot(ctx.work, side, appointment, instant);
  if (chosen.ok) return;
  if (chosen.reason === "taken" || chosen.reason === "passed")
    ctx.toast = ctx.t(`appointment:toast.${chosen.reason}`);
  else sayRefused(ctx, chosen.reason);
}

async function onArrange(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { alumnus, form, who }: Extract<Action, { do: "arrange" }>,
): Promise<void> {
  const arranged = await arrangeAppointment(ctx.work, worker, alumnus, { form, who });
  if (arranged.ok) {
    if (arranged.row && who === "them") await sayOffered(ctx, worker, arranged.at);
    return;
  }
  if (arranged.reason === "notYours") return refuse(ctx);
  await reply(ctx, ctx.t(`appointment:staff.${arranged.reason === "booked" ? "already" : "nothingFree"}`));
}

/** The case worker hears when the times reach the young person, if that is not now. */
async function sayOffered(ctx: BotContext, worker: CaseWorkerRow, at: Date): Promise<void> {
  const { work, t, language } = ctx;
  if (at <= work.now) return void (await reply(ctx, t("appointment:staff.offered")));
  const { timeZone } = await findOrganisation(work.db, worker.organisationId);
  const when = formatMoment(language, timeZone, at, work.now);
  await reply(ctx, t("appointment:staff.offeredLater", { when }));
}

async function onVerb(
  ctx: BotContext,
  side: Side,
  { appointment: id, what }: Extract<Action, { do: "appointment" }>,
): Promise<void> {
  const { work, t } = ctx;
  const done = (result: Changed | Cancelled, key?: "come" | "company" | "asked") => {
    if (!result.ok) sayRefused(ctx, result.reason);
    else if (key) ctx.toast = t(`appointment:toast.${key}`);
  };
  const onLetThem = async () => {
    const asked = await letThemChoose(work, side, id);
    const isLater = asked.ok && asked.at !== undefined && asked.at > work.now;
    return isLater && side.kind === "worker" ? sayOffered(ctx, side.worker, asked.at) : done(asked, "asked");
  };
  switch (what) {
    case "show":
      if (side.kind === "worker" && (await showAppointment(work, side.worker, id))) return;
      return old(ctx);
    case "come":
      return done(await confirmComing(work, side, id), "come");
    case "alone":
    case "together":
      return done(await chooseCompany(work, side, id, what), "company");
    case "place":
      return done(await askPlace(work, side, id));
    case "school":
    case "walk":
      return done(await choosePlace(work, side, id, what));
    case "typed":
      return done(await askTypedPlace(work, side, id));
    case "cancel":
      return askIfSure(ctx, side, id);
    case "cancelSure":
      return done(await cancelAppointment(work, side, id));
    case "keep":
      ctx.toast = t("appointment:toast.kept");
      return;
    case "decline": {
      const declined = await declineOffer(work, side, id);
      if (!declined.ok) return done(declined);
      return reply(ctx, t("appointment:young.declined"));
    }
    case "letThem":
      return onLetThem();
    case "missed":
    case "off":
      if (side.kind === "worker") return onOutcome(ctx, side.worker, id, what);
      return refuse(ctx);
    default:
      return old(ctx);
  }
}

/** One tap too many must not cost an appointment. */
async function askIfSure(ctx: BotContext, side: Side, id: string): Promise<void> {
  const open = await findToArrange(ctx.work, side, id);
  if (!open) return refuse(ctx);
  const { state, startsAt } = open.row;
  if (state !== "booked") return old(ctx);
  if (startsAt && startsAt <= ctx.work.now) return sayRefused(ctx, "begun");
  const verb = (what: "cancelSure" | "keep") =>
    ({
      label: ctx.t(`appointment:button.${what}`),
      action: { do: "appointment", appointment: id, what },
    }) as const;
  const move = {
    label: ctx.t("appointment:button.otherTime"),
    action: { do: "slots", appointment: id, page: "0" },
  } as const;
  await reply(ctx, ctx.t("appointment:ask.sure"), [[verb("cancelSure"), verb("keep")], [move]]);
}

async function onOutcome(
  ctx: BotContext,
  worker: CaseWorkerRow,
  id: string,
  outcome: Outcome,
): Promise<void> {
  const finished = await finishAppointment(ctx.work, worker, id, outcome);
  if (!finished.ok) {
    ctx.toast = ctx.t(`appointment:refused.${finished.reason}`);
    return;
  }
  if (finished.contact && outcome !== "missed")
    await sayContact(ctx.work, worker, finished.contact, finished.person);
  if (outcome === "off") ctx.toast = ctx.t("appointment:toast.off");
}

async function onPlaceWords(ctx: BotContext, side: Side, id: string, text: string): Promise<void> {
  const { work, chatRow, t } = ctx;
  const changed = await choosePlace(work, side, id, { typed: text });
  // Too long is asked for again, and stays asked for.
  if (!changed.ok && changed.reason === "tooLong")
    return reply(ctx, t("appointment:refused.tooLong", { most: longestPlace }));
  await expectNothing(work, chatRow.chatId);
  if (!changed.ok) await reply(ctx, t(`appointment:refused.${changed.reason}`));
}

/** What one of the staff types: a place that was asked for, or a time that does not suit. */
async function onStaffWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { expects } = ctx.chatRow;
  const text = ctx.message?.text;
  if (text === undefined) return reply(ctx, ctx.t("people:duty.wordsOnly"));
  if (expects?.kind === "appointmentPlace")
    return onPlaceWords(ctx, { kind: "worker", worker }, expects.appointmentId, text);
  const { work, t } = ctx;
  const read = readOwnHours(text, localDay(await findOrganisation(work.db, worker.organisationId), work.now));
  if (!read.ok) return reply(ctx, t(`appointment:hours.${read.reason}`));
  const added = await addOwnHours(work, worker, read.hours);
  if (!added.ok) return reply(ctx, t(`appointment:hours.${added.reason}`));
  await sayAddedHours(work, worker, added);
}
