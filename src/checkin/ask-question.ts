import { eq } from "drizzle-orm";
import { alumnus, checkIn } from "../db/schema/index.ts";
import type { Outgoing } from "../delivery/outgoing.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { type Write, withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { hasTalk } from "../people/has-talk.ts";
import { lookAgain } from "../people/look-again.ts";
import type { AlumnusView } from "../people/store.ts";
import { backgroundOf } from "./background.ts";
import { crisisSpoken, writeCrisisMessage } from "./crisis-message.ts";
import { decideAtHomeSince } from "./decide-at-home-since.ts";
import { endText } from "./end-text.ts";
import { chosenOptions, nextQuestion, type Progress, situationNow } from "./next-question.ts";
import { type QuestionContext, questionButtons, questionText, spokenOf } from "./question-message.ts";
import { isAtLeast, maySlipOn, type QuestionSet, type Severity, type Situation } from "./question-set.ts";
import { type CheckInRow, findGiven, findSet, findSeverity, type PublishedSet } from "./store.ts";
import { tidyButtons, tidyLater } from "./tidy-up.ts";
import { keepWatches } from "./watch.ts";

/** What texts of this check-in need to know. */
export function contextOf(published: PublishedSet, view: AlumnusView, row: CheckInRow): QuestionContext {
  return {
    published,
    language: view.language,
    checkInId: row.id,
    worker: view.workerName,
    situation: row.situationBefore ?? undefined,
  };
}

/** Where the check-in stands, read from its rows. */
export async function progressOf(work: Work, view: AlumnusView, row: CheckInRow): Promise<Progress> {
  return {
    situationBefore: (row.situationBefore as Situation | null) ?? undefined,
    round: row.round,
    sharedPhone: view.row.sharedPhone,
    background: backgroundOf(row),
    given: await findGiven(work.db, row.id),
    severity: await findSeverity(work.db, row.id),
  };
}

/**
 * Asks the next question, derived afresh from the rows, or ends the check-in when there is none. `withSafety` puts the
 * safety text before it, in the lane that nothing overtakes; `before` is said before it and stands beneath it in Dutch where the
 * question does. While a human talks with the person nothing is asked and nothing ends, but in a crisis: `goOnAfterTalk` does that.
 * Returns the id of the question now on the screen.
 */
export async function askQuestion(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  options: { withSafety?: boolean; before?: string | Write; progress?: Progress } = {},
): Promise<string | undefined> {
  const { db, now } = work;
  const chatId = view.row.chatId;
  if (chatId === null) return undefined;
  const published = await findSet(db, row.setHash);
  const progress = options.progress ?? (await progressOf(work, view, row));
  const isCrisis = progress.severity === "crisis" || options.withSafety === true;
  if (!isCrisis && (await hasTalk(db, row.alumnusId))) {
    await db
      .update(checkIn)
      .set({ state: "open", awaiting: null, askedId: null, openedAt: row.openedAt ?? now })
      .where(eq(checkIn.id, row.id));
    return undefined;
  }
  const position = nextQuestion(published.set, progress);
  if (!position) {
    await endCheckIn(work, view, row, progress, published);
    return undefined;
  }
  const t = work.texts(view.language);
  const ticked = progress.given.find(({ questionId }) => questionId === position.question.id)?.options ?? [];
  const { question, number, isLong } = position;
  const context = { ...contextOf(published, view, row), situationNow: situationNow(published.set, progress) };
  const maySlip =
    question.id === published.set.crisis[0] && seriousTaps(published.set, progress, "crisis").length > 0;
  // Said once; the button stays.
  const offersLater = isLong && number === published.set.longFrom;
  const { before } = options;
  const asked = await withDutchBeneath(work.texts, view.language, async (texts, language, uses) => {
    uses(`checkin:question.${question.id}.prompt`);
    const own = { ...view, language };
    const text = questionText({ ...context, language }, texts(language), position, offersLater);
    if (options.withSafety) return `${await writeCrisisMessage({ ...work, texts }, own)}\n\n${text}`;
    return typeof before === "function" ? `${await before(texts, language, uses)}\n\n${text}` : text;
  });
  const outgoing: Outgoing = {
    kind: "say",
    text: typeof before === "string" && !options.withSafety ? `${before}\n\n${asked}` : asked,
    buttons: [
      ...questionButtons(context, t, question, { ticked, maySlip, isLong }),
      ...(isCrisis ? tidyButtons(t, view) : []),
    ],
    spoken: {
      language: view.language,
      texts: [
        ...(options.withSafety ? (await crisisSpoken(work, view)).texts : []),
        ...spokenOf(context, question).texts,
      ],
    },
  };
  const lane = isCrisis ? "crisis" : "reply";
  const askedId = await say(work, { chatId, lane, outgoing, subject: { kind: "question", id: row.id } });
  if (isCrisis) await tidyLater(work, view, askedId);
  await db
    .update(checkIn)
    .set({ state: "open", awaiting: question.id, askedId, openedAt: row.openedAt ?? now })
    .where(eq(checkIn.id, row.id));
  return question.id;
}

/** Ends a check-in whose questions are all answered: stores what changed in the person's life and says who reads what. */
async function endCheckIn(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  progress: Progress,
  published: PublishedSet,
): Promise<void> {
  const { db, now } = work;
  await db
    .update(checkIn)
    .set({ state: "done", awaiting: null, askedId: null, endedAt: now })
    .where(eq(checkIn.id, row.id));
  await lookAgain(work, row.alumnusId);
  const situation = situationNow(published.set, progress);
  if (situation && situation !== view.row.situation)
    await db
      .update(alumnus)
      .set({ situation, situationSince: now, atHomeSince: decideAtHomeSince(view.row, situation, now) })
      .where(eq(alumnus.id, row.alumnusId));
  await keepWatches(work, row, view.organisation, published.set, progress.given);
  if (view.row.chatId === null) return;
  const text = await endText(work, view, row, progress);
  const [serious] = seriousTaps(published.set, progress, "urgent");
  const slip = serious && {
    label: work.texts(view.language)("checkin:extra.tappedWrong"),
    action: { do: "extra", checkIn: row.id, question: serious.question.id, extra: "tappedWrong" } as const,
  };
  const isCrisis = progress.severity === "crisis";
  const tidy = isCrisis ? tidyButtons(work.texts(view.language), view) : [];
  const buttons = [...(slip ? [[slip]] : []), ...tidy];
  const endId = await say(work, {
    chatId: view.row.chatId,
    outgoing: { kind: "say", text, ...(buttons.length > 0 ? { buttons } : {}) },
  });
  if (isCrisis) await tidyLater(work, view, endId);
}

/** Tapped answers that are at least this serious, those to the safety questions aside: any of them may have been a slip. */
const seriousTaps = (set: QuestionSet, { given }: Progress, floor: Severity) =>
  chosenOptions(set, given).filter(
    ({ question, option }) => maySlipOn(question) && isAtLeast(option.severity, floor),
  );
