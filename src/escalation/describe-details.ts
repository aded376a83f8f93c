import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or } from "drizzle-orm";
import { type Attachment, attachmentOf, describeSaid } from "../checkin/describe-said.ts";
import { earliestDeadline } from "../checkin/earliest-deadline.ts";
import { openWords, type Words } from "../checkin/hear-words.ts";
import { labelOf, promptOf } from "../checkin/question-message.ts";
import { findQuestion } from "../checkin/question-set.ts";
import { type CheckInRow, findCheckIn, findGiven, findSet, type OwnWordsRow } from "../checkin/store.ts";
import { findWaitingWatches } from "../checkin/watch.ts";
import { checkIn, ownWords, signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatDay, formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { isAsker, type PersonView } from "../people/store.ts";
import { describeAsking } from "./describe-asking.ts";
import { describeCheckIn } from "./describe-check-in.ts";
import { isCorrectionItem } from "./is-correction-item.ts";
import { type EscalationRow, findSignalsOf } from "./store.ts";

/** How long details stay in a case worker's chat: Telegram is not private. */
export const detailsMinutes = 15;

/** What is shown beside the text, with the words that it is of. */
export interface Attached {
  readonly wordsId: string;
  readonly attachment: Attachment;
}

/**
 * What lies behind an escalation, for the one who may see it (the caller has asked): why it was raised, the newest check-in and
 * those that raised it, own words. `shown` names the words in it, which count as read once this was shown.
 */
export async function describeDetails(
  work: Work,
  language: Language,
  view: PersonView,
  row: EscalationRow,
): Promise<{ text: string; attached: Attached[]; shown: string[] }> {
  const { db } = work;
  const { timeZone } = view.organisation;
  const t = work.texts(language);
  const lines = [
    t("escalation:details.title", { name: `${view.details.firstName} ${view.details.lastName}`.trim() }),
  ];
  if (view.details.phone) lines.push(t("escalation:details.phone", { phone: view.details.phone }));
  if (view.details.secondContact)
    lines.push(t("escalation:details.secondContact", { contact: view.details.secondContact }));
  const told = await db
    .select({ cause: signal.cause, rule: signal.rule })
    .from(signal)
    .where(and(eq(signal.escalationId, row.id), inArray(signal.rule, ["parked", "R10"])));
  for (const { cause, rule } of told)
    lines.push(
      rule === "R10"
        ? t("escalation:blocked")
        : t("escalation:parked", { reference: cause.slice("parked:".length) }),
    );
  if (isAsker(view.row)) lines.push(...(await describeAsking(work, t, language, view, row)));
  lines.push(...(await slipsOf(work, t, language, view, row)));
  lines.push(...(await rulesOf(work, t, language, timeZone, row)));
  for (const one of await findCheckIns(work, view.row.id, row.id))
    lines.push(...(await describeCheckIn(work, t, language, view, one)));
  for (const { occasion, dueAt } of await findWaitingWatches(db, view.row.id))
    lines.push(
      t("escalation:details.watch", {
        occasion: t(`escalation:occasion.${occasion}`),
        moment: formatDay(language, timeZone, dueAt),
      }),
    );
  const attached: Attached[] = [];
  const words = await findWords(work, view.row.id, row.openedAt);
  if (words.length > 0) lines.push("", t("escalation:details.words"));
  for (const one of words) {
    const opened = await openWords(work, view.row.keyId, one);
    const about = isCorrectionItem(one.questionId) ? `${t(`rights:correct.item.${one.questionId}`)}: ` : "";
    lines.push(about + wordsLine(t, language, view, one.at, opened));
    const attachment = attachmentOf(opened);
    if (attachment) attached.push({ wordsId: one.id, attachment });
  }
  lines.push("", t("escalation:details.gone", { minutes: detailsMinutes }));
  return { text: lines.join("\n"), attached, shown: words.map(({ id }) => id) };
}

/** Serious taps that were slips, says the person: what was tapped stays readable, because a human decides. */
async function slipsOf(
  work: Work,
  t: Say,
  language: Language,
  view: PersonView,
  row: EscalationRow,
): Promise<string[]> {
  const slips = await work.db
    .select()
    .from(signal)
    .where(and(eq(signal.escalationId, row.id), isNotNull(signal.tappedWrongAt)))
    .orderBy(asc(signal.at));
  const lines: string[] = [];
  for (const { checkInId, questionId, optionId, tappedWrongAt } of slips) {
    const one = checkInId ? await findCheckIn(work.db, checkInId) : undefined;
    const published = one && (await findSet(work.db, one.setHash));
    const question = published && findQuestion(published.set, questionId ?? "");
    if (!one || !published || !question || !optionId || !tappedWrongAt) continue;
    const moment = formatDayAndTime(language, view.organisation.timeZone, tappedWrongAt);
    const situation = one.situationBefore ?? undefined;
    const context = { published, language, checkInId: one.id, worker: view.workerName, situation };
    lines.push(
      t("escalation:details.tappedWrong", { moment }),
      `• ${promptOf(context, question)}\n   ${labelOf(context, question.id, optionId)}`,
    );
  }
  return lines;
}

const explained = [
  "R2",
  "R3",
  "R4",
  "R5",
  "R6",
  "R8",
  "R11",
  "R15",
  "I5",
  "unread",
  "R1",
  "R7",
  "R8term",
  "R17",
] as const;

/** Why it was raised, where a rule did it (domain 4.10); at a refusal with the earliest day on which a term can end. */
async function rulesOf(
  work: Work,
  t: Say,
  language: Language,
  timeZone: string,
  row: EscalationRow,
): Promise<string[]> {
  const rows = await findSignalsOf(work.db, row.id);
  const lines: string[] = [];
  for (const rule of explained) {
    const found = rows.find((one) => one.rule?.split(":")[0] === rule && one.rule !== "R17:withdrawn");
    if (!found) continue;
    if (rule === "R17") {
      const knows = found.rule?.split(":")[1] ?? "rather";
      lines.push(
        t("escalation:details.rule.R17"),
        t(`questions:staff.knows.${knows}` as "questions:staff.knows.yes"),
      );
      if (rows.some((one) => one.rule === "R17:withdrawn")) lines.push(t("questions:staff.withdrawn"));
      continue;
    }
    if (rule !== "R8") {
      lines.push(t(`escalation:details.rule.${rule}`));
      continue;
    }
    const given = found.checkInId ? await findGiven(work.db, found.checkInId) : [];
    const letter = given.find(({ questionId }) => questionId === "A6")?.options[0];
    const deadline = earliestDeadline(letter, found.at, timeZone);
    const date = formatDay(
      language,
      timeZone,
      new Date(deadline.toZonedDateTime(timeZone).epochMilliseconds),
    );
    lines.push(t("escalation:details.rule.R8", { date }));
  }
  return lines;
}

/** The newest check-in, and those whose answers raised this: an old button is heard too. Oldest first. */
async function findCheckIns({ db }: Work, personId: string, escalationId: string): Promise<CheckInRow[]> {
  const newest = db
    .select({ id: checkIn.id })
    .from(checkIn)
    .where(eq(checkIn.alumnusId, personId))
    .orderBy(desc(checkIn.createdAt))
    .limit(1);
  const raising = db
    .select({ id: signal.checkInId })
    .from(signal)
    .where(and(eq(signal.escalationId, escalationId), isNull(signal.tappedWrongAt)));
  return db
    .select()
    .from(checkIn)
    .where(
      and(eq(checkIn.alumnusId, personId), or(inArray(checkIn.id, newest), inArray(checkIn.id, raising))),
    )
    .orderBy(asc(checkIn.createdAt), asc(checkIn.round));
}

/** What nobody has read yet, and around it what was said since a week before the escalation, oldest first. */
async function findWords({ db }: Work, personId: string, openedAt: Date): Promise<OwnWordsRow[]> {
  const recent = gt(ownWords.at, new Date(openedAt.getTime() - 7 * 86_400_000));
  return db
    .select()
    .from(ownWords)
    .where(and(eq(ownWords.personId, personId), or(isNull(ownWords.readAt), recent)))
    .orderBy(asc(ownWords.at));
}

export function wordsLine(t: Say, language: Language, view: PersonView, at: Date, words: Words): string {
  const moment = formatDayAndTime(language, view.organisation.timeZone, at);
  return `${moment}: ${describeSaid(t, words, "escalation:details")}`;
}
