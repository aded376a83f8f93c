import { and, asc, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { openWords, type Words } from "../checkin/hear-words.ts";
import { labelOf, promptOf } from "../checkin/question-message.ts";
import { findQuestion } from "../checkin/question-set.ts";
import { findGiven, findSet, type OwnWordsRow } from "../checkin/store.ts";
import { checkIn, ownWords, signal } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { formatDayAndTime } from "../i18n/format-moment.ts";
import type { Language } from "../i18n/language.ts";
import type { Say } from "../i18n/texts.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { may } from "../people/may.ts";
import {
  type AlumnusView,
  actorOfStaff,
  type CaseWorkerRow,
  findAlumnus,
  languageOfStaff,
  viewAlumnus,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { isCorrectionItem } from "./is-correction-item.ts";
import { subjectOf, tellPerson } from "./move-escalation.ts";
import { type EscalationRow, lockEscalation } from "./store.ts";

/** How long details stay in a case worker's chat: Telegram is not private. */
export const detailsMinutes = 15;

export type Opened = { readonly ok: true } | { readonly ok: false; readonly reason: "notYours" | "askFirst" };

/**
 * Shows what lies behind an escalation to the one who may see it: protected, and taken back after 15 minutes. Where the
 * phone is shared the case worker is first reminded to ask "did you do this yourself?" (`askFirst` until `asked`). Every
 * opening is logged, words count as read, and the young person hears by whom.
 */
export async function openDetails(
  work: Work,
  by: CaseWorkerRow,
  escalationId: string,
  asked: boolean,
): Promise<Opened> {
  const { db, now } = work;
  const row = await lockEscalation(db, escalationId);
  if (!row || by.chatId === null) return { ok: false, reason: "notYours" };
  const person = await findAlumnus(db, row.alumnusId);
  if (!person || person.details.length === 0) return { ok: false, reason: "notYours" };
  if (!may(actorOfStaff(by), "seeDetails", await subjectOf(work, row, by)))
    return { ok: false, reason: "notYours" };
  if (person.sharedPhone && !asked) return { ok: false, reason: "askFirst" };
  const view = await viewAlumnus(work, person);
  const language = await languageOfStaff(db, by);
  const subject = { kind: "escalation", id: row.id } as const;
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openDetails",
    subject,
  });
  const { text, voices, shown } = await detailsOf(work, language, view, row);
  for (const part of splitText(text))
    await show(work, by.chatId, { kind: "say", text: part, protected: true });
  for (const fileId of voices) await show(work, by.chatId, { kind: "sayVoice", fileId, protected: true });
  await markRead(work, shown, by);
  await tellPerson(work, row, by, "read");
  return { ok: true };
}

/** Words that belong to no escalation, such as what somebody is proud of: shown, marked read, and the person hears it. */
export async function readWords(work: Work, by: CaseWorkerRow, alumnusId: string): Promise<Opened> {
  const { db, now } = work;
  const person = await findAlumnus(db, alumnusId);
  if (!person || person.details.length === 0 || by.chatId === null) return { ok: false, reason: "notYours" };
  const { id, organisationId, caseWorkerId } = person;
  if (!may(actorOfStaff(by), "seeDetails", { alumnusId: id, organisationId, caseWorkerId }))
    return { ok: false, reason: "notYours" };
  const view = await viewAlumnus(work, person);
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "readWords",
    subject: { kind: "alumnus", id },
  });
  const unread = await db
    .select()
    .from(ownWords)
    .where(and(eq(ownWords.alumnusId, id), isNull(ownWords.readAt)))
    .orderBy(asc(ownWords.at));
  if (unread.length === 0) return { ok: true };
  const lines = [view.details.firstName];
  const voices: string[] = [];
  for (const one of unread) {
    const words = await openWords(work, person.keyId, one);
    lines.push(wordsLine(t, language, view, one.at, words));
    if (words.kind === "voice") voices.push(words.fileId);
  }
  for (const part of splitText(lines.join("\n")))
    await show(work, by.chatId, { kind: "say", text: part, protected: true });
  for (const fileId of voices) await show(work, by.chatId, { kind: "sayVoice", fileId, protected: true });
  await markRead(
    work,
    unread.map(({ id: wordsId }) => wordsId),
    by,
  );
  const worker = firstNameOf(await openName(db, work.vault, by));
  if (person.chatId !== null)
    await say(work, {
      chatId: person.chatId,
      outgoing: {
        kind: "say",
        text: work.texts(view.language)("escalation:person.heard", { worker }),
      },
    });
  return { ok: true };
}

type Shown =
  | { kind: "say"; text: string; protected: true }
  | { kind: "sayVoice"; fileId: string; protected: true };

async function show(work: Work, chatId: number, outgoing: Shown): Promise<void> {
  const id = await say(work, { chatId, lane: "reply", outgoing });
  const dueAt = new Date(work.now.getTime() + detailsMinutes * 60_000);
  await say(work, { chatId, targetId: id, dueAt, outgoing: { kind: "takeBack" } });
}

async function detailsOf(
  work: Work,
  language: Language,
  view: AlumnusView,
  row: EscalationRow,
): Promise<{ text: string; voices: string[]; shown: string[] }> {
  const { db } = work;
  const { timeZone } = view.organisation;
  const t = work.texts(language);
  const lines = [
    t("escalation:details.title", { name: `${view.details.firstName} ${view.details.lastName}` }),
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
  const checkIns = await db
    .select()
    .from(checkIn)
    .where(eq(checkIn.alumnusId, view.row.id))
    .orderBy(desc(checkIn.createdAt))
    .limit(1);
  for (const one of checkIns) {
    const published = await findSet(db, one.setHash);
    const situation = one.situationBefore ?? undefined;
    const context = { published, language, checkInId: one.id, worker: view.workerName, situation };
    lines.push(
      "",
      t("escalation:details.checkIn", { moment: formatDayAndTime(language, timeZone, one.createdAt) }),
    );
    for (const given of await findGiven(db, one.id)) {
      const question = findQuestion(published.set, given.questionId);
      if (!question) continue;
      const chosen = given.options.map((option) => labelOf(context, question.id, option)).join(", ");
      const answered =
        chosen || t(given.skipped ? "escalation:details.skipped" : "escalation:details.inWords");
      lines.push(`• ${promptOf(context, question)}\n   ${answered}`);
    }
  }
  const voices: string[] = [];
  const words = await findWords(work, view.row.id, row.openedAt);
  if (words.length > 0) lines.push("", t("escalation:details.words"));
  for (const one of words) {
    const opened = await openWords(work, view.row.keyId, one);
    const about = isCorrectionItem(one.questionId) ? `${t(`rights:correct.item.${one.questionId}`)}: ` : "";
    lines.push(about + wordsLine(t, language, view, one.at, opened));
    if (opened.kind === "voice") voices.push(opened.fileId);
  }
  lines.push("", t("escalation:details.gone", { minutes: detailsMinutes }));
  return { text: lines.join("\n"), voices, shown: words.map(({ id }) => id) };
}

/** What nobody has read yet, and around it what was said since a week before the escalation, oldest first. */
async function findWords({ db }: Work, alumnusId: string, openedAt: Date): Promise<OwnWordsRow[]> {
  const recent = gt(ownWords.at, new Date(openedAt.getTime() - 7 * 86_400_000));
  return db
    .select()
    .from(ownWords)
    .where(and(eq(ownWords.alumnusId, alumnusId), or(isNull(ownWords.readAt), recent)))
    .orderBy(asc(ownWords.at));
}

function wordsLine(t: Say, language: Language, view: AlumnusView, at: Date, words: Words): string {
  const moment = formatDayAndTime(language, view.organisation.timeZone, at);
  const said =
    words.kind === "text" ? `“${words.text}”` : t("escalation:details.voice", { seconds: words.seconds });
  return `${moment}: ${said}`;
}

/** Words count as read when they were shown, and only those. */
async function markRead(work: Work, shown: readonly string[], by: CaseWorkerRow): Promise<void> {
  if (shown.length === 0) return;
  await work.db
    .update(ownWords)
    .set({ readAt: work.now, readBy: by.id })
    .where(and(inArray(ownWords.id, [...shown]), isNull(ownWords.readAt)));
}
