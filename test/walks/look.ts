import { randomUUID } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import {
  accessLog,
  answer,
  checkIn,
  escalation,
  escalationEvent,
  ownWords,
  safetySheet,
  signal,
  watch,
} from "../../src/db/schema/index.ts";
import type { Action } from "../../src/delivery/action.ts";
import type { Language } from "../../src/i18n/language.ts";
import { findSafetySheet } from "../../src/people/safety/find-safety-sheet.ts";
import { numberLines } from "../../src/people/safety/number-lines.ts";
import { proposedNumbers } from "../../src/people/safety/safety-sheet.ts";
import { encodeAction } from "../../src/telegram/callback-data.ts";
import type { Walk, Walker } from "../support/walk.ts";

type Verb = Extract<Action, { do: "escalation" }>["verb"];

/** The case worker starts a check-in, and the young person has a minute. */
export async function startCheckIn(worker: Walker, person: Walker): Promise<void> {
  await worker.say("/checkin");
  await worker.tap(`${person.name} Jansen`);
  await person.press("checkin:flow.openAnswer.yes");
}

/** A check-in is over, in which somebody who works answered that all is well; something is to be asked about at this instant. */
export async function watchFrom(walk: Walk, worker: Walker, person: Walker, dueAt: Date): Promise<void> {
  await startCheckIn(worker, person);
  const { id: setBy } = await lastCheckIn(walk, person);
  await person.answer("G1", "good");
  await person.answer("G2", "yes");
  await person.answer("W1", "good");
  await person.answer("T1", "fine");
  await person.extra("skip");
  const lapsesAt = new Date(dueAt.getTime() + 21 * 86_400_000);
  await walk.database.db
    .insert(watch)
    .values({ id: randomUUID(), alumnusId: person.id, occasion: "firstWeek", setBy, dueAt, lapsesAt });
}

/** Escalations of this person, oldest first. */
export const escalationsOf = (walk: Walk, person: { id: string }) =>
  walk.database.db
    .select()
    .from(escalation)
    .where(eq(escalation.personId, person.id))
    .orderBy(asc(escalation.openedAt));

/** The only escalation that this person ever had. Throws when there is none, or another. */
export async function escalationOf(walk: Walk, person: { id: string }) {
  const [row, ...more] = await escalationsOf(walk, person);
  if (!row || more.length > 0) throw new Error(`${more.length + (row ? 1 : 0)} escalations instead of one`);
  return row;
}

export const eventsOf = async (walk: Walk, escalationId: string) =>
  (
    await walk.database.db
      .select()
      .from(escalationEvent)
      .where(eq(escalationEvent.escalationId, escalationId))
      .orderBy(asc(escalationEvent.id))
  ).map(({ kind }) => kind);

export const signalsOf = (walk: Walk, person: { id: string }) =>
  walk.database.db.select().from(signal).where(eq(signal.personId, person.id));

export const wordsOf = (walk: Walk, person: { id: string }) =>
  walk.database.db.select().from(ownWords).where(eq(ownWords.personId, person.id)).orderBy(asc(ownWords.at));

/** Check-ins in their order; the first is the one answer of the first minute. */
export const checkInsOf = (walk: Walk, person: { id: string }) =>
  walk.database.db
    .select()
    .from(checkIn)
    .where(eq(checkIn.alumnusId, person.id))
    .orderBy(asc(checkIn.createdAt), asc(checkIn.round));

export async function lastCheckIn(walk: Walk, person: { id: string }) {
  const row = (await checkInsOf(walk, person)).at(-1);
  if (!row) throw new Error("No check-in");
  return row;
}

/** What stands in the newest check-in: options by question. */
export async function answersOf(walk: Walk, person: { id: string }): Promise<Record<string, string[]>> {
  const row = await lastCheckIn(walk, person);
  const rows = await walk.database.db.select().from(answer).where(eq(answer.checkInId, row.id));
  return Object.fromEntries(rows.map(({ questionId, options }) => [questionId, options]));
}

export const deedsOf = async (walk: Walk, worker: { id: string }) =>
  (await walk.database.db.select().from(accessLog).where(eq(accessLog.actorId, worker.id))).map(
    ({ action }) => action,
  );

const textOf = (walk: Walk) => walk.app.texts("nl");

/** How often this phone rang with an alert: new messages about an escalation, edits and lists not counted. */
export const rings = (walk: Walk, { phone }: Walker): number =>
  walk.simulator.calls.filter(
    ({ method, params, status }) =>
      method === "sendMessage" &&
      status === 200 &&
      params.chat_id === phone.chatId &&
      isAlert(String(params.text)),
  ).length;

const isAlert = (text: string) => /^[🔴🟠🟡]/u.test(text);

/** New messages from the bot in this chat, also those taken back since. */
export const messagesTo = ({ phone }: Walker) => phone.messages().filter(({ from }) => from === "bot");

/** The alerts that stand in this chat now, as the case worker sees them. */
export const alertsOf = ({ phone }: Walker) =>
  phone.messages().filter(({ from, deleted, text }) => from === "bot" && !deleted && isAlert(text ?? ""));

/** The newest of them. */
export const alertOf = (walker: Walker) => alertsOf(walker).at(-1);

/** How often a text of this key stands in the chat. */
export const countText = (walk: Walk, walker: Walker, key: string, values = {}): number =>
  walker.read().split(textOf(walk)(key as "telegram:start.again", values as never)).length - 1;

/** The newest short line over this chat. */
export const toast = ({ phone }: Walker): string => phone.toasts().at(-1)?.text ?? "";

/** Presses a button of an escalation that this phone may never have shown. */
export const forge = (walker: Walker, escalationId: string, verb: Verb) =>
  walker.tapOld(
    encodeAction({ do: "escalation", escalation: escalationId, verb }),
    walker.phone.lastBotMessage()?.id ?? 1,
  );

/** How often this person tapped a button, as the transcript shows it. */
export const tapsOf = (walk: Walk, { name }: Walker): number =>
  walk.transcript().split(`\n${name}: [`).length - 1;

/** "Call someone now", with the lines of the school's signed sheet in this language. */
export function numbersIn(walk: Walk, language: Language = "nl"): string {
  const t = walk.app.texts(language);
  return t("checkin:crisis.numbers", { lines: numberLines(t, proposedNumbers).join("\n") });
}

/** The numbers of the school are checked again, by whoever did it last: for walks that are longer than a year. */
export async function checkSheetAgain(walk: Walk): Promise<void> {
  const { db } = walk.database;
  const sheet = await findSafetySheet({ db }, walk.organisationId);
  if (!sheet) throw new Error("This school has no safety sheet");
  const { onCall, numbers, checkedBy, organisationId } = sheet;
  const id = randomUUID();
  await db
    .insert(safetySheet)
    .values({ id, organisationId, onCall, numbers, checkedBy, checkedAt: walk.clock.now() });
}

/** Taps a button that is not there, as anybody can who knows how one is written. */
export const forgeAction = (walker: Walker, action: Action): Promise<void> =>
  walker.tapOld(encodeAction(action), walker.phone.lastBotMessage()?.id ?? 1);

/** The buttons of the bot's newest message here. */
export const buttonsOf = (walker: Walker): string[] =>
  (messagesTo(walker).at(-1)?.buttons ?? []).flat().map(({ text }) => text);
