import { changeSituationSince } from "../caseload/change-situation.ts";
import { sayMonths } from "../caseload/show-months.ts";
import { searchPeople } from "../caseload/show-people.ts";
import { saySituation } from "../caseload/show-situations.ts";
import { findChannel, longestNote } from "../contact/contact-record.ts";
import type { Correction } from "../contact/correct-contact.ts";
import { readMinutes } from "../contact/read-minutes.ts";
import { readPastDay } from "../contact/read-past-day.ts";
import { say } from "../delivery/say.ts";
import { localDay } from "../people/duty/is-staffed.ts";
import { expectNothing } from "../people/expect-words.ts";
import { type CaseWorkerRow, type ChatRow, findOrganisation } from "../people/store.ts";
import { agreeOnMonths, findAgreeable } from "../programme/agree-on-months.ts";
import { termLimits } from "../programme/decide-faults.ts";
import { readMonths } from "../programme/read-months.ts";
import { correct, write } from "./contacts.ts";
import type { BotContext } from "./context.ts";
import { onDateWords } from "./dates.ts";

type Expected<Kind> = Extract<NonNullable<ChatRow["expects"]>, { kind: Kind }>;

const reply = async (ctx: BotContext, text: string): Promise<void> => {
  await say(ctx.work, { chatId: ctx.chatRow.chatId, outgoing: { kind: "say", text } });
};
const expectNoMore = ({ work, chatRow }: BotContext) => expectNothing(work, chatRow.chatId);

/**
 * What one of the staff types when a name, minutes, a day or a note was asked for. What cannot be read is asked for again, with
 * an example, and stays asked for; so does anything that is no text.
 */
export async function onAlumniWords(ctx: BotContext, worker: CaseWorkerRow): Promise<void> {
  const { expects } = ctx.chatRow;
  const text = ctx.message?.text;
  if (expects?.kind === "watchedDay") return onDateWords(ctx, worker);
  if (expects?.kind === "findPerson") return searchPeople(ctx.work, worker, text);
  if (text === undefined) return reply(ctx, ctx.t("people:duty.wordsOnly"));
  switch (expects?.kind) {
    case "contactMinutes":
      return onMinutes(ctx, worker, expects, text);
    case "contactLength": {
      const minutes = readMinutes(text);
      if (minutes === undefined) return reply(ctx, ctx.t("contact:unclear.minutes"));
      return fix(ctx, worker, expects.contactId, { minutes });
    }
    case "contactNote": {
      const note = text.trim();
      if (note.length > longestNote) return reply(ctx, ctx.t("contact:unclear.note", { most: longestNote }));
      return fix(ctx, worker, expects.contactId, { note });
    }
    case "contactDay": {
      const day = await readDay(ctx, worker, text);
      return day === undefined ? undefined : fix(ctx, worker, expects.contactId, { day });
    }
    case "agreedMonths":
      return onAgreedMonths(ctx, worker, expects.alumnusId, text);
    case "situationDay":
      return onSituationDay(ctx, worker, expects.alumnusId, text);
  }
}

async function onMinutes(
  ctx: BotContext,
  worker: CaseWorkerRow,
  { contactId: id, alumnusId, channel: way }: Expected<"contactMinutes">,
  text: string,
): Promise<void> {
  const minutes = readMinutes(text);
  if (minutes === undefined) return reply(ctx, ctx.t("contact:unclear.minutes"));
  await expectNoMore(ctx);
  await write(ctx, worker, { id, personId: alumnusId, channel: findChannel(way) ?? "other", minutes });
  if (ctx.toast) await reply(ctx, ctx.toast);
}

/** The message that shows the contact changes; a short line says so here, where the words were typed. */
async function fix(
  ctx: BotContext,
  worker: CaseWorkerRow,
  id: string,
  correction: Correction,
): Promise<void> {
  await expectNoMore(ctx);
  const isDone = await correct(ctx, worker, id, correction);
  await reply(ctx, isDone ? ctx.t("contact:kept") : (ctx.toast ?? ctx.t("people:duty.old")));
}

/** The day that was typed; undefined when it was none and the answer is given. */
async function readDay(ctx: BotContext, worker: CaseWorkerRow, text: string): Promise<string | undefined> {
  const organisation = await findOrganisation(ctx.work.db, worker.organisationId);
  const read = readPastDay(text, localDay(organisation, ctx.work.now));
  if (read.ok) return read.day;
  await reply(ctx, ctx.t(`contact:unclear.${read.reason}`));
  return undefined;
}

/** Months that cannot be are said, and others can be typed. */
async function onAgreedMonths(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnusId: string,
  text: string,
): Promise<void> {
  const windows = readMonths(text);
  if (!windows) return reply(ctx, ctx.t("caseload:months.unclear"));
  const before = (await findAgreeable(ctx.work, alumnusId))?.agreed?.form;
  const agreement = { windows, ...(before && { form: before }) };
  const agreed = await agreeOnMonths(ctx.work, worker, alumnusId, agreement);
  if (!agreed.ok && agreed.reason === "fault")
    return reply(ctx, ctx.t(`programme:fault.${agreed.fault}`, termLimits.guidance));
  await expectNoMore(ctx);
  if (agreed.ok && (await sayMonths(ctx.work, worker, alumnusId))) return;
  const isTheirs = !agreed.ok && agreed.reason !== "notYours";
  await reply(ctx, ctx.t(isTheirs ? "people:duty.old" : "caseload:refused.notYours"));
}

async function onSituationDay(
  ctx: BotContext,
  worker: CaseWorkerRow,
  alumnusId: string,
  text: string,
): Promise<void> {
  const day = await readDay(ctx, worker, text);
  if (day === undefined) return;
  await expectNoMore(ctx);
  const changed = await changeSituationSince(ctx.work, worker, alumnusId, day);
  if (changed.ok) return saySituation(ctx.work, worker, changed.person);
  await reply(ctx, ctx.t(changed.reason === "notYours" ? "caseload:refused.notYours" : "people:duty.old"));
}
