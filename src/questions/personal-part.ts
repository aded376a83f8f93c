import { and, asc, eq, inArray, isNotNull, lte, or } from "drizzle-orm";
import { question, reminder, tie, tieLink } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { shippedKnowledge } from "../knowledge/ask.ts";
import { isAsker, type PersonRow, type PersonView } from "../people/store.ts";
import type { PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { findOwnTies } from "./tie-parent.ts";

/** What somebody looked for, by the question that was shown; what went to a human stands among their own words. */
async function gather(
  work: Work,
  { row, language: theirs }: PersonView,
  reader: Reader,
): Promise<readonly Section[]> {
  const { db } = work;
  const { language, timeZone } = reader;
  const ties = await gatherTies(work, row, reader);
  const rows = await db
    .select()
    .from(question)
    .where(eq(question.personId, row.id))
    .orderBy(asc(question.at));
  if (rows.length === 0) return ties;
  const { texts } = shippedKnowledge();
  const items = rows.map(({ at, itemId, topic }) => ({
    label: formatWithYear(language, timeZone, at),
    text: (itemId && texts[theirs].get(itemId)?.question) || topic || "?",
  }));
  const data = rows.map(({ at, language: asked, outcome, topic, itemId, sentAt }) => ({
    ...{ at, language: asked, outcome, topic, item: itemId, sentAt },
  }));
  return [{ id: "questions", title: "❓", items, data }, ...ties];
}

/** Whom a young person let belong to them. What a case worker matched after somebody's worry is not theirs to read (R17). */
async function gatherTies(
  { db }: Work,
  row: PersonRow,
  { t, language, timeZone }: Reader,
): Promise<readonly Section[]> {
  const ties = isAsker(row) ? [] : await findOwnTies(db, row.id);
  if (ties.length === 0) return [];
  const items = ties.map(({ at }, index) => ({
    label: formatWithYear(language, timeZone, at),
    text: String(index + 1),
  }));
  return [{ id: "ties", title: t("questions:button.tie"), items, data: ties.map(({ at }) => ({ at })) }];
}

async function erase({ db }: Work, row: PersonRow): Promise<string[]> {
  await db.delete(question).where(eq(question.personId, row.id));
  await db.delete(reminder).where(eq(reminder.askerId, row.id));
  await db.delete(tieLink).where(eq(tieLink.alumnusId, row.id));
  await db.delete(tie).where(or(eq(tie.askerId, row.id), eq(tie.alumnusId, row.id)));
  return [];
}

/** Words that nobody sent to a human are for nobody. */
async function forgetWords({ db }: Work, { before, most }: RetentionRun): Promise<number> {
  const old = db
    .select({ id: question.id })
    .from(question)
    .where(and(isNotNull(question.body), lte(question.at, before)))
    .limit(most);
  return (await db.update(question).set({ body: null }).where(inArray(question.id, old)).returning()).length;
}

/** What was asked: the words for a day, the rest as long as whoever asked. */
export const questionsPart: PersonalPart = {
  name: "questions",
  gather,
  erase,
  retain: { questions: forgetWords },
};
