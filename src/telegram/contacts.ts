import { Temporal } from "temporal-polyfill";
import { logContact } from "../caseload/log-contact.ts";
import { askChannel, askMinutes, askTypedMinutes } from "../contact/ask-contact.ts";
import { findChannel, findTheme, mostMinutes } from "../contact/contact-record.ts";
import {
  type Corrected,
  type Correction,
  correctContact,
  findToCorrect,
} from "../contact/correct-contact.ts";
import { expectMore } from "../contact/expect-more.ts";
import { type ContactPart, contactParts, refreshContact, sayContact } from "../contact/show-contact.ts";
import { undoContact } from "../contact/undo-contact.ts";
import type { Action } from "../delivery/action.ts";
import { refreshEscalation } from "../escalation/notify.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { type CaseWorkerRow, findAlumnus, findOrganisation } from "../people/store.ts";
import { reopenTaskOf } from "../programme/undo-task.ts";
import type { BotContext } from "./context.ts";

/** A contact that was had, as it is tapped: by which way, how long, and what can be added. False for another button. */
export async function onContactTap(ctx: BotContext, worker: CaseWorkerRow, action: Action): Promise<boolean> {
  switch (action.do) {
    case "contact":
      await onContact(ctx, worker, action.alumnus, action.channel);
      return true;
    case "contactMinutes":
      await onMinutes(ctx, worker, action);
      return true;
    case "contactShow":
      await onShow(ctx, worker, action.contact, action.part);
      return true;
    case "contactTheme": {
      const theme = findTheme(action.theme);
      await correct(ctx, worker, action.contact, theme && { theme }, "themes");
      return true;
    }
    case "contactChannel": {
      const channel = findChannel(action.channel);
      await correct(ctx, worker, action.contact, channel && { channel });
      return true;
    }
    case "contactLength": {
      const minutes = minutesOf(action.minutes);
      await correct(ctx, worker, action.contact, minutes === undefined ? undefined : { minutes });
      return true;
    }
    case "contactFix":
      await onFix(ctx, worker, action);
      return true;
    default:
      return false;
  }
}

/** `15`, as a button carries it; undefined for what none of ours does. */
function minutesOf(text: string): number | undefined {
  const minutes = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return minutes >= 1 && minutes <= mostMinutes ? minutes : undefined;
}

const refuse = (ctx: BotContext) => {
  ctx.toast = ctx.t("caseload:refused.notYours");
};
const old = (ctx: BotContext) => {
  ctx.toast = ctx.t("people:duty.old");
};

async function onContact(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnus: string,
  way: string,
): Promise<void> {
  const channel = findChannel(way);
  if (!channel && way !== "more") return old(ctx);
  const asked = channel
    ? await askMinutes(ctx.work, worker, alumnus, channel)
    : await askChannel(ctx.work, worker, alumnus);
  if (!asked) refuse(ctx);
}

async function onMinutes(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { contact: id, alumnus, channel: way, minutes: said }: Extract<Action, { do: "contactMinutes" }>,
): Promise<void> {
  const channel = findChannel(way);
  const minutes = minutesOf(said);
  if (!channel || (minutes === undefined && said !== "other" && said !== "none")) return old(ctx);
  if (said === "other") {
    if (!(await askTypedMinutes(ctx.work, worker, { id, personId: alumnus, channel }))) refuse(ctx);
    return;
  }
  await write(ctx, worker, { id, personId: alumnus, channel, minutes });
}

/** Writes it down and shows it; a second tap on the same button is told that it stands there already. */
export async function write(
  ctx: BotContext,
  worker: CaseWorkerRow,
  contact: Parameters<typeof logContact>[2],
): Promise<void> {
  const noted = await logContact(ctx.work, worker, contact);
  if (!noted.ok && noted.reason === "already") {
    ctx.toast = ctx.t("contact:already");
    return;
  }
  if (!noted.ok) return refuse(ctx);
  const person = await findAlumnus(ctx.work.db, contact.personId);
  if (person) await sayContact(ctx.work, worker, noted.row, person);
}

/** Completes a contact and shows it as it is now; the alert behind it asks for its minutes no more. False when it was refused. */
export async function correct(
  ctx: BotContext,
  worker: CaseWorkerRow,
  contactId: string,
  correction: Correction | undefined,
  part: ContactPart = "all",
): Promise<boolean> {
  if (!correction) {
    old(ctx);
    return false;
  }
  const corrected = await correctContact(ctx.work, worker, contactId, correction);
  if (!corrected.ok) {
    sayRefused(ctx, corrected.reason);
    return false;
  }
  const { row, person } = corrected;
  if ("result" in correction) await reopenTaskOf(ctx.work, row);
  await refreshContact(ctx.work, worker, row, person, part);
  if (row.escalationId) await refreshEscalation(ctx.work, row.escalationId);
  return true;
}

/** Why a contact stays as it is: over the chat for a tap. */
export function sayRefused(ctx: BotContext, reason: Extract<Corrected, { ok: false }>["reason"]): void {
  ctx.toast = reason === "notYours" ? ctx.t("caseload:refused.notYours") : ctx.t(`contact:refused.${reason}`);
}

async function onShow(
  ctx: BotContext,
  worker: CaseWorkerRow,
  contactId: string,
  part: string,
): Promise<void> {
  const wanted = contactParts.find((one) => one === part);
  // Nothing is changed by looking: the same question of who may as for a change.
  const found = await findToCorrect(ctx.work, worker, contactId);
  if (!found.ok) return sayRefused(ctx, found.reason);
  await refreshContact(ctx.work, worker, found.row, found.person, wanted ?? "all");
}

async function onFix(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { contact, what }: Extract<Action, { do: "contactFix" }>,
): Promise<void> {
  const { work } = ctx;
  switch (what) {
    case "reached":
    case "notReached":
      await correct(ctx, worker, contact, { result: what });
      return;
    case "in":
    case "out":
      await correct(ctx, worker, contact, { direction: what });
      return;
    case "today":
    case "yesterday": {
      const organisation = await findOrganisation(work.db, worker.organisationId);
      const today = Temporal.PlainDate.from(localDay(organisation, work.now));
      const day = what === "today" ? today : today.subtract({ days: 1 });
      await correct(ctx, worker, contact, { day: day.toString() });
      return;
    }
    case "note":
    case "otherDay":
    case "otherLength": {
      const kind = ({ note: "contactNote", otherDay: "contactDay", otherLength: "contactLength" } as const)[
        what
      ];
      const asked = await expectMore(work, worker, contact, kind);
      if (!asked.ok) sayRefused(ctx, asked.reason);
      return;
    }
    case "undo": {
      const undone = await undoContact(work, worker, contact);
      if (!undone.ok) return sayRefused(ctx, undone.reason);
      await reopenTaskOf(work, undone.row);
      await refreshContact(work, worker, undone.row, undone.person);
      return;
    }
    default:
      return old(ctx);
  }
}
