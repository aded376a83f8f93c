import { and, asc, eq, gt, inArray, isNotNull, isNull, lte } from "drizzle-orm";
import { isLongOver } from "../checkin/personal-part.ts";
import type { Db } from "../db/connect.ts";
import {
  alumnus,
  caseWorker,
  codeStep,
  escalation,
  escalationMail,
  escalationNotice,
  handOver,
  ownWords,
} from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import type { PersonRow, PersonView } from "../people/store.ts";
import type { Item, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { isOfAsker } from "./escalation-message.ts";
import { openNote } from "./note-outcome.ts";
import type { EscalationRow } from "./store.ts";

/** Everything that was handed to humans, with the notes: the person may read what is written about them (AVG 15). */
async function gather(work: Work, view: PersonView, reader: Reader): Promise<readonly Section[]> {
  const { t, language, timeZone } = reader;
  const rows = await work.db
    .select()
    .from(escalation)
    .where(eq(escalation.personId, view.row.id))
    .orderBy(asc(escalation.openedAt));
  const items: Item[] = [];
  const data: unknown[] = [];
  for (const row of rows) {
    // Who told it stays out: a parent may have (R17), and what their own case worker writes down stands in the note.
    const code = isOfAsker(row.theme) ? "general" : row.theme;
    const theme = t(`checkin:theme.${code}` as "checkin:theme.work");
    items.push({
      label: formatWithYear(language, timeZone, row.openedAt),
      text: `${theme} · ${t(`checkin:severity.${row.severity}`)} · ${t(`rights:escalation.${row.outcome ?? row.state}`)}`,
    });
    const note = await openNote(work, view.row.keyId, row);
    if (note) items.push({ label: t("rights:note"), text: `“${note}”` });
    const { severity, state, outcome, openedAt, acknowledgedAt, contactedAt, resolvedAt } = row;
    data.push({
      ...{ theme: code, severity, state, outcome, openedAt, acknowledgedAt, contactedAt, resolvedAt },
      note: note ?? null,
    });
  }
  return [{ id: "escalations", title: t("rights:section.escalations"), items, data }];
}

/** Telegram lets a bot take a message back for 48 hours; an hour less leaves room for a queue. */
const takeBackMilliseconds = 47 * 3_600_000;

/** Notes go; that there was an escalation, how serious, and what came of it, stays as a figure of nobody. */
async function erase(work: Work, row: PersonRow): Promise<string[]> {
  const { db, now } = work;
  const own = eq(escalation.personId, row.id);
  await db.update(escalation).set({ note: null }).where(own);
  const finished = db
    .select({ id: escalation.id })
    .from(escalation)
    .where(and(own, eq(escalation.state, "resolved")));
  await db.delete(escalationMail).where(inArray(escalationMail.escalationId, finished));
  await db.delete(handOver).where(inArray(handOver.escalationId, finished));
  await db.delete(codeStep).where(inArray(codeStep.escalationId, finished));
  const notices = await db
    .delete(escalationNotice)
    .where(inArray(escalationNotice.escalationId, finished))
    .returning();
  for (const { caseWorkerId, messageId, sentAt } of notices) {
    if (now.getTime() - sentAt.getTime() > takeBackMilliseconds) continue;
    const [worker] = await db
      .select({ chatId: caseWorker.chatId })
      .from(caseWorker)
      .where(and(eq(caseWorker.id, caseWorkerId), isNotNull(caseWorker.chatId)));
    if (!worker || worker.chatId === null) continue;
    await say(work, { chatId: worker.chatId, targetId: messageId, outgoing: { kind: "takeBack" } });
  }
  return [];
}

/**
 * What has to stay readable while a human works on this escalation: in a crisis the words that nobody has read yet. What is
 * less than a crisis leaves nothing but the first name.
 */
export async function findWordsToKeep(db: Db, row: EscalationRow): Promise<readonly string[]> {
  if (row.severity !== "crisis") return [];
  const since = new Date(row.openedAt.getTime() - 86_400_000);
  const rows = await db
    .select({ id: ownWords.id })
    .from(ownWords)
    .where(and(eq(ownWords.personId, row.personId), isNull(ownWords.readAt), gt(ownWords.at, since)));
  return rows.map(({ id }) => id);
}

/** Notes with an outcome and what was handed on; nothing while something of the same person is open. */
async function forgetNotes({ db }: Work, run: RetentionRun): Promise<number> {
  const whose = isLongOver(db, run);
  const notes = await db
    .select({ id: escalation.id })
    .from(escalation)
    .innerJoin(alumnus, eq(alumnus.id, escalation.personId))
    .where(and(whose, isNotNull(escalation.note)))
    .limit(run.most);
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
  if (notes.length > 0)
    await db
      .update(escalation)
      .set({ note: null })
      .where(inArray(escalation.id, idsOf(notes)));
  const theirs = db
    .select({ id: escalation.id })
    .from(escalation)
    .innerJoin(alumnus, eq(alumnus.id, escalation.personId))
    .where(whose);
  const handed = await db.delete(handOver).where(inArray(handOver.escalationId, theirs)).returning();
  const steps = await db.delete(codeStep).where(inArray(codeStep.escalationId, theirs)).returning();
  return Math.min(run.most, notes.length + handed.length + steps.length);
}

/** Which message in whose chat an escalation has: needed for changes while it runs, and for an undo after. */
async function forgetNotices({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const old = db
    .select({ id: escalationNotice.id })
    .from(escalationNotice)
    .innerJoin(escalation, eq(escalation.id, escalationNotice.escalationId))
    .where(and(eq(escalation.state, "resolved"), lte(escalation.resolvedAt, before)))
    .limit(most);
  const settled = db
    .select({ id: escalation.id })
    .from(escalation)
    .where(and(eq(escalation.state, "resolved"), lte(escalation.resolvedAt, before)));
  await db.delete(escalationMail).where(inArray(escalationMail.escalationId, settled));
  return (await db.delete(escalationNotice).where(inArray(escalationNotice.id, old)).returning()).length;
}

/** What was handed to humans, who was told, and what came of it. */
export const escalationPart: PersonalPart = {
  name: "escalation",
  gather,
  erase,
  retain: { messages: forgetNotices, contacts: forgetNotes },
};
