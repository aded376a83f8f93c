import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { signal } from "../db/schema/index.ts";
import type { Work } from "../delivery/work.ts";
import { maySlipOn, type QuestionSet } from "./question-set.ts";
import { type CheckInRow, findGiven, saveGiven } from "./store.ts";

/**
 * "I tapped wrong": the latest serious answer gets a note, and while the check-in runs its question is open again; never an
 * answer about safety (`maySlipOn`): the button does not stand for it. The signal and its escalation stay as they are: a human
 * decides. Returns false when no tapped answer here was serious.
 */
export async function noteTappedWrong(work: Work, row: CheckInRow, set: QuestionSet): Promise<boolean> {
  const { db, now } = work;
  const mayBeSlips = set.questions.filter(maySlipOn).map(({ id }) => id);
  const [latest] = await db
    .select()
    .from(signal)
    .where(
      and(
        eq(signal.checkInId, row.id),
        inArray(signal.questionId, mayBeSlips),
        isNull(signal.wordsId),
        isNull(signal.tappedWrongAt),
        inArray(signal.severity, ["urgent", "crisis"]),
      ),
    )
    // The text sorts as it must: a crisis before anything urgent.
    .orderBy(signal.severity, desc(signal.at))
    .limit(1);
  if (!latest?.questionId) return false;
  await db
    .update(signal)
    .set({ tappedWrongAt: now })
    .where(and(eq(signal.checkInId, row.id), eq(signal.questionId, latest.questionId)));
  const [given] = (await findGiven(db, row.id)).filter(({ questionId }) => questionId === latest.questionId);
  if (row.state === "open" && given)
    await saveGiven(db, row, { ...given, options: [], complete: false }, set.version, now);
  return true;
}
