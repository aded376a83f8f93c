import { say } from "../delivery/say.ts";
import type { Work } from "../delivery/work.ts";
import { withDutchBeneath } from "../i18n/dutch-beneath.ts";
import { lookAgain } from "../people/look-again.ts";
import { may } from "../people/may.ts";
import { type AlumnusView, actorOfAlumnus } from "../people/store.ts";
import { contextOf, progressOf } from "./ask-question.ts";
import { decideReply, type Meaning, type Reply } from "./decide-reply.ts";
import { decideSignals, type FoundSignal, nothingBefore, previousOf } from "./decide-signals.ts";
import { isInCrisis as hasCrisis } from "./find-running-crisis.ts";
import { countsAgain, findSaidBefore, isHeard, raiseAnew } from "./find-said-again.ts";
import { hearWords, signalsOfUnheard, type Words } from "./hear-words.ts";
import type { Given, Progress } from "./next-question.ts";
import { noteTappedWrong } from "./note-tapped-wrong.ts";
import { pauseCheckIn } from "./pause-check-in.ts";
import {
  explanationsOf,
  labelsOf,
  type QuestionContext,
  questionButtons,
  spokenOf,
} from "./question-message.ts";
import { maxSeverity, type QuestionSet, type Severity, type Situation } from "./question-set.ts";
import { type CheckInRow, findGiven, findLastDone, findSet, type SignalRow, saveGiven } from "./store.ts";
import { storeSignals } from "./store-signals.ts";
import { tidyTheirsLater } from "./tidy-up.ts";

/** What came of a reply: the new signals, and what the window does next. */
export interface Taken {
  readonly signals: readonly SignalRow[];
  /**
   * `ask`: the screen's question is answered. `safety`: it has just become a crisis, or words say so again. `again`: ask the same once more,
   * after a sentence. `stay`: nothing to say. `rest`: the person goes on another time.
   */
  readonly next: "ask" | "safety" | "again" | "stay" | "rest";
  /** Why it is asked again. */
  readonly because?: "words" | "human" | "notUnderstood" | "tappedWrong";
  /** What the robot explains before it asks on. */
  readonly explains?: readonly string[];
  /** The person changed an earlier answer. */
  readonly changed?: true;
  /** A serious answer once more, while humans know it and nobody has dealt with it yet. */
  readonly known?: true;
  /** The check-in was over already; the answer counts all the same. */
  readonly late?: true;
  /** Where the check-in stands now, so that what follows in the same transaction need not read it again. */
  readonly progress?: Progress;
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
    personId: row.alumnusId,
    organisationId: view.row.organisationId,
    caseWorkerId: view.row.caseWorkerId,
  };
  if (!may(actorOfAlumnus(view.row), "answerCheckIn", subject)) return { signals: [], next: "stay" };
  const published = await findSet(db, row.setHash);
  const { set } = published;
  const isOpen = row.state === "open";
  const before = await progressOf(work, view, row);
  const context = contextOf(published, view, row);
  const saidBefore = await findSaidBefore(db, row);
  const state = {
    awaiting: isOpen ? (row.awaiting ?? undefined) : undefined,
    given: before.given,
    countsAgain: (questionId: string, optionId: string) => countsAgain({ questionId, optionId }, saidBefore),
  };
  const meaning = decideReply(set, state, reply, (question) => labelsOf(context, question));
  if (meaning.kind === "nothing") {
    const isKnown = reply.kind === "option" && isHeard(reply, saidBefore);
    if (words && before.severity === "crisis") await tidyTheirsLater(work, view, words);
    return { signals: [], next: "stay", ...(isKnown ? { known: true } : {}) };
  }
  if (meaning.kind === "notUnderstood")
    return { signals: [], next: isOpen ? "again" : "stay", because: "notUnderstood", progress: before };

  if (meaning.kind === "later") {
    // An old button: in a crisis the questions about safety stay where they are.
    if (!isOpen || before.severity === "crisis") return { signals: [], next: "stay" };
    await pauseCheckIn(work, view, row);
    return { signals: [], next: "rest" };
  }
  if (meaning.kind === "tappedWrong") {
    if (!(await noteTappedWrong(work, row, set))) return { signals: [], next: "stay" };
    return { signals: [], next: isOpen ? "again" : "stay", because: "tappedWrong" };
  }
  const isInCrisis = before.severity === "crisis";
  const heard = words && isKept(meaning, words) ? await hear(work, view, row, meaning, words) : undefined;
  const found: FoundSignal[] = [...(heard?.signals ?? [])];
  if (isInCrisis && heard && words) found.push(...signalsOfUnheard(heard.wordsId, words));
  // Said again is meant again: each wish for a human is a signal of its own.
  if (meaning.kind === "human") found.push({ ...wantsHuman, cause: `${row.id}:human:${now.toISOString()}` });
  let given = before.given;
  if (meaning.kind === "answer" || meaning.kind === "tick") {
    await saveGiven(db, row, meaning.given, set.version, now);
    given = replaced(given, meaning.given);
    if (meaning.kind === "answer")
      found.push(
        ...raiseAnew(await combine(work, set, row, given), meaning.given.questionId, saidBefore, now),
      );
    // A date of an older answer may have moved.
    if (!isOpen) await lookAgain(work, row.alumnusId);
  }
  const about = { personId: row.alumnusId, checkInId: row.id, ...(heard ? { wordsId: heard.wordsId } : {}) };
  const signals = await storeSignals(work, about, found);
  const severity = signals.reduce<Severity>((most, one) => maxSeverity(most, one.severity), before.severity);
  const progress = { ...before, given, severity };
  const late = isOpen ? {} : ({ late: true } as const);

  // After an outcome, and when it is said again after a contact or a slip, it is a crisis like the first.
  const isStillHeard =
    isInCrisis &&
    !signals.some((one) => countsAgain(one, saidBefore)) &&
    (await hasCrisis(db, row.alumnusId));
  const isNewCrisis = signals.some((one) => one.severity === "crisis") && !isStillHeard;
  const isSaidAgain = heard?.signals.some((one) => one.severity === "crisis") === true;
  // A label of the way through a crisis, typed, is about danger as much as words of crisis are.
  const isLabel = heard === undefined && severity === "crisis";
  if (words && (isSaidAgain || isLabel)) await tidyTheirsLater(work, view, words);
  if (isNewCrisis || isSaidAgain) return { signals, next: "safety", progress, ...late };
  if (meaning.kind === "tick") {
    await showTicks(work, view, row, meaning.given);
    return { signals, next: "stay" };
  }
  if (meaning.kind === "answer") {
    const { questionId: id } = meaning.given;
    const [option] = meaning.given.options;
    const changed = before.given.some(
      ({ questionId, complete, options }) =>
        questionId === id && complete && (option === undefined || options[0] !== option),
    );
    const next = meaning.advances ? "ask" : "stay";
    const explains = await explain(work, context, id, meaning.given.options);
    return {
      signals,
      next,
      progress,
      ...(explains.length > 0 ? { explains } : {}),
      ...(changed ? { changed } : {}),
      ...late,
    };
  }
  const because = meaning.kind === "human" ? "human" : "words";
  // Of an album the question comes again once.
  const isRest = words?.kind === "photo" && words.follows === true;
  return { signals, next: isOpen && !isRest ? "again" : "stay", because, progress, ...late };
}

/** What the robot explains after these options, each with the Dutch beneath where it must have been checked and was not. */
function explain(work: Work, context: QuestionContext, questionId: string, options: readonly string[]) {
  const explained = options.filter((option) => explanationsOf(context, questionId, [option]).length > 0);
  return Promise.all(
    explained.map((option) =>
      withDutchBeneath(work.texts, context.language, (_texts, language, uses) => {
        uses(`checkin:question.${questionId}.says.${option}`);
        return explanationsOf({ ...context, language }, questionId, [option]).join("\n\n");
      }),
    ),
  );
}

const wantsHuman = { rule: "human", theme: "general", severity: "attention", wish: "human" } as const;

/** Replaced where it stands: the order in which answers were given does not move with a correction. */
function replaced(given: readonly Given[], one: Given): Given[] {
  const isThere = given.some(({ questionId }) => questionId === one.questionId);
  return isThere
    ? given.map((earlier) => (earlier.questionId === one.questionId ? one : earlier))
    : [...given, one];
}

/** Words are kept as words unless they were an option's label, typed; a photo is kept, whatever stands beneath it. */
const isKept = (meaning: Meaning, { kind }: Words) =>
  meaning.kind === "remark" || (meaning.kind === "answer" && meaning.given.inWords) || kind === "photo";

async function hear(
  work: Work,
  view: AlumnusView,
  row: CheckInRow,
  meaning: Meaning,
  words: Words,
): Promise<{ wordsId: string; signals: FoundSignal[] }> {
  const questionId =
    meaning.kind === "answer"
      ? meaning.given.questionId
      : meaning.kind === "remark"
        ? meaning.questionId
        : undefined;
  const { wordsId, signals } = await hearWords(
    work,
    {
      personId: row.alumnusId,
      keyId: view.row.keyId,
      checkInId: row.id,
      ...(questionId ? { questionId } : {}),
    },
    words,
  );
  if (meaning.kind !== "remark") return { wordsId, signals };
  // Words that no question asked for: somebody wants to be heard, so they stand on the list, not only in the answers.
  return {
    wordsId,
    signals: [...signals, { cause: `words:${wordsId}`, theme: "general", severity: "attention" }],
  };
}

async function combine(
  work: Work,
  set: QuestionSet,
  row: CheckInRow,
  given: readonly Given[],
): Promise<FoundSignal[]> {
  const { worries, marks } = previousOf(set, given);
  const compares = worries.length > 0 || marks.includes("moodBad");
  const before = compares ? await findLastDone(work.db, row.alumnusId, row.id) : undefined;
  const previous = before
    ? previousOf((await findSet(work.db, before.setHash)).set, await findGiven(work.db, before.id))
    : nothingBefore;
  const situationBefore = (row.situationBefore as Situation | null) ?? undefined;
  return decideSignals(set, { id: row.id, given, situationBefore }, previous);
}

/** Shows which of several answers are ticked, on the message that asks. */
async function showTicks(work: Work, view: AlumnusView, row: CheckInRow, given: Given): Promise<void> {
  if (row.awaiting !== given.questionId || !row.askedId || view.row.chatId === null) return;
  const published = await findSet(work.db, row.setHash);
  const question = published.set.questions.find(({ id }) => id === given.questionId);
  if (!question) return;
  const context = contextOf(published, view, row);
  const buttons = questionButtons(context, work.texts(view.language), question, { ticked: given.options });
  await say(work, {
    chatId: view.row.chatId,
    targetId: row.askedId,
    outgoing: { kind: "changeButtons", buttons, spoken: spokenOf(context, question) },
  });
}
