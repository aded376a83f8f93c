import { eq } from "drizzle-orm";
import { checkIn } from "../db/schema/index.ts";
import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import { contextOf } from "./ask-question.ts";
import { decideReply, type Reply } from "./decide-reply.ts";
import { decideSignals, type FoundSignal, previousOf } from "./decide-signals.ts";
import { hearWords, type Words } from "./hear-words.ts";
import type { Given } from "./next-question.ts";
import { labelsOf, questionButtons } from "./question-message.ts";
import { isAtLeast, type QuestionSet, type Situation } from "./question-set.ts";
import {
  type CheckInRow,
  findGiven,
  findPreviousCheckIn,
  findSet,
  findSeverity,
  type SignalRow,
  saveGiven,
} from "./store.ts";
import { storeSignals } from "./store-signals.ts";

/** What came of a reply: the new signals, and what the window does next. */
export interface Taken {
  readonly signals: readonly SignalRow[];
  /**
   * `ask`: the screen's question is answered. `safety`: it has just become a crisis. `again`: ask the same once more,
   * after a sentence. `stay`: nothing to say.
   */
  readonly next: "ask" | "safety" | "again" | "stay";
  /** Why it is asked again. */
  readonly because?: "words" | "human" | "notUnderstood";
  /** The person changed an earlier answer. */
  readonly changed?: true;
  /** The check-in was over already; the answer counts all the same. */
  readonly late?: true;
}

/**
 * Takes one reply of a check-in: an answer, a changed answer, a tick, words or a wish for a human, and stores it with the
 * signals that follow, in the caller's transaction. Taking the same tap twice changes nothing. A tap on a check-in that has
 * ended is still heard. Refuses (`stay`) a check-in of somebody else.
 */
export async function takeReply(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  reply: Reply,
  words?: Words,
): Promise<Taken> {
  const { db, now } = work;
  const subject = {
    alumnusId: row.alumnusId,
    organisationId: view.row.organisationId,
    caseWorkerId: view.row.caseWorkerId,
  };
  if (!may(actorOfAlumnus(view.row), "answerCheckIn", subject)) return { signals: [], next: "stay" };
  const published = await findSet(db, row.setHash);
  const { set } = published;
  const isOpen = row.state === "open";
  const given = await findGiven(db, row.id);
  const context = contextOf(published, view, row);
  const state = { awaiting: isOpen ? (row.awaiting ?? undefined) : undefined, given };
  const meaning = decideReply(set, state, reply, (question) => labelsOf(context, question));
  if (meaning.kind === "nothing") return { signals: [], next: "stay" };
  if (meaning.kind === "notUnderstood")
    return { signals: [], next: isOpen ? "again" : "stay", because: "notUnderstood" };
  const severityBefore = await findSeverity(db, row.id);
  const late = isOpen ? {} : ({ late: true } as const);
  const found: FoundSignal[] = [];
  let wordsId: string | undefined;

  if (words && (meaning.kind === "remark" || (meaning.kind === "answer" && meaning.given.inWords))) {
    const questionId = meaning.kind === "answer" ? meaning.given.questionId : meaning.questionId;
    const whose = {
      alumnusId: row.alumnusId,
      keyId: view.row.keyId,
      checkInId: row.id,
      ...(questionId ? { questionId } : {}),
    };
    const heard = await hearWords(work, whose, words);
    wordsId = heard.wordsId;
    found.push(...heard.signals);
    // Words that no question asked for: somebody wants to be heard, so they stand on the list, not only in the answers.
    if (meaning.kind === "remark")
      found.push({ cause: `words:${wordsId}`, theme: "general", severity: "attention" });
  }
  if (meaning.kind === "human")
    found.push({
      cause: `${row.id}:human`,
      rule: "human",
      theme: "general",
      severity: "attention",
      wish: "human",
    });
  if (meaning.kind === "answer" || meaning.kind === "tick") {
    await saveGiven(db, row, meaning.given, set.version, now);
    const after = [
      ...given.filter(({ questionId }) => questionId !== meaning.given.questionId),
      meaning.given,
    ];
    if (meaning.kind === "answer") found.push(...(await combine(work, set, row, after)));
  }
  const about = { alumnusId: row.alumnusId, checkInId: row.id, ...(wordsId ? { wordsId } : {}) };
  const signals = await storeSignals(work, about, found);
  await db.update(checkIn).set({ lastReplyAt: now }).where(eq(checkIn.id, row.id));

  const severityAfter = await findSeverity(db, row.id);
  if (severityAfter === "crisis" && severityBefore !== "crisis") return { signals, next: "safety", ...late };
  if (meaning.kind === "tick") {
    await showTicks(work, view, row, meaning.given);
    return { signals, next: "stay" };
  }
  if (meaning.kind === "answer") {
    const changed = given.some(
      ({ questionId, complete }) => questionId === meaning.given.questionId && complete,
    );
    return { signals, next: meaning.advances ? "ask" : "stay", ...(changed ? { changed } : {}), ...late };
  }
  return {
    signals,
    next: isOpen ? "again" : "stay",
    because: meaning.kind === "human" ? "human" : "words",
    ...late,
  };
}

async function combine(
  work: Work,
  set: QuestionSet,
  row: CheckInRow,
  given: readonly Given[],
): Promise<FoundSignal[]> {
  const before = await findPreviousCheckIn(work.db, row);
  const previous = before
    ? previousOf((await findSet(work.db, before.setHash)).set, await findGiven(work.db, before.id))
    : { worries: [], marks: [] };
  const situationBefore = (row.situationBefore as Situation | null) ?? undefined;
  const found = decideSignals(set, { id: row.id, given, situationBefore }, previous);
  return found.filter(({ severity }) => isAtLeast(severity, "attention"));
}

/** Shows which of several answers are ticked, on the message that asks. */
async function showTicks(work: Work, view: AlumnusView, row: CheckInRow, given: Given): Promise<void> {
  if (row.awaiting !== given.questionId || !row.askedId || view.row.chatId === null) return;
  const published = await findSet(work.db, row.setHash);
  const question = published.set.questions.find(({ id }) => id === given.questionId);
  if (!question) return;
  const buttons = questionButtons(
    contextOf(published, view, row),
    work.texts(view.language),
    question,
    given.options,
  );
  await say(work, {
    chatId: view.row.chatId,
    targetId: row.askedId,
    outgoing: { kind: "changeButtons", buttons },
  });
}
