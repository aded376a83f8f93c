import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, notInArray, type SQL, sql } from "drizzle-orm";
import type { Db } from "../db/connect.ts";
import { alumnus, answer, checkIn, ownWords, signal, watch } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { formatWithYear } from "../i18n/format-moment.ts";
import { guidanceEndedBefore } from "../people/guidance-over.ts";
import { personAtRest } from "../people/person-at-rest.ts";
import type { AlumnusView, PersonRow } from "../people/store.ts";
import type { Item, Keep, PersonalPart, Reader, RetentionRun, Section } from "../privacy/personal-part.ts";
import { describeSaid } from "./describe-said.ts";
import { openWords, typedIn, type Words } from "./hear-words.ts";
import { labelOf, promptOf } from "./question-message.ts";
import { findQuestion } from "./question-set.ts";
import { findGiven, findSet, running } from "./store.ts";
import { findWaitingWatches } from "./watch.ts";

async function gather(work: Work, view: AlumnusView, reader: Reader): Promise<readonly Section[]> {
  return [
    await checkInSection(work, view, reader),
    await watchSection(work, view, reader),
    await wordsSection(work, view, reader),
  ];
}

async function checkInSection(work: Work, view: AlumnusView, reader: Reader): Promise<Section> {
  const { t, language, timeZone } = reader;
  const rows = await work.db
    .select()
    .from(checkIn)
    .where(eq(checkIn.alumnusId, view.row.id))
    .orderBy(asc(checkIn.createdAt));
  const items: Item[] = [];
  const data: unknown[] = [];
  for (const row of rows) {
    const published = await findSet(work.db, row.setHash);
    const situation = row.situationBefore ?? undefined;
    const context = { published, language, checkInId: row.id, worker: view.workerName, situation };
    const moment = formatWithYear(language, timeZone, row.createdAt);
    items.push({ label: moment, text: t(`rights:checkIn.${row.state}`) });
    const answers = [];
    for (const given of await findGiven(work.db, row.id)) {
      const question = findQuestion(published.set, given.questionId);
      if (!question) continue;
      const options = given.options.map((id) => ({ id, label: labelOf(context, question.id, id) }));
      const asked = promptOf(context, question);
      const unsaid = t(given.skipped ? "rights:checkIn.skipped" : "rights:checkIn.inWords");
      items.push({ label: asked, text: options.map(({ label }) => label).join(", ") || unsaid });
      answers.push({ question: question.id, asked, options, skipped: given.skipped, inWords: given.inWords });
    }
    const { state, createdAt, openedAt, endedAt, situationBefore, answeredWithHelp, background } = row;
    data.push({
      state,
      createdAt,
      openedAt,
      endedAt,
      situationBefore,
      answeredWithHelp,
      background,
      answers,
    });
  }
  return { id: "checkIns", title: t("rights:section.checkIns"), items, data };
}

async function watchSection(
  work: Work,
  view: AlumnusView,
  { t, language, timeZone }: Reader,
): Promise<Section> {
  const watches = await findWaitingWatches(work.db, view.row.id);
  const items = watches.map(({ occasion, dueAt }) => ({
    label: formatWithYear(language, timeZone, dueAt),
    text: t(`escalation:occasion.${occasion}`),
  }));
  return { id: "watches", title: t("rights:section.watches"), items, data: watches };
}

/** What was said, for a machine (docs/export.md). */
function dataOf(words: Words) {
  const text = typedIn(words) ?? null;
  switch (words.kind) {
    case "text":
      return { kind: words.kind, text };
    case "voice":
      return { kind: words.kind, telegramFile: words.fileId, seconds: words.seconds, text };
    case "photo":
      return { kind: words.kind, telegramFile: words.fileId, text };
    case "place":
      return { kind: words.kind, latitude: words.latitude, longitude: words.longitude, text };
  }
}

async function wordsSection(
  work: Work,
  view: AlumnusView,
  { t, language, timeZone }: Reader,
): Promise<Section> {
  const rows = await work.db
    .select()
    .from(ownWords)
    .where(eq(ownWords.personId, view.row.id))
    .orderBy(asc(ownWords.at));
  const items: Item[] = [];
  const data: unknown[] = [];
  for (const row of rows) {
    const words = await openWords(work, view.row.keyId, row);
    const text = describeSaid(t, words, "rights:words");
    items.push({ label: formatWithYear(language, timeZone, row.at), text });
    data.push({ ...dataOf(words), at: row.at, question: row.questionId, readAt: row.readAt });
  }
  return { id: "words", title: t("rights:section.words"), items, data };
}

/** Answers and words go; that there was a check-in, and how serious a signal was, stays as a figure of nobody. */
async function erase({ db, now }: Work, row: PersonRow, keep: Keep | undefined): Promise<string[]> {
  const own = eq(checkIn.alumnusId, row.id);
  await db
    .delete(answer)
    .where(inArray(answer.checkInId, db.select({ id: checkIn.id }).from(checkIn).where(own)));
  await loosenSignals(db, eq(signal.personId, row.id));
  const spared = keep && keep.wordsIds.length > 0 ? notInArray(ownWords.id, [...keep.wordsIds]) : undefined;
  await db.delete(ownWords).where(and(eq(ownWords.personId, row.id), spared));
  await db
    .update(checkIn)
    .set({ state: "stopped", endedAt: now })
    .where(and(own, inArray(checkIn.state, [...running])));
  await db.delete(watch).where(eq(watch.alumnusId, row.id));
  await db
    .update(checkIn)
    .set({
      situationBefore: null,
      background: null,
      answeredWithHelp: false,
      awaiting: null,
      askedId: null,
    })
    .where(own);
  return [];
}

/** A signal keeps its theme and its seriousness; which answer or which words it came from is forgotten. */
async function loosenSignals(db: Db, which: SQL | undefined): Promise<void> {
  await db
    .update(signal)
    .set({
      questionId: null,
      optionId: null,
      wordsId: null,
      tappedWrongAt: null,
      cause: sql`'gone:' || ${signal.id}::text`,
    })
    .where(which);
  await db
    .update(signal)
    .set({ rule: null })
    .where(and(which, eq(signal.rule, "parked")));
}

async function forgetWords({ db }: Work, { organisationId, before, most }: RetentionRun): Promise<number> {
  const rows = await db
    .select({ id: ownWords.id })
    .from(ownWords)
    .innerJoin(alumnus, eq(alumnus.id, ownWords.personId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId ?? ""),
        isNotNull(ownWords.readAt),
        lte(ownWords.readAt, before),
        personAtRest(db),
      ),
    )
    .limit(most);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  await db.update(signal).set({ wordsId: null }).where(inArray(signal.wordsId, ids));
  await db.delete(ownWords).where(inArray(ownWords.id, ids));
  return ids.length;
}

async function forgetAnswers({ db }: Work, { organisationId, before, most }: RetentionRun): Promise<number> {
  const rows = await db
    .selectDistinct({ id: checkIn.id, at: checkIn.createdAt })
    .from(answer)
    .innerJoin(checkIn, eq(checkIn.id, answer.checkInId))
    .innerJoin(alumnus, eq(alumnus.id, checkIn.alumnusId))
    .where(
      and(
        eq(alumnus.organisationId, organisationId ?? ""),
        guidanceEndedBefore(before),
        notInArray(checkIn.state, [...running]),
        personAtRest(db),
      ),
    )
    .orderBy(desc(checkIn.createdAt))
    .limit(most);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return 0;
  const gone = await db
    .delete(answer)
    .where(inArray(answer.checkInId, ids))
    .returning({ id: answer.questionId });
  await loosenSignals(db, inArray(signal.checkInId, ids));
  // What was asked when, and what worried last time, says as much as the answers.
  await db
    .update(checkIn)
    .set({ background: null, answeredWithHelp: false, situationBefore: null })
    .where(inArray(checkIn.id, ids));
  await db.delete(watch).where(inArray(watch.setBy, ids));
  return gone.length;
}

/** Somebody of this run's organisation whose guidance ended long ago, and of whom nothing is open; not who had everything erased. */
export const isLongOver = (db: Db, { organisationId, before }: RetentionRun): SQL | undefined =>
  and(
    eq(alumnus.organisationId, organisationId ?? ""),
    isNull(alumnus.erasedAt),
    guidanceEndedBefore(before),
    personAtRest(db),
  );

/** Check-ins, answers, own words and what they told a human. */
export const checkinPart: PersonalPart = {
  name: "checkin",
  gather,
  erase,
  retain: { words: forgetWords, answers: forgetAnswers },
};
