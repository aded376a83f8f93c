import { eq } from "drizzle-orm";
import { alumnus, checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import type { AlumnusView } from "../people/store.ts";
import { findWhoIsThere } from "../people/who-is-there.ts";
import { crisisMessage } from "./crisis-message.ts";
import { nextQuestion, type Progress, situationNow } from "./next-question.ts";
import { type QuestionContext, questionMessage } from "./question-message.ts";
import { isAtLeast, type Severity, type Situation } from "./question-set.ts";
import { type CheckInRow, findGiven, findSet, findSeverity, type PublishedSet } from "./store.ts";

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
    given: await findGiven(work.db, row.id),
    severity: await findSeverity(work.db, row.id),
  };
}

/**
 * Asks the next question, derived afresh from the rows, or ends the check-in when there is none. `withSafety` puts the
 * safety text before it, in the lane that nothing overtakes. Returns the id of the question now on the screen.
 */
export async function askQuestion(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  options: { withSafety?: boolean; before?: string; progress?: Progress } = {},
): Promise<string | undefined> {
  const { db, now } = work;
  const chatId = view.row.chatId;
  if (chatId === null) return undefined;
  const published = await findSet(db, row.setHash);
  const progress = options.progress ?? (await progressOf(work, view, row));
  const position = nextQuestion(published.set, progress);
  if (!position) {
    await endCheckIn(work, view, row, progress, published);
    return undefined;
  }
  const t = work.texts(view.language);
  const ticked = progress.given.find(({ questionId }) => questionId === position.question.id)?.options ?? [];
  const message = questionMessage(contextOf(published, view, row), t, position, ticked);
  const safety = options.withSafety ? await crisisMessage(work, view) : options.before;
  const outgoing =
    safety && message.kind === "say" ? { ...message, text: `${safety}\n\n${message.text}` } : message;
  const lane = progress.severity === "crisis" ? "crisis" : "reply";
  const askedId = await say(work, { chatId, lane, outgoing, subject: { kind: "question", id: row.id } });
  await db
    .update(checkIn)
    .set({ state: "open", awaiting: position.question.id, askedId, openedAt: row.openedAt ?? now })
    .where(eq(checkIn.id, row.id));
  return position.question.id;
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
  const situation = situationNow(published.set, progress);
  if (situation && situation !== view.row.situation)
    await db.update(alumnus).set({ situation, situationSince: now }).where(eq(alumnus.id, row.alumnusId));
  if (view.row.chatId === null) return;
  const hasWords = progress.given.some(({ inWords }) => inWords);
  const text = await endText(work, view, progress.severity, hasWords);
  await say(work, { chatId: view.row.chatId, outgoing: { kind: "say", text } });
}

async function endText(
  work: Work,
  view: AlumnusView,
  severity: Severity,
  hasWords: boolean,
): Promise<string> {
  const t = work.texts(view.language);
  const { now, when, reader } = await findWhoIsThere(work, view);
  const worker = view.workerName;
  // Others may read along: not a word about how serious it was.
  if (view.row.sharedPhone && isAtLeast(severity, "urgent")) return t("checkin:end.shared", { when });
  if (severity === "crisis")
    return t(now ? "checkin:end.crisisAwake" : "checkin:end.crisisAsleep", { reader, when });
  if (isAtLeast(severity, "urgent")) return t("checkin:end.urgent", { reader, when });
  if (isAtLeast(severity, "attention")) return t("checkin:end.attention", { worker });
  return t(hasWords ? "checkin:end.fineWithWords" : "checkin:end.fine", { worker });
}
