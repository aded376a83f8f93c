import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { attachmentOf } from "../checkin/describe-said.ts";
import { openWords } from "../checkin/hear-words.ts";
import { ownWords } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import { splitText } from "../delivery/split-text.ts";
import type { Work } from "../delivery/work.ts";
import { firstNameOf, openName } from "../people/details.ts";
import { findSubject } from "../people/duty/find-deputy.ts";
import { hasTalk } from "../people/has-talk.ts";
import { may } from "../people/may.ts";
import { sayTo } from "../people/say-to.ts";
import {
  actorOfStaff,
  type CaseWorkerRow,
  findPerson,
  languageOfStaff,
  viewPerson,
} from "../people/store.ts";
import { recordAccess } from "../privacy/record-access.ts";
import { type Attached, describeDetails, wordsLine } from "./describe-details.ts";
import { findFresh } from "./find-fresh.ts";
import { subjectOf, tellPerson } from "./move-escalation.ts";
import { refreshEscalation } from "./notify.ts";
import { type EscalationRow, lockEscalation, lockRunningEscalation, recordEvent } from "./store.ts";

export type Opened = { readonly ok: true } | { readonly ok: false; readonly reason: "notYours" | "askFirst" };

/**
 * Shows what lies behind an escalation to the one who may see it: protected, and taken back 15 minutes after it arrived. Where the
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
  const person = await findPerson(db, row.personId);
  if (!person || person.details.length === 0) return { ok: false, reason: "notYours" };
  if (!may(actorOfStaff(by), "seeDetails", await subjectOf(work, row, by)))
    return { ok: false, reason: "notYours" };
  if (person.sharedPhone && !asked) return { ok: false, reason: "askFirst" };
  const view = await viewPerson(work, person);
  const language = await languageOfStaff(db, by);
  const subject = { kind: "escalation", id: row.id } as const;
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "openDetails",
    subject,
  });
  const { text, attached, shown } = await describeDetails(work, language, view, row);
  await show(work, by.chatId, person.id, text, attached);
  await noteLook(work, row, by);
  await markRead(work, shown, by);
  await tellPerson(work, row, by, "read");
  return { ok: true };
}

/** The owner has seen what came since: the message says so no more, and an outcome asks for no further look. */
async function noteLook(work: Work, row: EscalationRow, by: CaseWorkerRow): Promise<void> {
  if (row.ownerId !== by.id || !(await findFresh(work.db, row))) return;
  await recordEvent(work.db, row, { at: work.now, kind: "looked", caseWorkerId: by.id });
  await refreshEscalation(work, row.id);
}

/** Words that belong to no escalation, such as what somebody is proud of: shown, marked read, and the person hears it. */
export async function readWords(work: Work, by: CaseWorkerRow, personId: string): Promise<Opened> {
  const { db, now } = work;
  const person = await findPerson(db, personId);
  if (!person || person.details.length === 0 || by.chatId === null) return { ok: false, reason: "notYours" };
  const { id } = person;
  const running = await lockRunningEscalation(db, id);
  const ownerId = running?.ownerId ?? null;
  if (!may(actorOfStaff(by), "seeDetails", { ...(await findSubject(db, person, now)), ownerId }))
    return { ok: false, reason: "notYours" };
  const view = await viewPerson(work, person);
  const language = await languageOfStaff(db, by);
  const t = work.texts(language);
  await recordAccess(db, {
    at: now,
    actor: { kind: "caseWorker", id: by.id },
    action: "readWords",
    subject: { kind: "alumnus", id },
  });
  const hadFresh = running && (await findFresh(db, running)) !== undefined;
  const unread = await db
    .select()
    .from(ownWords)
    .where(and(eq(ownWords.personId, id), isNull(ownWords.readAt)))
    .orderBy(asc(ownWords.at));
  if (unread.length === 0) return { ok: true };
  const lines = [view.details.firstName];
  const attached: Attached[] = [];
  for (const one of unread) {
    const words = await openWords(work, person.keyId, one);
    lines.push(wordsLine(t, language, view, one.at, words));
    const attachment = attachmentOf(words);
    if (attachment) attached.push({ wordsId: one.id, attachment });
  }
  await show(work, by.chatId, id, lines.join("\n"), attached);
  await markRead(
    work,
    unread.map(({ id: wordsId }) => wordsId),
    by,
  );
  if (running && hadFresh) await refreshEscalation(work, running.id);
  const worker = firstNameOf(await openName(db, work.vault, by));
  // The human who talks with them says it.
  if (person.chatId !== null && !(await hasTalk(db, id)))
    await say(work, {
      chatId: person.chatId,
      outgoing: {
        kind: "say",
        text: sayTo(work.texts(view.language), view)("escalation:person.heard", { worker }),
      },
    });
  return { ok: true };
}

/** Protected, and what becomes of each message is told: when it arrived it is taken back later, else nothing was read (`settleShown`). */
async function show(
  work: Work,
  chatId: number,
  personId: string,
  text: string,
  attached: readonly Attached[],
): Promise<void> {
  for (const part of splitText(text))
    await say(work, {
      ...{ chatId, lane: "reply", subject: { kind: "details", id: personId } },
      outgoing: { kind: "say", text: part, protected: true },
    });
  for (const { wordsId, attachment } of attached)
    await say(work, {
      ...{ chatId, lane: "reply", subject: { kind: "words", id: wordsId } },
      // Telegram cannot protect a place.
      outgoing: attachment.kind === "sayPlace" ? attachment : { ...attachment, protected: true },
    });
}

/** Words count as read when they were shown, and only those; what does not arrive counts as unread again. */
async function markRead(work: Work, shown: readonly string[], by: CaseWorkerRow): Promise<void> {
  if (shown.length === 0) return;
  await work.db
    .update(ownWords)
    .set({ readAt: work.now, readBy: by.id })
    .where(and(inArray(ownWords.id, [...shown]), isNull(ownWords.readAt)));
}
